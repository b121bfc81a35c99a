import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { readPhotoFile, toSrgb } from '#engine/imaging/codec/index.ts';
import { createSampleColours } from '#engine/imaging/colour/sample-colours.ts';
import { displayColours } from '#main/pixels/display-colours.ts';

async function profileOf(name: string): Promise<Uint8Array> {
  const png = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'white' } })
    .withIccProfile(name)
    .png()
    .toBuffer();
  return Uint8Array.from((await sharp(png).metadata()).icc!);
}

/** By littleCMS, as Pillow and imagecodecs call it (read-independently.py beside the files): of 48 patches, 8 in a row. */
const corpus = fileURLToPath(new URL('../../../fixtures/corpus', import.meta.url));
const shownPatches = JSON.parse(readFileSync(join(corpus, 'shown.json'), 'utf8')) as Record<string, string>;

function everyColour(step: number, full: number): number[] {
  const samples: number[] = [];
  for (let red = 0; red <= 255; red += step)
    for (let green = 0; green <= 255; green += step)
      for (let blue = 0; blue <= 255; blue += step)
        samples.push(...[red, green, blue].map((value) => Math.round((value / 255) * full)));
  return samples;
}

describe('colours on screen', () => {
  it('are the samples themselves where there is no profile', async () => {
    const colours = await displayColours({ channels: 3, bitDepth: 8, iccProfile: null });
    const rgba = colours.toRgba(Uint8Array.of(1, 2, 3, 250, 251, 252));
    expect([...rgba]).toEqual([1, 2, 3, 255, 250, 251, 252, 255]);
  });

  it.each([
    [8, 255, Uint8Array],
    [16, 65535, Uint16Array],
  ] as const)(
    'of a Display P3 photo with %i bits agree with the exact conversion within one level',
    async (bitDepth, full, Kind) => {
      const format = { channels: 3, bitDepth, iccProfile: await profileOf('p3') } as const;
      const samples = Kind.from(everyColour(15, full));
      const shown = (await displayColours(format)).toRgba(samples);
      const exact = createSampleColours(format).toNetwork(samples);
      let worst = 0;
      for (let pixel = 0; pixel < shown.length / 4; pixel++)
        for (let channel = 0; channel < 3; channel++) {
          const wanted = Math.min(255, Math.max(0, (exact[pixel * 3 + channel]! + 1) * 127.5));
          worst = Math.max(worst, Math.abs(shown[pixel * 4 + channel]! - wanted));
        }
      expect(worst).toBeLessThanOrEqual(1);
    },
  );

  it('of grey photos with alpha keep both', async () => {
    const grey = { channels: 2, iccProfile: null } as const;
    const eight = (await displayColours({ ...grey, bitDepth: 8 })).toRgba(Uint8Array.of(7, 99));
    expect([...eight]).toEqual([7, 7, 7, 99]);
    const sixteen = (await displayColours({ ...grey, bitDepth: 16 })).toRgba(Uint16Array.of(65535, 257));
    expect([...sixteen]).toEqual([255, 255, 255, 1]);
  });

  it.each(Object.keys(shownPatches))('of %s are those of littleCMS within two levels', async (name) => {
    const { image } = await readPhotoFile(join(corpus, name));
    const rgba = (await displayColours(image)).toRgba(image.data);
    const farthest = shownPatches[name]!.split(' ').map((colour, patch) => {
      const pixel = (6 + 12 * Math.floor(patch / 8)) * image.width + 6 + 12 * (patch % 8);
      return Math.max(
        ...Buffer.from(colour, 'hex').map((value, c) => Math.abs(value - rgba[4 * pixel + c]!)),
      );
    });
    expect(Math.max(...farthest), JSON.stringify(farthest)).toBeLessThanOrEqual(2);
  });

  it('by a table are those of littleCMS within two levels between its nodes, too', async () => {
    const { image } = await readPhotoFile(join(corpus, 'table-rgb.png'));
    const samples = Uint8Array.from(everyColour(17, 255), (value, i) => (value + i * 7) % 256);
    const format = { channels: 3, bitDepth: 8, iccProfile: image.iccProfile } as const;
    const shown = (await displayColours(format)).toRgba(samples);
    const exact = await toSrgb(
      Uint16Array.from(samples, (value) => value * 257),
      3,
      image.iccProfile!,
    );
    const worst = exact.reduce(
      (most, value, i) => Math.max(most, Math.abs(value / 257 - shown[Math.floor(i / 3) * 4 + (i % 3)]!)),
      0,
    );
    expect(worst).toBeLessThanOrEqual(2);
  });

  it('by a table that cannot be read are the samples themselves', async () => {
    const { image } = await readPhotoFile(join(corpus, 'table-rgb.png'));
    const broken = image.iccProfile!.slice().fill(0, 300, 340);
    const format = { channels: 3, bitDepth: 8, iccProfile: broken } as const;
    expect([...(await displayColours(format)).toRgba(Uint8Array.of(1, 2, 3))]).toEqual([1, 2, 3, 255]);
  });
});
