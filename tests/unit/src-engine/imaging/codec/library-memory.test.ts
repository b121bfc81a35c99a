import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SampleImage } from '#engine/imaging/samples.ts';

/** Elsewhere the native build of the image library is used, which hands out memory that nobody else uses. */
describe('the WebAssembly build of the image library, which the app uses on Linux', () => {
  const own = Object.getOwnPropertyDescriptor(process.versions, 'electron');
  beforeAll(() => Object.defineProperty(process.versions, 'electron', { value: '1', configurable: true }));
  afterAll(() => {
    if (own) Object.defineProperty(process.versions, 'electron', own);
    else Reflect.deleteProperty(process.versions, 'electron');
  });
  setFlagsFromString('--expose-gc');
  const collect = async (): Promise<void> => {
    for (let time = 0; time < 3; time++) {
      (runInNewContext('gc') as () => void)();
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  };
  const picture = (seed: number, channels: SampleImage['channels'] = 3): SampleImage => ({
    ...{ width: 180, height: 120, channels, bitDepth: 8, iccProfile: null },
    data: Uint8Array.from({ length: 180 * 120 * channels }, (_, at) => (at * seed) >> 3),
  });

  it('never writes over samples and files that it gave before', async () => {
    const { convertPicture, decodePhoto, encodePicture } = await import('#engine/imaging/codec/index.ts');
    const encode = (seed: number) =>
      encodePicture(picture(seed), { format: 'webp', quality: null, metadata: null, recipe: null });
    const { bytes } = await encode(7919);
    const { image } = await decodePhoto(bytes, 'first');
    const half = { size: { amount: 50, unit: 'percent' }, srgb: false } as const;
    const smaller = (await convertPicture(picture(7919), half)).image.data;
    const before = [bytes, image.data, smaller].map((each) => Buffer.from(each));
    await collect();
    for (const seed of [31, 37, 41, 43]) {
      await decodePhoto((await encode(seed)).bytes, 'other');
      await convertPicture(picture(seed), half);
    }
    expect([bytes, image.data, smaller].map((each, at) => before[at]!.compare(Buffer.from(each)))).toEqual([
      0, 0, 0,
    ]);
  });

  it('resamples all kinds of pixels', async () => {
    const { convertPicture } = await import('#engine/imaging/codec/index.ts');
    for (const channels of [1, 2, 3, 4] as const) {
      const flat = { ...picture(1, channels), data: new Uint8Array(180 * 120 * channels).fill(200) };
      const { image } = await convertPicture(flat, { size: { amount: 90, unit: 'pixels' }, srgb: false });
      expect(image.data.length).toBe(90 * 60 * channels);
      expect(image.data.every((value) => value === 200)).toBe(true);
    }
  });
});
