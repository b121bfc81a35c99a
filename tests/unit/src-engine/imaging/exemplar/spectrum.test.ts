import { resolve } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { rectangle, run } from './pictures.ts';
import { spectrumRatios } from './spectrum.ts';

/** Natural textures of the bundled photo: where the crop of 192 pixels starts. */
const textures = {
  grass: [1000, 2000],
  sky: [600, 500],
  distance: [576, 1596],
} as const;
const size = 192;
const side = 64;

async function crop(left: number, top: number): Promise<Uint8Array> {
  const photo = sharp(resolve('assets/samples/summit-sunset.jpg'));
  return new Uint8Array(
    await photo.extract({ left, top, width: size, height: size }).removeAlpha().raw().toBuffer(),
  );
}

/** What a small network gives: the layout without anything finer than 8 pixels. */
async function soften(photo: Uint8Array): Promise<Uint8Array> {
  const raw = { width: size, height: size, channels: 3 } as const;
  const small = await sharp(photo, { raw })
    .resize(size / 8, size / 8, { kernel: 'linear' })
    .png()
    .toBuffer();
  return new Uint8Array(await sharp(small).resize(size, size).removeAlpha().raw().toBuffer());
}

describe('the texture of a fill', () => {
  const hole = rectangle(size, size, side, side, side, side);

  it.each(Object.entries(textures))(
    'is within 20 percent as strong as around it: %s',
    async (_, [x, y]) => {
      const photo = await crop(x, y);
      const pixels = await soften(photo);
      const real = spectrumRatios(photo, hole, size, size);
      const filled = run({ width: size, height: size, photo, hole, seed: 3, guide: { pixels, scale: 8 } });
      const made = spectrumRatios(filled.pixels, hole, size, size);
      made.forEach((ratio, band) => {
        // Where the real photo's own hole differs more from its surroundings, that is allowed too.
        const allowed = Math.max(1.2, real[band]!, 1 / real[band]!);
        expect(Math.max(ratio, 1 / ratio), `octave ${band}`).toBeLessThan(allowed);
      });
    },
    60_000,
  );

  it('is found too weak by this measure where the layout alone is shown', async () => {
    const photo = await crop(...textures.grass);
    const pixels = await soften(photo);
    const blurred = photo.map((value, i) => (hole[Math.floor(i / 3)] ? pixels[i]! : value));
    expect(spectrumRatios(blurred, hole, size, size)[0]).toBeLessThan(0.3);
  });
});
