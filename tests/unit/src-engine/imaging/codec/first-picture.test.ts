import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { firstPicture } from '#engine/imaging/codec/index.ts';

/** Noise, so that its file is large; its left half is darker. */
async function photo(format: 'jpeg' | 'png', orientation: number): Promise<Uint8Array> {
  const [width, height] = [2400, 1200];
  const data = Buffer.alloc(width * height * 3);
  for (let i = 0; i < data.length; i++)
    data[i] = (((i * 40_503) >>> 7) % 40) + (Math.floor(i / 3) % width < width / 2 ? 20 : 180);
  const picture = sharp(data, { raw: { width, height, channels: 3 } }).withMetadata({ orientation });
  return format === 'jpeg' ? picture.jpeg({ quality: 98 }).toBuffer() : picture.png().toBuffer();
}

it('a large JPEG is looked at small and upright', async () => {
  const look = (await firstPicture(await photo('jpeg', 6), 'photo.jpg'))!;
  expect(look.of).toEqual({ width: 1200, height: 2400 });
  expect([look.width, look.height]).toEqual([512, 1024]);
  const grey = (x: number, y: number): number => look.rgba[(y * look.width + x) * 4]!;
  // What was stored at the left lies above.
  expect(grey(256, 100)).toBeLessThan(85);
  expect(grey(256, 900)).toBeGreaterThan(115);
  expect(look.rgba[3]).toBe(255);
});

it('what is small, or is decoded whole anyway, is not looked at', async () => {
  expect(await firstPicture(await photo('png', 1), 'photo.png')).toBeNull();
  expect(await firstPicture((await photo('jpeg', 1)).subarray(0, 5000), 'photo.jpg')).toBeNull();
});

const fixture = (name: string): Uint8Array =>
  readFileSync(fileURLToPath(new URL(`../../../../fixtures/${name}`, import.meta.url)));

it.each([
  ['camera-files/iphone-13-pro.heic', { width: 3024, height: 4032 }],
  ['camera-files/canon-s40.crw', { width: 2312, height: 1720 }],
])('of %s the preview that it holds is shown, with the size of the photo', async (name, of) => {
  const look = (await firstPicture(fixture(name), name))!;
  expect(look.of).toEqual(of);
  expect(Math.max(look.width, look.height)).toBeLessThan(1025);
  expect(look.width / look.height).toBeCloseTo(of.width / of.height, 1);
  // A picture, not one colour.
  expect(new Set(look.rgba.filter((_, i) => i % 4 === 1)).size).toBeGreaterThan(50);
});

it('a file without a preview, or one that is damaged, is not looked at', async () => {
  expect(await firstPicture(fixture('corpus/photo-8.heic'), 'photo.heic')).toBeNull();
  expect(await firstPicture(fixture('camera-files/canon-s40.crw').subarray(0, 3000), 'photo.crw')).toBeNull();
  expect(
    await firstPicture(fixture('camera-files/iphone-13-pro.heic').subarray(0, 3000), 'x.heic'),
  ).toBeNull();
});
