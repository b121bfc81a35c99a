import type { TileSnapshot } from './snapshot.ts';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Deletes the tiles in `directory` that no live snapshot names and returns how many. Run it only while nothing writes
 * there: a tile that was written a moment ago is in no snapshot yet.
 */
export async function deleteUnreferencedTiles(
  directory: string,
  live: Iterable<TileSnapshot>,
): Promise<number> {
  const names = new Set<string>();
  for (const snapshot of live) for (const name of Object.values(snapshot.tiles)) names.add(name);
  let deleted = 0;
  for (const name of await readdir(directory)) {
    if (names.has(name) || !/\.(raw|z)$/.test(name)) continue;
    await rm(join(directory, name), { force: true });
    deleted++;
  }
  return deleted;
}
