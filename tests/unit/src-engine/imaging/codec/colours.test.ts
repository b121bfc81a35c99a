import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { parseIccProfile, profileName, soundProfile } from '#engine/imaging/colour/icc-profile.ts';
import { createSampleColours } from '#engine/imaging/colour/sample-colours.ts';
import { decodePhoto, encodePicture } from '#engine/imaging/codec/index.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';

const corpus = (name: string): Uint8Array =>
  new Uint8Array(
    readFileSync(fileURLToPath(new URL(`../../../../fixtures/corpus/${name}`, import.meta.url))),
  );
const seen = (image: SampleImage): Float32Array => createSampleColours(image).toNetwork(image.data);
const farthest = (one: ArrayLike<number>, other: ArrayLike<number>): number =>
  Array.from(one).reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0);

describe('colours that a file names in another way than by a profile', () => {
  it('are Adobe RGB where a camera says so in EXIF, and stay it in every format', async () => {
    const { image, metadata } = await decodePhoto(corpus('adobe-rgb-dcf.jpg'), 'x.jpg');
    expect(profileName(image.iccProfile!)).toBe('Compatible with Adobe RGB (1998)');
    expect(soundProfile(image.iccProfile!, 3).kind).toBe('sound');
    for (const format of ['jpeg', 'png', 'tiff', 'webp', 'avif'] as const) {
      const { bytes } = await encodePicture(image, { format, quality: null, metadata, recipe: null });
      expect((await decodePhoto(bytes, 'x')).image.iccProfile, format).toEqual(image.iccProfile);
    }
    // What littleCMS (by the image library) makes of the same numbers, of 255.
    const tagged = (
      await encodePicture(image, { format: 'png', quality: null, metadata: null, recipe: null })
    ).bytes;
    const converted = await sharp(tagged).toColourspace('srgb').raw().toBuffer();
    const ours = seen(image).map((value) => Math.min(255, Math.max(0, ((value + 1) / 2) * 255)));
    expect(farthest(ours, converted)).toBeLessThan(2);
  });

  it('are Display P3 where a PNG or an AVIF says so by numbers', async () => {
    const png = await decodePhoto(corpus('cicp-p3.png'), 'x.png');
    expect(profileName(png.image.iccProfile!)).toBe('Display P3');
    expect(parseIccProfile(png.image.iccProfile!).kind).toBe('matrix');
    const avif = corpus('premultiplied.avif');
    const at = Buffer.from(avif).indexOf('nclx');
    avif[at + 5] = 12;
    expect(profileName((await decodePhoto(avif, 'x')).image.iccProfile!)).toBe('Display P3');
    avif[at + 7] = 16;
    const { image, note } = await decodePhoto(avif, 'x');
    expect([image.iccProfile, note]).toEqual([null, expect.stringContaining('HDR')]);
  });

  it('of premultiplied AVIFs are divided by alpha', async () => {
    const { image } = await decodePhoto(corpus('premultiplied.avif'), 'x');
    const expected = await decodePhoto(corpus('premultiplied-expected.png'), 'x.png');
    const [a, b] = [image.data, expected.image.data];
    for (let pixel = 0; pixel < a.length; pixel += 4) {
      expect(Math.abs(a[pixel + 3]! - b[pixel + 3]!)).toBeLessThanOrEqual(1);
      // Dividing makes the steps of 8 bit as much larger.
      const step = 3 * (255 / Math.max(1, b[pixel + 3]!));
      for (let c = 0; c < 3; c++) expect(Math.abs(a[pixel + c]! - b[pixel + c]!)).toBeLessThanOrEqual(step);
    }
  });

  it('of a grey photo keep their tones as WebP and AVIF', async () => {
    const { image, metadata } = await decodePhoto(corpus('grey-gamma1.0.png'), 'x.png');
    expect(image.channels).toBe(1);
    for (const format of ['webp', 'avif'] as const) {
      const { bytes } = await encodePicture(image, { format, quality: null, metadata, recipe: null });
      const again = (await decodePhoto(bytes, 'x')).image;
      expect(
        farthest(
          again.data.filter((_, i) => i % again.channels === 0),
          image.data,
        ),
      ).toBe(0);
      expect(farthest(seen(again), seen(image))).toBeLessThan(0.01);
    }
  });
});
