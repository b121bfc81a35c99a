import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SampleImage } from '#engine/imaging/samples.ts';
import {
  addedTiles,
  emptySnapshot,
  readPixels,
  snapshotFromImage,
  writePixels,
  deleteUnreferencedTiles,
} from '#engine/tiles/snapshot.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'tessera-tiles-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

function gradient(width: number, height: number, channels: 1 | 3 | 4, bitDepth: 8 | 16): SampleImage {
  const data =
    bitDepth === 8 ? new Uint8Array(width * height * channels) : new Uint16Array(width * height * channels);
  for (let index = 0; index < data.length; index++)
    data[index] = (index * 2654435761) >>> (bitDepth === 8 ? 24 : 16);
  return { width, height, channels, bitDepth, data, iccProfile: null };
}

/** vitest's toEqual takes seconds on a million samples. */
const same = (a: Uint8Array | Uint16Array, b: Uint8Array | Uint16Array): boolean =>
  a.BYTES_PER_ELEMENT === b.BYTES_PER_ELEMENT &&
  Buffer.compare(
    Buffer.from(a.buffer, a.byteOffset, a.byteLength),
    Buffer.from(b.buffer, b.byteOffset, b.byteLength),
  ) === 0;

describe('a tile snapshot', () => {
  it.each([
    ['8 bit RGB', 3, 8],
    ['16 bit RGBA', 4, 16],
    ['16 bit RGB', 3, 16],
    ['8 bit grey', 1, 8],
  ] as const)('gives back every sample of a %s picture larger than a tile', async (_, channels, bitDepth) => {
    const image = gradient(700, 530, channels, bitDepth);
    const snapshot = await snapshotFromImage(directory, image);
    expect(Object.keys(snapshot.tiles).sort()).toEqual(['0,0', '0,1', '1,0', '1,1']);
    expect(same(await readPixels(snapshot, snapshot.bounds), image.data)).toBe(true);
  });

  it('reads zeros outside what was written, also at negative coordinates', async () => {
    const image = gradient(10, 10, 3, 8);
    const snapshot = await snapshotFromImage(directory, image);
    const around = await readPixels(snapshot, { x: -2, y: -1, width: 14, height: 3 });
    expect([...around.subarray(0, 14 * 3)]).toEqual(new Array(14 * 3).fill(0));
    expect([...around.subarray(14 * 3 + 6, 14 * 3 + 36)]).toEqual([...image.data.subarray(0, 30)]);
  });

  it('writes only the touched tiles and leaves the old snapshot readable', async () => {
    const image = gradient(1100, 600, 3, 8);
    const before = await snapshotFromImage(directory, image);
    const rect = { x: 500, y: 20, width: 30, height: 5 };
    const after = await writePixels(before, rect, new Uint8Array(30 * 5 * 3).fill(77));
    expect(addedTiles(before, after)).toHaveLength(2);
    expect(new Set(await readPixels(after, rect))).toEqual(new Set([77]));
    expect(same(await readPixels(before, before.bounds), image.data)).toBe(true);
    const outside = await readPixels(after, { x: 530, y: 0, width: 570, height: 600 });
    expect(same(outside, await readPixels(before, { x: 530, y: 0, width: 570, height: 600 }))).toBe(true);
  });

  it('needs no file for a tile that an edit empties', async () => {
    const mask = emptySnapshot({
      directory,
      bounds: { x: 0, y: 0, width: 600, height: 600 },
      channels: 1,
      bitDepth: 8,
    });
    const rect = { x: 10, y: 10, width: 4, height: 4 };
    const painted = await writePixels(mask, rect, new Uint8Array(16).fill(255));
    expect(Object.keys(painted.tiles)).toEqual(['0,0']);
    const erased = await writePixels(painted, rect, new Uint8Array(16));
    expect(erased.tiles).toEqual({});
  });

  it('says so where a tile was cut short on disk', async () => {
    const snapshot = await snapshotFromImage(directory, gradient(40, 40, 3, 8));
    await truncate(join(directory, snapshot.tiles['0,0']!), 100);
    await expect(readPixels(snapshot, snapshot.bounds)).rejects.toMatchObject({ code: 'file-unreadable' });
  });

  it('keeps the files of live snapshots only when garbage is collected', async () => {
    const before = await snapshotFromImage(directory, gradient(40, 40, 3, 8));
    const middle = await writePixels(before, { x: 0, y: 0, width: 1, height: 1 }, new Uint8Array([1, 2, 3]));
    const after = await writePixels(middle, { x: 0, y: 0, width: 1, height: 1 }, new Uint8Array([4, 5, 6]));
    expect(await deleteUnreferencedTiles(directory, [before, after])).toBe(1);
    expect((await readdir(directory)).sort()).toEqual([before.tiles['0,0'], after.tiles['0,0']].sort());
  });

  it('lets the event loop run while a 24 megapixel picture is written', async () => {
    let largest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      largest = Math.max(largest, now - last);
      last = now;
    }, 1);
    const image: SampleImage = {
      width: 6000,
      height: 4000,
      channels: 3,
      bitDepth: 8,
      data: new Uint8Array(72e6).fill(9),
      iccProfile: null,
    };
    last = performance.now();
    await snapshotFromImage(directory, image);
    clearInterval(timer);
    expect(largest).toBeLessThan(150);
  });
});
