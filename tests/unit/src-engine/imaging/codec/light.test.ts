import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { text } from '#shared/text/text.ts';
import { decodePhoto } from '#engine/imaging/codec/index.ts';
import { readExrHeader } from '#engine/imaging/codec/exr-header.ts';

/** A Radiance file of some pixels, each of red, green, blue and exponent. */
const radiance = (size: string, pixels: readonly number[], header = ''): Uint8Array =>
  Buffer.concat([
    Buffer.from(`#?RADIANCE\n${header}FORMAT=32-bit_rle_rgbe\n\n${size}\n`),
    Uint8Array.from(pixels),
  ]);

const white = [128, 128, 128, 129];
const grey = [128, 128, 128, 128];

const firstOf = async (bytes: Uint8Array): Promise<number[]> => {
  const { image } = await decodePhoto(bytes, 'a.hdr');
  return Array.from({ length: image.width * image.height }, (_, pixel) => image.data[pixel * 3]!);
};

describe('pictures of light', () => {
  it('without anything above white have the curve of sRGB, repeats of the oldest kind and rows from below included', async () => {
    const half = Math.round(65_535 * (1.055 * 0.5 ** (1 / 2.4) - 0.055));
    expect(await firstOf(radiance('-Y 1 +X 4', [...white, ...grey, 1, 1, 1, 2]))).toEqual([
      ...[65_535, half, half, half],
    ]);
    expect(await firstOf(radiance('+Y 2 +X 1', [...grey, ...white]))).toEqual([65_535, half]);
    expect(await firstOf(radiance('-Y 1 +X 1', white, 'EXPOSURE=2\n'))).toEqual([half]);
  });

  it('whose rows are turned, or whose colours are others, are refused by name', async () => {
    const error = (bytes: Uint8Array) => decodePhoto(bytes, 'a.hdr').catch((reason: unknown) => reason);
    expect(await error(radiance('+X 1 -Y 1', white))).toMatchObject({ code: 'file-unsupported' });
    const xyz = Buffer.from('#?RADIANCE\nFORMAT=32-bit_rle_xyze\n\n-Y 1 +X 1\n');
    expect(await error(xyz)).toMatchObject({ code: 'file-unsupported' });
    expect(await error(radiance('-Y 9 +X 9', [1, 1, 1, 255]))).toMatchObject({ code: 'file-truncated' });
  });

  it.each([
    ['of several precisions', 'G', /several precisions/],
    ['in whole numbers', 'BGR', /whole numbers/],
  ])('with channels %s are refused by name', async (_, channels, words) => {
    const bytes = readFileSync(resolve('tests/fixtures/corpus/light-rle.exr'));
    // Behind each name its precision, 1 for half.
    for (const channel of channels) bytes[bytes.indexOf(`${channel}\0\x01\0\0\0`) + 2] = 0;
    const error = await decodePhoto(bytes, 'a.exr').catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      code: 'file-unsupported',
      message: expect.stringMatching(words) as string,
    });
  });

  it('beside a depth are opened without it, and that is said', async () => {
    const { note } = await decodePhoto(
      readFileSync(resolve('tests/fixtures/corpus/light-depth.exr')),
      'a.exr',
    );
    expect(note).toContain(text.pictures.notes.furtherChannels('Z'));
  });

  it('of which a part was never written are refused, not shown with black in its place', async () => {
    const bytes = new Uint8Array(readFileSync(resolve('tests/fixtures/corpus/light-rle.exr')));
    const { end } = readExrHeader(bytes);
    // The list of parts names the first one twice.
    bytes.copyWithin(end + 8, end, end + 8);
    await expect(decodePhoto(bytes, 'a.exr')).rejects.toMatchObject({ code: 'file-truncated' });
  });
});
