import { describe, expect, it } from 'vitest';
import { solveMembrane } from '#engine/imaging/blend/membrane.ts';
import { randomUnit } from '#engine/imaging/exemplar/keyed-random.ts';
import { fillThin } from '#engine/imaging/thin/fill-thin.ts';

const width = 96;
const height = 80;

/** [height, width, 3] from a grey value per pixel. */
function pictureOf(greyAt: (x: number, y: number) => number): Float32Array {
  const photo = new Float32Array(width * height * 3);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) photo.fill(greyAt(x, y), (y * width + x) * 3, (y * width + x) * 3 + 3);
  return photo;
}

const maskOf = (inside: (x: number, y: number) => boolean): Uint8Array =>
  Uint8Array.from({ length: width * height }, (_, i) => (inside(i % width, Math.floor(i / width)) ? 1 : 0));

const noise = (x: number, y: number, seed = 5): number => randomUnit(seed, y * width + x, 0) - 0.5;
/** A wire of 6 px from the upper left to the lower right. */
const wire = maskOf((x, y) => Math.abs(y - 0.6 * x - 10) < 3);

/** Root of the mean squared error in the hole, in levels of 255. */
function error(found: Float32Array, truth: Float32Array, hole: Uint8Array): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < hole.length; i++)
    if (hole[i] === 1) {
      sum += (found[i * 3]! - truth[i * 3]!) ** 2;
      count++;
    }
  return 255 * Math.sqrt(sum / count);
}

const fill = (photo: Float32Array, hole: Uint8Array, more: { seed?: number; avoid?: Uint8Array } = {}) => {
  const holed = photo.slice();
  for (let i = 0; i < hole.length; i++) if (hole[i] === 1) holed.fill(1, i * 3, i * 3 + 3);
  return fillThin({ width, height, photo: holed, hole, seed: 1, ...more });
};

describe('fillThin', () => {
  it('carries a hard edge through a wire that crosses it, without a notch', () => {
    // As sharp as a lens draws it: some two pixels wide.
    const photo = pictureOf((x, y) => 0.5 + 0.3 * Math.tanh(x + 0.1 * y - 50) + 0.01 * noise(x, y));
    const membrane = photo.slice();
    solveMembrane({ width, height, channels: 3, values: membrane, unknown: wire, laplacian: null });
    const found = error(fill(photo, wire), photo, wire);
    expect(found).toBeLessThan(4);
    expect(found).toBeLessThan(error(membrane, photo, wire) / 3);
  });

  it('continues soft light to within the noise of the photo', () => {
    const photo = pictureOf((x, y) => 0.3 + 0.004 * x + 0.00003 * y * y + 0.01 * noise(x, y));
    expect(error(fill(photo, wire), photo, wire)).toBeLessThan(1.3);
  });

  it('continues a texture by its direction: stripes go on', () => {
    const photo = pictureOf((x, y) => 0.5 + 0.3 * Math.sin(0.8 * x + 0.3 * y) + 0.02 * noise(x, y));
    expect(error(fill(photo, wire), photo, wire)).toBeLessThan(8);
  });

  it('puts the grain of the photo back, more of it the deeper the hole is', () => {
    const photo = pictureOf((x, y) => 0.5 + 0.1 * noise(x, y));
    const spot = maskOf((x, y) => Math.hypot(x - 48, y - 40) < 12);
    const filled = fill(photo, spot);
    const deviation = (from: number, to: number): number => {
      const values: number[] = [];
      for (let i = 0; i < spot.length; i++) {
        const distance = Math.hypot((i % width) - 48, Math.floor(i / width) - 40);
        if (distance >= from && distance < to) values.push(filled[i * 3]!);
      }
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
    };
    const photoDeviation = 0.1 / Math.sqrt(12);
    expect(deviation(0, 5)).toBeGreaterThan(0.4 * photoDeviation);
    expect(deviation(0, 5)).toBeGreaterThan(deviation(9, 12));
    expect(deviation(0, 5)).toBeLessThan(1.3 * photoDeviation);
  });

  it('gives the same pixels for the same seed, others for another, and never changes a known one', () => {
    const photo = pictureOf((x, y) => 0.5 + 0.3 * noise(x, y));
    const first = fill(photo, wire);
    expect(fill(photo, wire)).toEqual(first);
    expect(fill(photo, wire, { seed: 2 })).not.toEqual(first);
    for (let i = 0; i < wire.length; i++) if (wire[i] === 0) expect(first[i * 3]).toBe(photo[i * 3]);
  });

  it('never looks at what it is told to avoid', () => {
    const photo = pictureOf((x, y) => 0.4 + 0.1 * noise(x, y));
    const avoid = maskOf((x) => x >= 60);
    const other = photo.map((value, i) => (avoid[Math.floor(i / 3)] === 1 ? 1 - value : value));
    const hole = maskOf((x, y) => x > 30 && x < 60 && Math.abs(y - 40) < 3);
    const [a, b] = [fill(photo, hole, { avoid }), fill(other, hole, { avoid })];
    for (let i = 0; i < hole.length; i++) if (hole[i] === 1) expect(a[i * 3]).toBe(b[i * 3]);
  });

  it('stays near what is known where hardly anything is: a frame of one pixel', () => {
    const photo = pictureOf(() => 0.25);
    const hole = maskOf((x, y) => x > 0 && y > 0 && x < width - 1 && y < height - 1);
    for (const value of fill(photo, hole)) expect(Math.abs(value - 0.25)).toBeLessThan(0.05);
  });

  it('is mid grey where nothing at all is known', () => {
    const hole = maskOf(() => true);
    expect(
      new Set(
        fill(
          pictureOf(() => 0.9),
          hole,
        ),
      ),
    ).toEqual(new Set([0.5]));
  });
});
