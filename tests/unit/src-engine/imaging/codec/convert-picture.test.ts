import { describe, expect, it } from 'vitest';
import { convertPicture, editAtSize } from '#engine/imaging/codec/index.ts';
import { profileName } from '#engine/imaging/colour/icc-profile.ts';
import { displayP3Profile } from '#engine/imaging/colour/made-profile.ts';
import { createSampleColours } from '#engine/imaging/colour/sample-colours.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { sizeOf } from '#shared/pictures/output-size.ts';

/** A slope of colours, smooth enough that resampling keeps it. */
function slope(
  width: number,
  height: number,
  changes: Partial<Pick<SampleImage, 'channels' | 'bitDepth' | 'iccProfile'>> = {},
): SampleImage {
  const { channels = 3, bitDepth = 8, iccProfile = null } = changes;
  const full = bitDepth === 16 ? 65535 : 255;
  const data = new (bitDepth === 16 ? Uint16Array : Uint8Array)(width * height * channels);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < channels; c++)
        data[(y * width + x) * channels + c] = Math.round(
          full * (0.2 + (0.3 * (x + 0.5)) / width + (0.2 * (y + 0.5)) / height + 0.05 * c),
        );
  return { width, height, channels, bitDepth, data, iccProfile };
}
const half = { size: { amount: 50, unit: 'percent' }, srgb: false } as const;

describe('a picture that is written', () => {
  it('keeps every sample where nothing is asked for, and where it is as it was asked for already', async () => {
    const image = slope(40, 30);
    for (const conversion of [
      { size: null, srgb: false },
      { size: { amount: 100, unit: 'percent' }, srgb: true },
      { size: { amount: 40, unit: 'pixels' }, srgb: false },
    ] as const)
      expect(await convertPicture(image, conversion)).toMatchObject({ image, changes: [], isResized: false });
  });

  it.each([
    [1, 8],
    [2, 16],
    [3, 16],
    [4, 8],
  ] as const)('is the same picture in other pixels: %i channels, %i bits', async (channels, bitDepth) => {
    const { image, changes } = await convertPicture(slope(80, 60, { channels, bitDepth }), half);
    const wanted = slope(40, 30, { channels, bitDepth });
    expect({ ...image, data: null }).toEqual({ ...wanted, data: null });
    const scale = bitDepth === 16 ? 257 : 1;
    const farthest = [...image.data].reduce((most, value, at) => {
      // At the edges the slope ends, which a kernel feels.
      const pixel = Math.floor(at / channels);
      const [x, y] = [pixel % 40, Math.floor(pixel / 40)];
      const isEdge = x < 3 || y < 3 || x > 36 || y > 26;
      return isEdge ? most : Math.max(most, Math.abs(value - wanted.data[at]!) / scale);
    }, 0);
    expect(farthest).toBeLessThanOrEqual(1);
    expect(changes).toEqual(['resampled to 40 × 30']);
  });

  it('has the same colours in sRGB, with its profile, and keeps its own profile where only its size changes', async () => {
    for (const bitDepth of [8, 16] as const) {
      const photo = slope(40, 30, { bitDepth, iccProfile: displayP3Profile() });
      const { image, changes } = await convertPicture(photo, { size: null, srgb: true });
      expect([profileName(image.iccProfile!), changes]).toEqual([
        'sRGB',
        ['colours converted to sRGB from Display P3'],
      ]);
      expect(image.data).not.toEqual(photo.data);
      const [before, after] = [photo, image].map((each) => createSampleColours(each).toNetwork(each.data));
      const farthest = before!.reduce((most, value, at) => Math.max(most, Math.abs(value - after![at]!)), 0);
      expect(farthest).toBeLessThan(0.02);
      expect((await convertPicture(photo, half)).image.iccProfile).toEqual(photo.iccProfile);
    }
  });

  it('is as large as it was asked for: by its longest side, or by a share', () => {
    const photo = { width: 4272, height: 2848 };
    expect(sizeOf({ amount: 2048, unit: 'pixels' }, photo)).toEqual({ width: 2048, height: 1365 });
    expect(sizeOf({ amount: 2048, unit: 'pixels' }, { width: 2848, height: 4272 }).height).toBe(2048);
    expect(sizeOf({ amount: 25, unit: 'percent' }, photo)).toEqual({ width: 1068, height: 712 });
    expect(sizeOf({ amount: 1, unit: 'percent' }, { width: 40, height: 3 })).toEqual({ width: 1, height: 1 });
  });

  it('says where it was made anew on its own scale', () => {
    const selected = new Uint8Array(16).fill(255, 10);
    const sides = { left: 2, right: 0, top: -2, bottom: 1 };
    const edit = editAtSize(
      { sides, isRotated: false, selected },
      { width: 4, height: 4 },
      { width: 2, height: 2 },
    );
    expect(edit.sides).toEqual({ left: 1, right: 0, top: -1, bottom: 1 });
    expect([...edit.selected]).toEqual([0, 0, 255, 255]);
  });
});
