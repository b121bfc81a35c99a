import type { PackDirectories } from '#engine/packs/registry.ts';
import { sharedPacksFolder } from '#engine/packs/shared-packs.ts';
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { productName } from '../package.json';

/** Where the command line looks for packs: the models of the installation it runs from, and those imported in the app. */
export const commandLinePackDirectories = (): PackDirectories => ({
  bundled: join(installation(), 'models'),
  shared: sharedPacksFolder(process.platform, process.env),
  user: join(commandLineDataFolder(), 'models'),
});

/** Where the command line keeps what it may forget: the app's folder. */
export const commandLineDataFolder = (): string => userDataFolder(process.platform, process.env, homedir());

/** The folder of the installation: of a packaged app that of its resources, beside the archive. */
function installation(): string {
  for (let folder = import.meta.dirname; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'models'))) return folder;
  }
  return process.cwd();
}

/** Where the app keeps its data: Electron's `userData`, without Electron (src-main/app/paths.ts, main.ts). */
export function userDataFolder(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
  home: string,
): string {
  if (environment['TESSERA_USER_DATA']) return environment['TESSERA_USER_DATA'];
  switch (platform) {
    case 'win32':
      return join(environment['APPDATA'] || join(home, 'AppData', 'Roaming'), productName);
    case 'darwin':
      return join(home, 'Library', 'Application Support', productName);
    default:
      return join(environment['XDG_CONFIG_HOME'] || join(home, '.config'), productName);
  }
}
