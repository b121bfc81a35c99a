import { join, resolve } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { commandLinePackDirectories, userDataFolder } from '#cli/pack-directories.ts';
import { appPaths } from '#main/app/paths.ts';

afterEach(() => vi.unstubAllEnvs());

it('looks for packs where the app keeps those that were imported', () => {
  vi.stubEnv('TESSERA_USER_DATA', resolve('somewhere'));
  const app = { isPackaged: false, getPath: () => resolve('somewhere') };
  const paths = appPaths(app, resolve('out/main'));
  expect(commandLinePackDirectories()).toEqual({
    bundled: paths.bundledPacks,
    shared: paths.sharedPacks,
    user: paths.userPacks,
  });
});

it('knows Electron’s folder for user data on every system', () => {
  expect(userDataFolder('linux', {}, 'home')).toBe(join('home', '.config', 'Tessera'));
  expect(userDataFolder('linux', { XDG_CONFIG_HOME: 'settings' }, 'home')).toBe(join('settings', 'Tessera'));
  expect(userDataFolder('darwin', {}, 'home')).toBe(
    join('home', 'Library', 'Application Support', 'Tessera'),
  );
  expect(userDataFolder('win32', { APPDATA: 'roaming' }, 'home')).toBe(join('roaming', 'Tessera'));
});
