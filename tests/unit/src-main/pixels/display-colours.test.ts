import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { createSampleColours } from '#engine/imaging/colour/sample-colours.ts';
import { displayColours } from '#main/pixels/display-colours.ts';

async function profileOf(name: string): Promise<Uint8Array> {
  const png = await sharp({ create: { width: 1, height: 1, channels: 3, background: 'white' } })
    .withIccProfile(name)
    .png()
    .toBuffer();
  return Uint8Array.from((await sharp(png).metadata()).icc!);
}

function everyColour(step: number, full: number): number[] {
  const samples: number[] = [];
  for (let red = 0; red <= 255; red += step)
    for (let green = 0; green <= 255; green += step)
      for (let blue = 0; blue <= 255; blue += step)
        samples.push(...[red, green, blue].map((value) => Math.round((value / 255) * full)));
  return samples;
}

describe('colours on screen', () => {
  it('are the samples themselves where there is no profile', () => {
    const rgba = displayColours({ channels: 3, bitDepth: 8, iccProfile: null }).toRgba(
      Uint8Array.of(1, 2, 3, 250, 251, 252),
    );
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
      const shown = displayColours(format).toRgba(samples);
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

  it('of grey photos with alpha keep both', () => {
    const eight = displayColours({ channels: 2, bitDepth: 8, iccProfile: null }).toRgba(Uint8Array.of(7, 99));
    expect([...eight]).toEqual([7, 7, 7, 99]);
    const sixteen = displayColours({ channels: 2, bitDepth: 16, iccProfile: null }).toRgba(
      Uint16Array.of(65535, 257),
    );
    expect([...sixteen]).toEqual([255, 255, 255, 1]);
  });
});
