import { shell } from 'electron';
import type { AppPaths } from '#main/app/paths.ts';
import type { LinkName } from '#shared/contract/app.ts';
import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';

/** Rule: only these pages ever open in the system's browser. Names without an address are files beside the app. */
export const externalLinks: Readonly<Record<LinkName, string | null>> = {
  paper: 'https://arxiv.org/abs/2412.12095',
  licences: null,
  help: null,
};

/** The address of a page; https only. @throws TesseraError request-denied */
export function externalAddress(name: LinkName): string {
  const address = externalLinks[name];
  if (!address || new URL(address).protocol !== 'https:')
    throw new TesseraError('request-denied', text.refusals.pageHasNoAddress);
  return address;
}

/** Opens one of the known pages: in the browser, or the file beside the app in what the system has for it. */
export async function openLink(name: LinkName, paths: Pick<AppPaths, 'help' | 'licences'>): Promise<void> {
  if (name === 'paper') {
    await shell.openExternal(externalAddress(name));
    return;
  }
  const problem = await shell.openPath(paths[name]);
  if (problem) throw new TesseraError('file-not-found', text.refusals.pageIsMissing);
}
