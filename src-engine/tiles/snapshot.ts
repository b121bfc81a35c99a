import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Rect, rectContains, rectsEqual, rectUnion } from '#shared/geometry/rect.ts';
import { copyCommonPixels } from '#engine/imaging/copy-pixels.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { workingCopy, writing } from '#engine/files/system-errors.ts';
import { readTile, tileSampleCount, writeTile } from './tile-file.ts';
import {
  allocateSamples,
  defaultTileSize,
  positionOfTile,
  type Samples,
  tileKey,
  type TilePosition,
  tileRect,
  tilesCovering,
} from './tile-grid.ts';

/**
 * Pixels as immutable file-backed tiles: a snapshot is a map from tile to file, so an edit writes new files and makes a
 * new map, undo is the old map, and the engine reads exactly what main meant while main keeps editing.
 */
export interface TileSnapshot {
  readonly directory: string;
  readonly bounds: Rect;
  readonly channels: 1 | 2 | 3 | 4;
  readonly bitDepth: 8 | 16;
  readonly iccProfile: Uint8Array | null;
  /** Edge length in pixels; tile (column, row) covers pixels from (column * tileSize, row * tileSize); may be negative. */
  readonly tileSize: number;
  /** "column,row" -> file name in `directory`; a tile that is absent is all zeros. */
  readonly tiles: Readonly<Record<string, string>>;
}

/** What of a snapshot stays the same while it is edited. */
type Layout = Pick<TileSnapshot, 'directory' | 'bounds' | 'channels' | 'bitDepth'> &
  Partial<Pick<TileSnapshot, 'iccProfile' | 'tileSize'>>;

/** A snapshot of zeros: no files yet. */
export function emptySnapshot(layout: Layout): TileSnapshot {
  return { iccProfile: null, tileSize: defaultTileSize, ...layout, tiles: {} };
}

/** An empty mask of a picture's size, among its tiles. */
export const emptyMask = (pixels: TileSnapshot): TileSnapshot => ({
  ...pixels,
  ...{ channels: 1, bitDepth: 8, iccProfile: null, tiles: {} },
});

/** Writes a whole picture as tiles into `directory` (made where missing), its first pixel at document pixel (0, 0). */
export async function snapshotFromImage(directory: string, image: SampleImage): Promise<TileSnapshot> {
  await writing(workingCopy, mkdir(directory, { recursive: true }));
  const { width, height, channels, bitDepth, iccProfile, data } = image;
  const bounds = { x: 0, y: 0, width, height };
  return writePixels(emptySnapshot({ directory, bounds, channels, bitDepth, iccProfile }), bounds, data);
}

/** One tile's samples; null where it is all zeros. */
export async function readSnapshotTile(
  snapshot: TileSnapshot,
  position: TilePosition,
): Promise<Samples | null> {
  const name = snapshot.tiles[tileKey(position)];
  return name === undefined ? null : readTile(snapshot.directory, name, snapshot);
}

/** The samples of `rect`, [height, width, channels]; zeros where nothing was ever written. */
export async function readPixels(snapshot: TileSnapshot, rect: Rect): Promise<Samples> {
  const pixels = allocateSamples(rect.width * rect.height * snapshot.channels, snapshot.bitDepth);
  await eachConcurrently(tilesCovering(rect, snapshot.tileSize), async (position) => {
    const tile = await readSnapshotTile(snapshot, position);
    if (tile) copyCommonPixels(tile, tileRect(position, snapshot.tileSize), pixels, rect, snapshot.channels);
  });
  return pixels;
}

/**
 * A new snapshot with `pixels` in `rect`: only touched tiles are written, the old snapshot stays as it is. Tiles that
 * end up all zeros need no file. The event loop runs between tiles.
 */
export async function writePixels(
  snapshot: TileSnapshot,
  rect: Rect,
  pixels: Samples,
): Promise<TileSnapshot> {
  if (pixels.length !== rect.width * rect.height * snapshot.channels)
    throw new RangeError(
      `${pixels.length} samples do not fill ${rect.width} x ${rect.height} x ${snapshot.channels}`,
    );
  const tiles: Record<string, string> = { ...snapshot.tiles };
  await eachConcurrently(tilesCovering(rect, snapshot.tileSize), async (position) => {
    const covered = tileRect(position, snapshot.tileSize);
    const samples = allocateSamples(tileSampleCount(snapshot), snapshot.bitDepth);
    if (!rectContains(rect, covered)) {
      const before = await readSnapshotTile(snapshot, position);
      if (before) samples.set(before);
    }
    copyCommonPixels(pixels, rect, samples, covered, snapshot.channels);
    if (isAllZero(samples)) {
      delete tiles[tileKey(position)];
    } else {
      tiles[tileKey(position)] = await writeTile(snapshot.directory, samples, snapshot);
    }
    await nextTurn();
  });
  return { ...snapshot, tiles };
}

/** The pixels of the tiles that have a file; all others are zero. */
export const boundsOfTiles = ({ tiles, tileSize }: TileSnapshot): Rect =>
  Object.keys(tiles)
    .map((key) => tileRect(positionOfTile(key), tileSize))
    .reduce(rectUnion, { x: 0, y: 0, width: 0, height: 0 });

/** The pixels of the tiles in which two snapshots of one layout differ; null = they may differ anywhere. */
export function changedTiles(before: TileSnapshot, after: TileSnapshot): Rect | null {
  const { tileSize } = after;
  if (before.tileSize !== tileSize || !rectsEqual(before.bounds, after.bounds)) return null;
  return [...new Set([...Object.keys(before.tiles), ...Object.keys(after.tiles)])]
    .filter((key) => before.tiles[key] !== after.tiles[key])
    .map((key) => tileRect(positionOfTile(key), tileSize))
    .reduce(rectUnion, { x: 0, y: 0, width: 0, height: 0 });
}

/** The files that `after` names and `before` doesn't: what an edit wrote. */
export function addedTiles(before: TileSnapshot | null, after: TileSnapshot): string[] {
  return Object.entries(after.tiles)
    .filter(([key, name]) => before?.tiles[key] !== name)
    .map(([, name]) => name);
}

function isAllZero(samples: Samples): boolean {
  const words =
    samples.byteOffset % 4 === 0
      ? new Uint32Array(samples.buffer, samples.byteOffset, samples.byteLength >> 2)
      : new Uint32Array(0);
  for (let index = 0; index < words.length; index++) if (words[index] !== 0) return false;
  const perWord = 4 / samples.BYTES_PER_ELEMENT;
  for (let index = words.length * perWord; index < samples.length; index++)
    if (samples[index] !== 0) return false;
  return true;
}

/** Four at a time: enough to keep the disk busy, few enough to bound memory. The first error wins. */
async function eachConcurrently<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
}

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
