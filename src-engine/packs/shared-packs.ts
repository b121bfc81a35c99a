import { join } from 'node:path';

/** Where an administrator puts packs for all users of a computer: only ever read. */
export function sharedPacksFolder(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  switch (platform) {
    case 'win32':
      return join(environment['PROGRAMDATA'] || 'C:\\ProgramData', 'Tessera', 'models');
    case 'darwin':
      return '/Library/Application Support/Tessera/models';
    default:
      return '/usr/local/share/tessera/models';
  }
}
