import { unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { PixelHashes } from '#engine/editing/recipe/pixel-hashes.ts';
import { hashPixels } from '#engine/editing/recipe/pixel-hashes.ts';
import { imageSource } from '#engine/editing/sources.ts';
import { snapshotFromImage, writePixels } from '#engine/tiles/snapshot.ts';
import { temporaryFolder } from '#tests/unit/helpers/temporary-folder.ts';

it("gives a document's hash as of a picture in memory, and reads its tiles once", async () => {
  const data = new Uint8Array(700 * 600 * 3).map((_, index) => index % 251);
  const image = { width: 700, height: 600, channels: 3, bitDepth: 8, iccProfile: null, data } as const;
  const snapshot = await snapshotFromImage(await temporaryFolder(), image);
  const hashes = new PixelHashes();
  const hash = await hashes.of(snapshot);
  expect(hash).toBe(await hashPixels(imageSource(image)));

  const edited = await writePixels(snapshot, { x: 0, y: 0, width: 1, height: 1 }, new Uint8Array([9, 9, 9]));
  expect(await hashes.of(edited)).not.toBe(hash);
  for (const name of Object.values(snapshot.tiles)) await unlink(join(snapshot.directory, name));
  expect(await hashes.of({ ...snapshot })).toBe(hash);
  await expect(hashes.of({ ...edited, bounds: { ...edited.bounds, width: 699 } })).rejects.toMatchObject({
    code: 'file-unreadable',
  });
});
