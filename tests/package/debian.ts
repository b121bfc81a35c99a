import { spawnSync } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A Debian of its own in a folder: nothing of this machine's is in it but its processor, its kernel and its screen. */
export interface Debian {
  readonly root: string;
  /** A program outside that runs its arguments inside. */
  readonly inside: string;
  readonly remove: () => Promise<void>;
}

/** Makes one by debootstrap from where this machine has its packages; null, and why, where that is not allowed. */
export async function makeDebian(): Promise<Debian | { readonly missing: string }> {
  if (process.getuid?.() !== 0) return { missing: 'only root can make a Debian in a folder' };
  const { VERSION_CODENAME: suite, ID: system } = await systemRelease();
  if (system !== 'debian' || !suite) return { missing: 'this system is no Debian' };
  const mirror = packageSource(suite);
  if (!mirror) return { missing: 'apt names no place for packages' };
  const folder = await mkdtemp(join(tmpdir(), 'tessera-debian-'));
  const root = join(folder, 'root');
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const made = spawnSync('debootstrap', ['--variant=minbase', suite, root, mirror], { encoding: 'utf8' });
  if (made.status !== 0) {
    await remove();
    return { missing: `debootstrap ended with ${made.status}: ${made.stdout?.slice(-400)}` };
  }
  await copyFile('/etc/resolv.conf', join(root, 'etc/resolv.conf'));
  await mkdir(join(root, 'tmp/.X11-unix'));
  const inside = join(folder, 'inside');
  // What is mounted is gone with the process it was mounted for: nothing outside is ever below `root` when that is deleted.
  const script = `#!/bin/sh
export ROOT='${root}'
exec unshare --mount --propagation private sh -ec '
  mount -t proc proc "$ROOT/proc"
  mount --rbind /dev "$ROOT/dev"
  mount --bind /tmp/.X11-unix "$ROOT/tmp/.X11-unix"
  exec chroot "$ROOT" "$@"' inside "$@"
`;
  await writeFile(inside, script, { mode: 0o755 });
  return { root, inside, remove };
}

async function systemRelease(): Promise<Partial<Record<string, string>>> {
  const lines = (await readFile('/etc/os-release', 'utf8')).split('\n').map((line) => line.split('='));
  return Object.fromEntries(lines.map(([name, value]) => [name, value?.replaceAll('"', '')]));
}

/** Where apt gets the packages of a release from. */
function packageSource(suite: string): string | undefined {
  const question = ['indextargets', '--format', '$(REPO_URI)', 'Created-By: Packages', `Codename: ${suite}`];
  return spawnSync('apt-get', question, { encoding: 'utf8' }).stdout.split('\n')[0];
}
