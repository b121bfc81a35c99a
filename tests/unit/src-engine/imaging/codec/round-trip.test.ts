import { fc, test } from '@fast-check/vitest';
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import { expect } from 'vitest';
import { pictureFormat } from '#shared/pictures/picture-formats.ts';
import { adobeRgbProfile } from '#engine/imaging/colour/made-profile.ts';
import { decodePhoto, encodePicture } from '#engine/imaging/codec/index.ts';
import { orientSamples } from '#engine/imaging/orient-samples.ts';
import { keepChannels } from '#engine/imaging/codec/sharp-samples.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';

/** Pictures of every kind, saved, opened, saved in another format and opened again. */
const drawn = fc.record({
  from: fc.constantFrom('png', 'tiff', 'webp', 'avif', 'jpeg', 'psd', 'ora'),
  to: fc.constantFrom('png', 'tiff', 'webp', 'avif', 'jpeg'),
  width: fc.integer({ min: 1, max: 24 }),
  height: fc.integer({ min: 1, max: 24 }),
  channels: fc.constantFrom(1, 2, 3, 4),
  bitDepth: fc.constantFrom(8, 16),
  hasProfile: fc.boolean(),
  orientation: fc.integer({ min: 1, max: 8 }),
  dotsPerInch: fc.constantFrom(72, 240, 300, 600, 1200),
  seed: fc.integer({ min: 0, max: 0xffff }),
});
type Drawn = typeof drawn extends fc.Arbitrary<infer Value> ? Value : never;

function pictureOf({ width, height, channels, bitDepth, hasProfile, seed }: Drawn): SampleImage {
  const length = width * height * channels;
  const value = (i: number): number =>
    createHash('md5')
      .update(`${seed} ${i >> 3}`)
      .digest()
      .readUInt16BE((i & 7) * 2);
  const data =
    bitDepth === 8
      ? Uint8Array.from({ length }, (_, i) => value(i) & 255)
      : Uint16Array.from({ length }, (_, i) => value(i));
  const iccProfile = hasProfile && channels >= 3 ? adobeRgbProfile() : null;
  return { width, height, channels: channels as 1, bitDepth: bitDepth as 8, data, iccProfile };
}

/** EXIF with an orientation and a copyright. */
async function exifOf(orientation: number): Promise<Uint8Array> {
  const jpeg = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
    .withExif({ IFD0: { Copyright: 'somebody' } })
    .withMetadata({ orientation })
    .jpeg()
    .toBuffer();
  return (await decodePhoto(jpeg, 'x')).metadata.exif!;
}

const keeps = (format: Drawn['from'], { bitDepth }: SampleImage): boolean => {
  const { compression, bits } = pictureFormat(format).written!;
  return compression !== 'lossy' && bits >= bitDepth;
};

/** Grey comes back repeated as RGB from formats that have none. */
const asRgb = ({ channels, data }: SampleImage): SampleImage['data'] =>
  channels >= 3 ? data : keepChannels(data, channels, channels === 2 ? [0, 0, 0, 1] : [0, 0, 0]);

const xmp =
  '<x:xmpmeta xmlns:x="adobe:ns:meta/"><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><r:Description r:about="" xmlns:d="http://purl.org/dc/elements/1.1/"><d:source>an attic</d:source></r:Description></r:RDF></x:xmpmeta>';

test.prop([drawn], { seed: 22, numRuns: 100, endOnFailure: true })(
  'a picture that is saved, opened and saved as another format keeps samples, colours, resolution and metadata',
  async (kind) => {
    const picture = pictureOf(kind);
    const metadata = {
      ...{ exif: await exifOf(kind.orientation), xmp },
      resolution: { x: kind.dotsPerInch, y: kind.dotsPerInch, unit: 'inch' as const },
    };
    const options = { quality: null, metadata, recipe: '{"turns":[]}' };
    const first = await encodePicture(picture, { ...options, format: kind.from });
    const opened = await decodePhoto(first.bytes, `x.${kind.from}`);
    const second = await encodePicture(opened.image, {
      ...options,
      metadata: opened.metadata,
      format: kind.to,
    });
    const again = await decodePhoto(second.bytes, `x.${kind.to}`);

    // Of an independent reader (libvips), not ours.
    const header = await sharp(second.bytes).metadata();
    expect([header.width, header.height, header.orientation ?? 1]).toEqual([kind.width, kind.height, 1]);
    expect(header.hasProfile === true).toBe(picture.iccProfile !== null);
    expect([first.recipeInFile, second.recipeInFile]).toEqual([true, true]);
    if (keeps(kind.from, picture)) {
      expect(asRgb(opened.image)).toEqual(asRgb(picture));
      if (keeps(kind.to, opened.image)) expect(asRgb(again.image)).toEqual(asRgb(opened.image));
    }
    if (picture.iccProfile) expect(again.image.iccProfile).toEqual(picture.iccProfile);
    expect(Buffer.from(again.metadata.exif!).includes('somebody')).toBe(true);
    expect(again.metadata.xmp).toContain('an attic');
    const { x, unit } = again.metadata.resolution!;
    const perInch = { inch: x, centimetre: x * 2.54, metre: x * 0.0254, none: 0 }[unit];
    expect(Math.abs(perInch - kind.dotsPerInch)).toBeLessThan(0.02);
  },
  60_000,
);

test.prop([fc.integer({ min: 1, max: 8 }), fc.integer({ min: 2, max: 9 }), fc.integer({ min: 2, max: 9 })], {
  ...{ seed: 22, numRuns: 16, endOnFailure: true },
})('a photo that is stored turned opens upright and is saved so', async (orientation, width, height) => {
  const data = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 37) & 255);
  const picture: SampleImage = { width, height, channels: 3, bitDepth: 8, data, iccProfile: null };
  const stored = await sharp(data, { raw: { width, height, channels: 3 } })
    .withMetadata({ orientation })
    .png()
    .toBuffer();
  const { image, metadata } = await decodePhoto(stored, 'x.png');
  expect(image.data).toEqual(orientSamples(picture, orientation).data);
  const { bytes } = await encodePicture(image, { format: 'tiff', quality: null, metadata, recipe: null });
  const again = await sharp(bytes).raw().toBuffer();
  expect(Buffer.compare(again, Buffer.from(image.data))).toBe(0);
});
