import { randomUUID } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { snapshotFromImage } from '#engine/tiles/snapshot.ts';
import { Thumbnails } from '#main/documents/thumbnails.ts';
import { localPixels } from '#main/pixels/local-pixels.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

/** A photo of 600 x 400 pixels in one colour, and thumbnails in a folder that is not there yet. */
async function setUp() {
  const image = { width: 600, height: 400, channels: 3, bitDepth: 8, iccProfile: null } as const;
  const data = new Uint8Array(600 * 400 * 3).map((_, index) => [200, 60, 20][index % 3]!);
  const photo = await snapshotFromImage(await temporaryFolder(), { ...image, data });
  const folder = join(await temporaryFolder(), 'thumbnails');
  const told: string[] = [];
  return { photo, folder, told, thumbnails: new Thumbnails(folder, localPixels, (line) => told.push(line)) };
}

it('keeps a small picture of each listed photo, and no other file', async () => {
  const { photo, folder, thumbnails, told } = await setUp();
  const [first, second] = [randomUUID(), randomUUID()];
  await thumbnails.keep(first, photo, new Set([first]));
  await thumbnails.keep(second, photo, new Set([second, first]));
  expect((await readdir(folder)).sort()).toEqual([`${first}.webp`, `${second}.webp`].sort());
  await thumbnails.keep(second, photo, new Set([second]));
  expect(await readdir(folder)).toEqual([`${second}.webp`]);
  const small = (await thumbnails.read(second))!;
  expect(Math.max(small.width, small.height)).toBeLessThanOrEqual(160);
  for (const [channel, value] of [200, 60, 20, 255].entries())
    expect(Math.abs(small.rgba[channel]! - value)).toBeLessThan(6);
  expect(told).toEqual([]);
});

it('keeps those of several photos that are opened at once', async () => {
  const { photo, folder, thumbnails, told } = await setUp();
  const ids = Array.from({ length: 4 }, () => randomUUID());
  await Promise.all(ids.map((id, index) => thumbnails.keep(id, photo, new Set(ids.slice(0, index + 1)))));
  expect((await readdir(folder)).sort()).toEqual(ids.map((id) => `${id}.webp`).sort());
  expect(told).toEqual([]);
});

it('is waited for by whoever asks for it, and by a photo that closes', async () => {
  const { photo, thumbnails } = await setUp();
  const id = randomUUID();
  const kept = thumbnails.keep(id, photo, new Set([id]));
  expect(await thumbnails.read(id)).not.toBeNull();
  await Promise.all([kept, thumbnails.idle()]);
});

it('fails nothing where it cannot be kept, and is none where it is damaged or was never made', async () => {
  const { photo, folder, thumbnails, told } = await setUp();
  const id = randomUUID();
  expect(await thumbnails.read(id)).toBeNull();
  await mkdir(join(folder, `${id}.webp`, 'in the way'), { recursive: true });
  await thumbnails.keep(id, photo, new Set([id]));
  expect(told).toHaveLength(1);
  const damaged = randomUUID();
  await writeFile(join(folder, `${damaged}.webp`), 'no picture');
  expect(await thumbnails.read(damaged)).toBeNull();
});
