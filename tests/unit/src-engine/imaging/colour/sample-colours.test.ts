import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { wrapInTiff } from '#engine/imaging/codec/tiff-wrap.ts';
import { parseIccProfile, profileName } from '#engine/imaging/colour/icc-profile.ts';
import { createSampleColours } from '#engine/imaging/colour/sample-colours.ts';

async function profileOf(name: string): Promise<Uint8Array> {
  const red = sharp({ create: { width: 2, height: 2, channels: 3, background: 'red' } });
  return Uint8Array.from((await sharp(await red.withIccProfile(name).png().toBuffer()).metadata()).icc!);
}

const ramp8 = Uint8Array.from({ length: 256 * 3 }, (_, i) => (i * 97) % 256);
const ramp16 = Uint16Array.from({ length: 3000 }, (_, i) => (i * 65535) / 2999);

describe('createSampleColours', () => {
  it('scales samples without a profile exactly, both ways', () => {
    const colours = createSampleColours({ channels: 3, bitDepth: 8, iccProfile: null });
    expect([...colours.toNetwork(Uint8Array.of(0, 255, 51))]).toEqual([-1, 1, Math.fround(51 / 127.5 - 1)]);
    expect(
      colours.toSamples(colours.toNetwork(ramp8)).every((value, i) => Math.round(value) === ramp8[i]),
    ).toBe(true);
  });

  it('treats an embedded sRGB profile like none', async () => {
    const colours = createSampleColours({ channels: 3, bitDepth: 8, iccProfile: await profileOf('srgb') });
    expect([...colours.toNetwork(Uint8Array.of(128, 0, 255))]).toEqual([Math.fround(256 / 255 - 1), -1, 1]);
  });

  it('returns every 8-bit and 16-bit Display P3 sample after a round trip', async () => {
    const iccProfile = await profileOf('p3');
    const eight = createSampleColours({ channels: 3, bitDepth: 8, iccProfile });
    expect(eight.toSamples(eight.toNetwork(ramp8)).every((value, i) => Math.round(value) === ramp8[i])).toBe(
      true,
    );
    const sixteen = createSampleColours({ channels: 3, bitDepth: 16, iccProfile });
    const back = sixteen.toSamples(sixteen.toNetwork(ramp16));
    expect(Math.max(...back.map((value, i) => Math.abs(value - ramp16[i]!)))).toBeLessThan(8);
  });

  it('agrees with the image library about a Display P3 colour', async () => {
    const iccProfile = await profileOf('p3');
    const [r, g, b] = createSampleColours({ channels: 3, bitDepth: 8, iccProfile }).toNetwork(
      Uint8Array.of(120, 180, 90),
    );
    // Tagging the raw numbers as P3 and asking for sRGB is what a colour-managed viewer does.
    const tagged = wrapInTiff({
      width: 1,
      height: 1,
      channels: 3,
      bitDepth: 8,
      data: Uint8Array.of(120, 180, 90),
      iccProfile,
    });
    const managed = await sharp(tagged).raw().toBuffer();
    [r!, g!, b!].forEach((value, i) => expect(Math.abs((value + 1) * 127.5 - managed[i]!)).toBeLessThan(1.5));
  });

  it('leaves alpha out, and repeats grey', () => {
    const colours = createSampleColours({ channels: 2, bitDepth: 8, iccProfile: null });
    expect([...colours.toNetwork(Uint8Array.of(255, 3, 0, 4))]).toEqual([1, 1, 1, -1, -1, -1]);
    expect([...colours.toSamples(Float32Array.of(1, 1, 1, -1, -1, -1))]).toEqual([255, 0]);
  });

  it('does not fail on a damaged profile', () => {
    const broken = Uint8Array.from({ length: 140 }, (_, i) => (i * 37) % 256);
    expect(parseIccProfile(broken).kind).toBe('table');
    expect(parseIccProfile(new Uint8Array(3)).kind).toBe('table');
    expect(profileName(new Uint8Array(3))).toBeNull();
  });
});
