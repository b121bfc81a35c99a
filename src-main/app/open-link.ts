import { shell } from 'electron';
import type { LinkName } from '#shared/contract/app.ts';
import { TesseraError } from '#shared/errors.ts';
import { externalAddress } from '#main/security/external-links.ts';
import type { AppPaths } from './paths.ts';

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
