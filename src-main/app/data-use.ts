import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readablePath } from '#engine/files/readable-path.ts';
import type { DataUse } from '#shared/contract/app.ts';

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
