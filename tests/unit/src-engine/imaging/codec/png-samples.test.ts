import { inflateSync } from 'node:zlib';
import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { encodePicture } from '#engine/imaging/codec/index.ts';
import { readPngChunks } from '#engine/imaging/codec/png-chunks.ts';
import { randomUnit } from '#engine/imaging/exemplar/keyed-random.ts';
import { useKernels } from '#engine/imaging/kernels/kernels.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';

/** Light, noise and a flat part, large enough for several strips. */
function pictureOf(channels: SampleImage['channels'], bitDepth: 8 | 16): SampleImage {
  const [width, height] = [1201, 1403];
  const full = bitDepth === 16 ? 65535 : 255;
  const length = width * height * channels;
  const data = bitDepth === 16 ? new Uint16Array(length) : new Uint8Array(length);
  for (let i = 0; i < length; i++) {
    const y = Math.floor(i / channels / width);
    data[i] = y > 900 ? full : full * (y / 1800 + 0.4 * randomUnit(3, i, 0));
  }
  return { width, height, channels, bitDepth, data, iccProfile: null };
}

const pngOnly = { format: 'png', quality: null, metadata: null, recipe: null } as const;

afterEach(() => useKernels(true));

describe('a PNG of several strips', () => {
  it.each([
    [1, 16],
    [3, 8],
    [4, 8],
    [4, 16],
  ] as const)('holds every sample and one sound stream: %i channels, %i bit', async (channels, bitDepth) => {
    const picture = pictureOf(channels, bitDepth);
    const { bytes } = await encodePicture(picture, pngOnly);
    useKernels(false);
    const plain = await encodePicture(picture, pngOnly);
    expect(Buffer.compare(bytes, plain.bytes)).toBe(0);
    const chunks = readPngChunks(bytes);
    const strips = chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data);
    expect(strips.length).toBeGreaterThan(1);
    // Refuses a wrong checksum at the end.
    const rows = inflateSync(Buffer.concat(strips));
    expect(rows.length).toBe(picture.height * (1 + (picture.width * channels * bitDepth) / 8));
    expect(chunks.at(-1)!.type).toBe('IEND');
    const samples = await sharp(bytes, { failOn: 'warning' })
      .toColourspace(channels < 3 ? 'grey16' : bitDepth === 16 ? 'rgb16' : 'srgb')
      .raw({ depth: bitDepth === 16 ? 'ushort' : 'uchar' })
      .toBuffer();
    const { buffer, byteLength } = picture.data;
    expect(samples.equals(Buffer.from(buffer, 0, byteLength))).toBe(true);
  });

  it('is small where the picture is drawn: a pattern that repeats costs next to nothing', async () => {
    const picture = pictureOf(3, 8);
    const drawn = picture.data.map((_, i) => (Math.floor(i / 3) % 16 === 0 ? 0 : 255));
    const encode = async (data: SampleImage['data']): Promise<number> =>
      (await encodePicture({ ...picture, data }, pngOnly)).bytes.length;
    expect(await encode(drawn)).toBeLessThan(picture.data.length / 200);
  });
});
