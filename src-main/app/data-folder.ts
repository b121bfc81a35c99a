import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, sep } from 'node:path';
import type { DataUse } from '#shared/contract/app.ts';

/** Makes the folder of this user's data and writes into it once. @throws what the system answers where that cannot be */
export function prepareDataFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const probe = join(folder, '.writable');
  writeFileSync(probe, 'yes');
  rmSync(probe, { force: true });
}

/** Where everything of this user lies and how much it is. What goes or cannot be read meanwhile counts nothing. */
export async function dataUse(folder: string): Promise<DataUse> {
  return { folder: readablePath(folder), bytes: await bytesBelow(folder) };
}

async function bytesBelow(folder: string): Promise<number> {
  let bytes = 0;
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) bytes += await bytesBelow(path);
    else if (entry.isFile())
      bytes += await stat(path).then(
        ({ size }) => size,
        () => 0,
      );
  }
  return bytes;
}

/** A path as people write it: ~ is their home. */
const readablePath = (path: string): string =>
  path === homedir() || path.startsWith(homedir() + sep) ? `~${path.slice(homedir().length)}` : path;
