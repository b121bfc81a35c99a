import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { type Chromaticities, codedPrimaries, toXyzD50 } from '#engine/imaging/colour/chromaticities.ts';
import { parseIccProfile, profileName, soundProfile } from '#engine/imaging/colour/icc-profile.ts';
import { createSampleColours } from '#engine/imaging/colour/sample-colours.ts';
import { invertMatrix, multiplyMatrices } from '#engine/imaging/colour/matrix.ts';
import { linearToSrgb, srgbToLinear } from '#engine/imaging/colour/srgb.ts';
import {
  decodePhoto,
  encodePicture,
  metadataToWrite,
  type PhotoMetadata,
} from '#engine/imaging/codec/index.ts';
import { readSampleMeaning } from '#engine/imaging/codec/iso-media.ts';
import { type PngChunk, readPngChunks, withPngChunks } from '#engine/imaging/codec/png-chunks.ts';
import type { ExportFormat } from '#shared/pictures/picture-formats.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';

const corpus = (name: string): Uint8Array =>
  new Uint8Array(
    readFileSync(fileURLToPath(new URL(`../../../../fixtures/corpus/${name}`, import.meta.url))),
  );
const seen = (image: SampleImage): Float32Array => createSampleColours(image).toNetwork(image.data);
const farthest = (one: ArrayLike<number>, other: ArrayLike<number>): number =>
  Array.from(one).reduce((most, value, i) => Math.max(most, Math.abs(value - other[i]!)), 0);

const ramp = new Uint8Array(
  await sharp(
    Uint8Array.from({ length: 48 * 3 }, (_, i) => (i * 37) % 256),
    { raw: { width: 16, height: 3, channels: 3 } },
  )
    .png()
    .toBuffer(),
);
const [bt709, bt2020, p3] = [codedPrimaries[1]!, codedPrimaries[9]!, codedPrimaries[12]!];
const proPhoto: Chromaticities = {
  ...{ white: [0.3457, 0.3585], red: [0.7347, 0.2653], green: [0.1596, 0.8404], blue: [0.0366, 0.0001] },
};
const numbers = (...values: number[]): Uint8Array => {
  const data = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => data.writeUInt32BE(Math.round(value * 100_000), 4 * i));
  return data;
};
const gama = (value: number): PngChunk => ({ type: 'gAMA', data: numbers(value) });
const chrm = ({ white, red, green, blue }: Chromaticities): PngChunk => ({
  type: 'cHRM',
  data: numbers(...white, ...red, ...green, ...blue),
});
const cicp = (...codes: number[]): PngChunk => ({ type: 'cICP', data: Uint8Array.of(...codes, 0, 1) });
const plain = ({ type, data }: PngChunk): string => `${type} ${Buffer.from(data).toString('hex')}`;

