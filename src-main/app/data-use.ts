import { readdir, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join, sep } from 'node:path';
import type { DataUse } from '#shared/contract/app.ts';

/** Where everything of this user lies and how much it is. What goes or cannot be read meanwhile counts nothing. */
export async function dataUse(folder: string): Promise<DataUse> {
  return { folder: readable(folder), bytes: await bytesBelow(folder) };
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

/** As people write it: ~ is their home. */
const readable = (folder: string): string =>
  folder.startsWith(homedir() + sep) ? `~${folder.slice(homedir().length)}` : folder;
