import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { profileName } from '#engine/imaging/colour/icc-profile.ts';
import { decodePhoto } from '#engine/imaging/codec/index.ts';
import { withLoopFilters } from '#engine/imaging/codec/libheif.ts';
import { libraryBytes } from '#engine/imaging/codec/load-library.ts';
import { text } from '#shared/text/text.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';

const folder = fileURLToPath(new URL('../../../../fixtures/camera-files', import.meta.url));
const bytesOf = (name: string): Uint8Array => new Uint8Array(readFileSync(join(folder, name)));

function means({ data, channels }: SampleImage): number[] {
  const sums = new Array<number>(channels).fill(0);
  for (let i = 0; i < data.length; i++) sums[i % channels]! += data[i]!;
  return sums.map((sum) => sum / (data.length / channels));
}

it('an iPhone’s HEIC has the samples of libheif elsewhere, is turned once, keeps Display P3, and tells of its gain map', async () => {
  const { image, metadata, note } = await decodePhoto(bytesOf('iphone-13-pro.heic'), 'photo.heic');
  expect([image.width, image.height, image.bitDepth]).toEqual([3024, 4032, 8]);
  // Of every sample as pillow-heif 1.8.1 gives them: without the filters inside HEVC they are others.
  expect(createHash('sha256').update(image.data).digest('hex')).toBe(
    'afacbc4ffa89382b3e7cb55bdb8618c5e37268ee89e89cb21aad94a0a3a02615',
  );
  expect(profileName(image.iccProfile!)).toBe('Display P3');
  expect(metadata.exif).not.toBeNull();
  expect(note).toMatch(/gain map/);
});

it('a HEIC that is cut short never opens as a whole picture, but as far as it goes where that is asked for', async () => {
  const bytes = bytesOf('iphone-13-pro.heic');
  const cut = bytes.subarray(0, Math.floor(bytes.length * 0.7));
  await expect(decodePhoto(cut, 'a.heic')).rejects.toMatchObject({ code: 'file-truncated' });
  expect((await decodePhoto(cut, 'a.heic', { partial: true })).note).toMatch(/as far as it goes/);
});

it('the HEVC filters are switched on in the pinned build of libheif, and another build is refused', async () => {
  const original = await libraryBytes('libheif-js/libheif-wasm/libheif.wasm');
  const patched = withLoopFilters(original);
  expect(original.filter((byte, index) => byte !== patched[index])).toEqual(Uint8Array.of(1, 1, 1, 1));
  expect(() => withLoopFilters(patched)).toThrow(/not the one/);
});

it.each([
  ['canon-s40.crw', [2312, 1720], [29615, 26203, 25471], 12],
  ['kodak-dc120.kdc', [1301, 976], [34692, 31650, 32145], 500],
] as const)('%s is developed as rawpy develops it', async (name, size, expected, tolerance) => {
  const { image, note } = await decodePhoto(bytesOf(name), name);
  expect([image.width, image.height, image.channels, image.bitDepth]).toEqual([...size, 3, 16]);
  means(image).forEach((mean, c) => expect(Math.abs(mean - expected[c]!)).toBeLessThan(tolerance));
  expect(note).toMatch(/never written over/);
  expect(note).not.toMatch(/not known/);
});

it.each([
  [{ exposure: 1 }, [42341, 38123, 37150]],
  [{ whiteBalance: 'daylight' }, [39361, 28039, 18397]],
  [{ whiteBalance: 'auto', exposure: 0 }, [25830, 26220, 25679]],
] as const)('a raw file is developed as rawpy does with %j', async (options, expected) => {
  const { image, note } = await decodePhoto(bytesOf('canon-s40.crw'), 'a.crw', options);
  means(image).forEach((mean, c) => expect(Math.abs(mean - expected[c]!)).toBeLessThan(12));
  expect(note).toContain(
    text.pictures.notes.developed('whiteBalance' in options ? options.whiteBalance : 'camera'),
  );
});

it('a raw file that is cut short is refused', async () => {
  const bytes = bytesOf('canon-s40.crw');
  await expect(decodePhoto(bytes.subarray(0, 1 << 20), 'a.crw')).rejects.toMatchObject({
    code: 'file-truncated',
  });
});