describe('colours that a file names in another way than by a profile', () => {
  it('stay in a PNG with what it says of the light that they are meant for', async () => {
    const light = [
      cicp(9, 16),
      { type: 'mDCV', data: Uint8Array.from({ length: 24 }, (_, i) => i) },
      gama(2),
    ];
    const { image, metadata } = await decodePhoto(withPngChunks(ramp, light), 'x.png');
    const options = { format: 'png', quality: null, metadata, recipe: null } as const;
    const chunks = readPngChunks((await encodePicture(image, options)).bytes);
    for (const chunk of light) expect(chunks.map(plain)).toContain(plain(chunk));
  });

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
    expect([profileName(image.iccProfile!), note]).toEqual(['P3, PQ', expect.stringContaining('HDR')]);
    avif[at + 7] = 17;
    const unknown = await decodePhoto(avif, 'x');
    expect([unknown.image.iccProfile, unknown.note]).toEqual([null, expect.stringContaining('not known')]);
  });

  it.each([
    ['linear light', [gama(1)], (value: number) => value, bt709],
    [
      'gamma 1.8 with primaries of BT.709',
      [gama(1 / 1.8), chrm(bt709)],
      (value: number) => value ** 1.8,
      bt709,
    ],
    ['P3 and gamma 2.2', [chrm(p3), gama(1 / 2.2)], (value: number) => value ** 2.2, p3],
    ['P3 without a gamma', [chrm(p3)], srgbToLinear, p3],
    ['ProPhoto', [chrm(proPhoto), gama(1 / 1.8)], (value: number) => value ** 1.8, proPhoto],
    ['BT.2020 and linear light by codes', [cicp(9, 8)], (value: number) => value, bt2020],
    [
      'what the sRGB chunk says, not gamma',
      [gama(1), { type: 'sRGB', data: Uint8Array.of(0) }],
      srgbToLinear,
      bt709,
    ],
    ['what codes say, not gamma', [gama(1), cicp(12, 13)], srgbToLinear, p3],
    ['sRGB where gamma and primaries are about its own', [gama(0.45455), chrm(bt709)], srgbToLinear, bt709],
    ['sRGB where a gamma makes no sense', [gama(0)], srgbToLinear, bt709],
  ] as const)('are those of a PNG of %s', async (_, chunks, toLight, primaries) => {
    const { image } = await decodePhoto(withPngChunks(ramp, chunks), 'x.png');
    const [toXyz, toSrgb] = [toXyzD50(primaries)!, invertMatrix(toXyzD50(bt709)!)!];
    const matrix = multiplyMatrices(toSrgb, toXyz);
    const wanted: number[] = [];
    for (let at = 0; at < image.data.length; at += 3) {
      const light = [0, 1, 2].map((c) => toLight(image.data[at + c]! / 255));
      for (let c = 0; c < 3; c++)
        wanted.push(
          linearToSrgb([0, 1, 2].reduce((sum, k) => sum + matrix[3 * c + k]! * light[k]!, 0)) * 255,
        );
    }
    expect(
      farthest(
        seen(image).map((value) => ((value + 1) / 2) * 255),
        wanted,
      ),
    ).toBeLessThan(1);
  });

  it('of a grey PNG have its gamma', async () => {
    const grey = await sharp(ramp).toColourspace('b-w').png().toBuffer();
    const { image } = await decodePhoto(withPngChunks(grey, [gama(1)]), 'x.png');
    const wanted = Array.from(image.data, (value) => linearToSrgb(value / 255) * 2 - 1);
    expect(soundProfile(image.iccProfile!, 1).kind).toBe('sound');
    expect(
      farthest(
        seen(image).filter((_, i) => i % 3 === 0),
        wanted,
      ),
    ).toBeLessThan(0.01);
  });

  it('stay what they were in a PNG, without a profile beside them, and come as a profile into other formats', async () => {
    const own = [chrm(p3), gama(1)];
    const { image, metadata } = await decodePhoto(withPngChunks(ramp, own), 'x.png');
    const write = async (format: ExportFormat, photo: PhotoMetadata = metadata): Promise<Uint8Array> =>
      (await encodePicture(image, { format, quality: null, metadata: photo, recipe: null })).bytes;
    const chunks = readPngChunks(await write('png'));
    expect(chunks.filter(({ type }) => ['cHRM', 'gAMA', 'iCCP'].includes(type)).map(plain)).toEqual(
      own.map(plain),
    );
    for (const format of ['jpeg', 'tiff', 'webp', 'avif', 'psd'] as const)
      expect((await decodePhoto(await write(format), 'x')).image.iccProfile, format).toEqual(
        image.iccProfile,
      );
    // Converted to sRGB, they would be false.
    const converted = metadataToWrite(metadata, { keepsMetadata: true, isRecoloured: true })!;
    const kinds = readPngChunks(await write('png', converted)).map(({ type }) => type);
    expect(kinds).not.toContain('gAMA');
    expect(kinds).not.toContain('cHRM');
  });

  it('given by codes in a HEIC are in a PNG and in an AVIF by the same codes', async () => {
    const { image, metadata, note } = await decodePhoto(corpus('nclx-pq.heic'), 'x.heic');
    expect([profileName(image.iccProfile!), note]).toEqual(['BT.2020, PQ', expect.stringContaining('HDR')]);
    for (const quality of [null, 90] as const)
      for (const bitDepth of [8, 16] as const) {
        const data = bitDepth === 8 ? Uint8Array.from(image.data, (value) => value >> 8) : image.data;
        const encoded = { ...image, bitDepth, data };
        const options = { quality, metadata, recipe: null } as const;
        const avif = (await encodePicture(encoded, { format: 'avif', ...options })).bytes;
        expect(readSampleMeaning(avif).codes).toEqual([9, 16]);
        const again = await decodePhoto(avif, 'x.avif');
        expect(again.image.iccProfile).toEqual(image.iccProfile);
        if (quality === null && bitDepth === 8) expect(again.image.data).toEqual(data);
        const png = (await encodePicture(encoded, { format: 'png', ...options })).bytes;
        expect(
          readPngChunks(png)
            .find(({ type }) => type === 'cICP')
            ?.data.slice(),
        ).toEqual(Buffer.from([9, 16, 0, 1]));
      }
  });

  it('of HDR are seen whole: darker than white as they are, the peak as white', async () => {
    const { image } = await decodePhoto(withPngChunks(ramp, [cicp(1, 16)]), 'x.png');
    const pixel = (value: number): number => {
      const data = new Uint8Array(3).fill(value);
      return seen({ ...image, width: 1, height: 1, data })[0]!;
    };
    // 203 cd/m2, the white of paper, is at 0.58 of PQ's range; a fifth of that light, 41 cd/m2, at 0.41.
    expect(pixel(Math.round(0.41 * 255))).toBeCloseTo(linearToSrgb(0.2) * 2 - 1, 1);
    expect(pixel(255)).toBeCloseTo(1, 2);
    expect(pixel(Math.round(0.58 * 255))).toBeLessThan(0.95);
    // And back, within a step.
    const colours = createSampleColours(image);
    expect(Math.abs(colours.toSamples(Float32Array.of(0.5, 0.5, 0.5))[0]! / 255 - 0.5)).toBeLessThan(0.1);
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
