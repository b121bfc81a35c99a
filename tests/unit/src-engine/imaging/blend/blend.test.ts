import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { composite, countChangedOutside } from '#engine/imaging/blend/composite.ts';
import { matchGrain } from '#engine/imaging/blend/grain.ts';
import { keepLowFrequencies } from '#engine/imaging/blend/keep-low-frequencies.ts';
import { matchBorder } from '#engine/imaging/blend/match-border.ts';
import { createFloatImage } from '#engine/imaging/resample.ts';

describe('composite', () => {
  test.prop(
    [
      fc.array(
        fc.tuple(
          fc.nat(255),
          fc.double({ min: -400, max: 700, noNaN: true }),
          fc.constantFrom(0, 1, 128, 254, 255),
        ),
        { minLength: 1 },
      ),
    ],
    { seed: 3 },
  )('changes no sample where coverage is 0 and reaches the fill where it is full', (pixels) => {
    const original = Uint8Array.from(pixels, ([value]) => value);
    const coverage = Uint8Array.from(pixels, ([, , value]) => value);
    const fill = Float32Array.from(pixels, ([, value]) => value);
    const result = composite({ original, channels: 1, fill, coverage });
    expect(countChangedOutside(original, result, coverage, 1)).toBe(0);
    pixels.forEach(([, value, share], i) => {
      if (share === 255) expect(result[i]).toBe(Math.min(255, Math.max(0, Math.round(Math.fround(value)))));
    });
  });

  it('mixes by coverage in 16 bit', () => {
    const mixed = composite({
      original: Uint16Array.of(1000, 2000),
      channels: 2,
      fill: Float32Array.of(3000, 60000),
      coverage: Uint8Array.of(51),
    });
    expect(mixed).toEqual(Uint16Array.of(1400, 13600));
  });
});

describe('countChangedOutside', () => {
  it('counts changed samples outside the mask, and only those', () => {
    const coverage = Uint8Array.of(0, 255);
    expect(countChangedOutside(Uint8Array.of(1, 2, 3, 4), Uint8Array.of(1, 9, 9, 9), coverage, 2)).toBe(1);
  });
});

function scene(
  size: number,
  inside: number,
  outside: number,
): { picture: ReturnType<typeof createFloatImage>; open: Uint8Array; usable: Uint8Array } {
  const picture = createFloatImage(size, size, 1);
  const open = new Uint8Array(size * size);
  for (let y = 0; y < size; y++)
    for (let x = 0; x < size; x++) {
      const hole = x >= size / 4 && x < (3 * size) / 4 && y >= size / 4 && y < (3 * size) / 4;
      open[y * size + x] = hole ? 1 : 0;
      picture.data[y * size + x] = hole ? inside : outside;
    }
  return { picture, open, usable: open.map((value) => 1 - value) };
}

describe('matchBorder', () => {
  it('takes away a shift of colour, most of it also inside, and changes nothing known', () => {
    const { picture, open, usable } = scene(32, 0.5, 0.1);
    matchBorder(picture, open, usable);
    open.forEach((value, i) => {
      if (value === 0) expect(picture.data[i]).toBe(Math.fround(0.1));
      else expect(Math.abs(picture.data[i]! - 0.1)).toBeLessThan(0.1);
    });
    expect(picture.data[8 * 32 + 16]).toBeCloseTo(0.1, 4);
  });

  it('leaves a picture without anything known alone', () => {
    const { picture, open } = scene(16, 0.5, 0.1);
    const before = picture.data.slice();
    matchBorder(picture, open, new Uint8Array(256));
    expect(picture.data).toEqual(before);
  });
});

describe('keepLowFrequencies', () => {
  it('takes back a shift and keeps the detail', () => {
    const refined = createFloatImage(24, 24, 1);
    const coarse = createFloatImage(24, 24, 1);
    refined.data.forEach((_, i) => (refined.data[i] = 0.4 + (i % 2 === 0 ? 0.1 : -0.1)));
    keepLowFrequencies(refined, coarse, new Uint8Array(576).fill(1), 4);
    const middle = 12 * 24 + 12;
    expect(refined.data[middle]! + refined.data[middle + 1]!).toBeCloseTo(0, 1);
    expect(refined.data[middle]! - refined.data[middle + 1]!).toBeCloseTo(0.2, 1);
  });

  it('neither reads nor writes pixels outside the area', () => {
    const refined = createFloatImage(8, 8, 1);
    refined.data.fill(9);
    const area = new Uint8Array(64);
    area[20] = 1;
    const coarse = createFloatImage(8, 8, 1);
    coarse.data[20] = 3;
    keepLowFrequencies(refined, coarse, area, 4);
    expect(refined.data[20]).toBeCloseTo(3, 5);
    expect(refined.data[21]).toBe(9);
  });
});

describe('matchGrain', () => {
  it('gives a smooth area the grain of the photo around it, the same for the same seed', () => {
    const build = (seed: number): Float32Array => {
      const { picture, open, usable } = scene(64, 0.5, 0.5);
      usable.forEach(
        (known, i) => known && (picture.data[i] = 0.5 + 0.02 * (((i * 2654435761) % 1000) / 500 - 1)),
      );
      matchGrain(picture, open, usable, { x: 3, y: 4 }, seed);
      return picture.data.filter((_, i) => open[i] === 1);
    };
    const grained = build(1);
    const mean = grained.reduce((sum, value) => sum + value, 0) / grained.length;
    const deviation = Math.sqrt(
      grained.reduce((sum, value) => sum + (value - mean) ** 2, 0) / grained.length,
    );
    expect(deviation).toBeGreaterThan(0.007);
    expect(deviation).toBeLessThan(0.02);
    expect(build(1)).toEqual(grained);
    expect(build(2)).not.toEqual(grained);
  });
});
