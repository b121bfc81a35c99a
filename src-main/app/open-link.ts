import { shell } from 'electron';
import type { LinkName } from '../../src-shared/contract/app';
import { TesseraError } from '../../src-shared/contract/errors';
import { externalAddress } from '../security/external-links';
import type { AppPaths } from './paths';

/** Opens one of the known pages: in the browser, or the file beside the app in what the system has for it. */
export async function openLink(name: LinkName, paths: Pick<AppPaths, 'help' | 'licences'>): Promise<void> {
  if (name === 'paper') {
    await shell.openExternal(externalAddress(name));
    return;
  }
  const problem = await shell.openPath(paths[name]);
  if (problem)
    throw new TesseraError('file-not-found', 'The page could not be opened: it is missing from this build.');
}
