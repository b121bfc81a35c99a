import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { say } from './run.mjs';

const isDebian = existsSync('/etc/debian_version');
const isRoot = process.getuid?.() === 0;

function missingLibraries(executable) {
  const listed = spawnSync('ldd', [executable], { encoding: 'utf8' });
  return (listed.stdout ?? '')
    .split('\n')
    .filter((line) => line.includes('not found'))
    .map((line) => line.trim().split(' ')[0]);
}

/** Debian 13 and Ubuntu 24.04 renamed some packages for 64-bit time. */
function packageNames() {
  const known = (name) =>
    spawnSync('apt-cache', ['show', '--no-all-versions', name], { stdio: 'ignore' }).status === 0;
  return [['libgtk-3-0t64', 'libgtk-3-0'], ['libasound2t64', 'libasound2'], ['libnss3'], ['libgbm1']].map(
    (names) => names.find(known) ?? names.at(-1),
  );
}

/** Waits up to five minutes where another program holds dpkg's lock (a new machine updates itself at first). */
const aptGet = (...args) =>
  spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=300', '-qq', ...args], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });

function aptInstall(packages) {
  say(`Installing system packages: ${packages.join(' ')} ...`);
  aptGet('update');
  return aptGet('install', '-y', '--no-install-recommends', ...packages).status === 0;
}

/** True once the Electron at `executable` has every library it needs; else says the exact command and returns false. */
export function ensureSystemLibraries(executable) {
  if (process.platform !== 'linux') return true;
  if (missingLibraries(executable).length === 0) return true;
  if (isDebian && isRoot) {
    aptGet('update');
    if (aptInstall(packageNames()) && missingLibraries(executable).length === 0) return true;
  }
  say(`Electron needs system libraries that are missing: ${missingLibraries(executable).join(', ')}.`);
  say(
    isDebian
      ? `Install them with:\n  sudo apt-get install ${packageNames().join(' ')}`
      : 'Install GTK 3, NSS, GBM and ALSA with your package manager.',
  );
  return false;
}

/** True once there is an Xvfb to run tests on; else says the exact command. */
export function ensureXvfb() {
  const there = () => spawnSync('sh', ['-c', 'command -v Xvfb'], { stdio: 'ignore' }).status === 0;
  if (there()) return true;
  if (isDebian && isRoot && aptInstall(['xvfb', 'xauth']) && there()) return true;
  say('The tests need a virtual screen. Install it with:\n  sudo apt-get install xvfb xauth');
  return false;
}

/** True once there is a Redis for tests to start one of their own; else says the exact command. */
export function ensureRedis() {
  if (process.platform !== 'linux') return true;
  const there = () => spawnSync('sh', ['-c', 'command -v redis-server'], { stdio: 'ignore' }).status === 0;
  if (there()) return true;
  if (isDebian && isRoot && aptInstall(['redis-server']) && there()) return true;
  say('The tests of the queue need Redis. Install it with:\n  sudo apt-get install redis-server');
  return false;
}

/** True once there are fonts for every language's letters: DejaVu, which comes with GTK, has all but those of East Asia. Else says the exact command. */
export function ensureFonts() {
  if (process.platform !== 'linux') return true;
  const there = () =>
    spawnSync('fc-list', [':charset=6f22 3042'], { encoding: 'utf8' }).stdout?.trim() !== '';
  if (there()) return true;
  if (isDebian && isRoot && aptInstall(['fonts-droid-fallback']) && there()) return true;
  say(
    'Tests look at every language. Install letters for it with:\n  sudo apt-get install fonts-droid-fallback',
  );
  return false;
}

/**
 * True once deb and rpm can be made and looked into, the Flatpak's manifest read, the app's calls watched and the app heard as by a
 * screen reader; else says the exact command.
 */
export function ensurePackagingTools() {
  const tools = {
    'dpkg-deb': 'dpkg',
    fakeroot: 'fakeroot',
    rpmbuild: 'rpm',
    'desktop-file-validate': 'desktop-file-utils',
    'flatpak-builder': 'flatpak-builder',
    appstreamcli: 'appstream',
    ar: 'binutils',
    strace: 'strace',
    debootstrap: 'debootstrap',
    xdotool: 'xdotool',
    ip: 'iproute2',
    'dbus-daemon': 'dbus-daemon',
    '/usr/libexec/at-spi-bus-launcher': 'at-spi2-core',
    '/usr/lib/python3/dist-packages/gi': 'python3-gi',
    '/usr/share/doc/gir1.2-atspi-2.0': 'gir1.2-atspi-2.0',
  };
  const missing = () =>
    Object.keys(tools).filter(
      (tool) =>
        spawnSync('sh', ['-c', `command -v ${tool} || test -e ${tool}`], { stdio: 'ignore' }).status !== 0,
    );
  if (missing().length === 0) return true;
  const packages = missing().map((tool) => tools[tool]);
  if (isDebian && isRoot && aptInstall(packages) && missing().length === 0) return true;
  say(
    `Packages need tools that are missing. Install them with:\n  sudo apt-get install ${packages.join(' ')}`,
  );
  return false;
}
