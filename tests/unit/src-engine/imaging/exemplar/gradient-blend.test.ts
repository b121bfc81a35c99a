import { describe, expect, it } from 'vitest';
import { blendPieces } from '#engine/imaging/exemplar/gradient-blend.ts';
import { createSeamCosts } from '#engine/imaging/exemplar/seam-costs.ts';
import { improveSeams } from '#engine/imaging/exemplar/shift-map.ts';
import type { SourcePlane } from '#engine/imaging/exemplar/source-plane.ts';
import { picture, rectangle } from './pictures.ts';

/** A photo from a grey value per pixel. */
function greyPlane(
  width: number,
  height: number,
  hole: Uint8Array,
  grey: (x: number, y: number) => number,
): SourcePlane {
  const samples = picture(width, height, (x, y) => [grey(x, y), grey(x, y), grey(x, y)]);
  return { width, height, samples, channels: 3, hole: hole.map((v) => (v ? 1 : 0)), avoid: null };
}

describe('blendPieces', () => {
  it('takes a step of light out of a copied piece without losing its texture', () => {
    const texture = (x: number, y: number): number => 0.03 * (((x * 7 + y * 13) % 5) - 2);
    const hole = rectangle(80, 40, 45, 10, 20, 20);
    // The right half is brighter; the hole there is filled from 40 pixels to the left.
    const photo = greyPlane(80, 40, hole, (x, y) => (x < 40 ? 0.4 : 0.48) + texture(x, y));
    const sources = new Int32Array(80 * 40).fill(-1);
    for (let i = 0; i < hole.length; i++) if (hole[i]) sources[i] = i - 40;
    const pixels = photo.samples.slice();
    for (let i = 0; i < hole.length; i++)
      if (hole[i]) pixels.set(photo.samples.subarray(sources[i]! * 3, sources[i]! * 3 + 3), i * 3);
    blendPieces(photo, sources, pixels, 10, null);
    let error = 0;
    let mean = 0;
    for (let i = 0; i < hole.length; i++) {
      if (!hole[i]) continue;
      const wanted = 0.48 + texture(i % 80, Math.floor(i / 80));
      error += Math.abs(pixels[i * 3]! - wanted) / 400;
      mean += (pixels[i * 3]! - wanted) / 400;
    }
    // Untouched it would be 0.08 too dark everywhere.
    expect(Math.abs(mean)).toBeLessThan(0.04);
    expect(error).toBeLessThan(0.04);
  });
});

/** A correction of `step` at a hole's border that fades within `fade` pixels, by plain relaxation; steps at the border weigh `rim` times. */
function fading(hole: Uint8Array, width: number, step: number, fade: number, rim: number): Float32Array {
  const values = Float32Array.from(hole, (inside) => (inside ? 0 : step));
  for (let pass = 0; pass < 600; pass++)
    for (let n = 0; n < hole.length; n++) {
      const i = pass % 2 ? hole.length - 1 - n : n;
      if (!hole[i]) continue;
      let [sum, weights] = [0, 1 / (fade * fade)];
      for (const neighbour of [i - 1, i + 1, i - width, i + width]) {
        const weight = hole[neighbour] ? 1 : rim;
        sum += weight * values[neighbour]!;
        weights += weight;
      }
      values[i] = values[i]! + 1.7 * (sum / weights - values[i]!);
    }
  return values;
}

describe('blendPieces along the border', () => {
  /** The red samples of a flat photo whose hole was filled with `step(x, y)` more than what is around it. */
  function blended(size: number, hole: Uint8Array, step: (x: number, y: number) => number): Float32Array {
    const photo = greyPlane(3 * size, size, hole, (x, y) => (x < size ? 0.5 : 0.5 + step(x, y)));
    const sources = new Int32Array(hole.length).fill(-1);
    const pixels = photo.samples.slice();
    for (let i = 0; i < hole.length; i++) {
      if (!hole[i]) continue;
      sources[i] = i + size;
      pixels.set(photo.samples.subarray((i + size) * 3, (i + size) * 3 + 3), i * 3);
    }
    blendPieces(photo, sources, pixels, 200, null);
    return pixels.filter((_, i) => i % 3 === 0);
  }

  const size = 81;
  const disc = (x: number, y: number): number => ((x - 40) ** 2 + (y - 40) ** 2 < 900 ? 255 : 0);
  it.each([
    ['a square hole at odd pixels', rectangle(3 * size, size, 7, 7, 60, 60)],
    ['one at even pixels', rectangle(3 * size, size, 8, 8, 60, 60)],
    [
      'a disc',
      Uint8Array.from({ length: 3 * size * size }, (_, i) =>
        disc(i % (3 * size), Math.floor(i / (3 * size))),
      ),
    ],
  ])('takes a step of light off every side and lets that fade, in %s', (_, hole) => {
    const pixels = blended(size, hole, () => 0.08);
    const wanted = fading(hole, 3 * size, 0.08, 40, 4);
    let [error, count] = [0, 0];
    for (let i = 0; i < hole.length; i++) {
      if (!hole[i]) continue;
      error += Math.abs(pixels[i]! - 0.58 + wanted[i]!);
      count++;
    }
    expect(error / count).toBeLessThan(0.0015);
  });

  it('shares what is left of the finest ripples between the border and the pixel behind it', () => {
    // Along the border from pixel to pixel; straight into the hole the copied piece is flat.
    const pixels = blended(size, rectangle(3 * size, size, 10, 10, 40, 40), (_, y) => (y % 2 ? 0.05 : -0.05));
    let [atBorder, behind] = [0, 0];
    for (let n = 10; n < 30; n++) {
      const row = (10 + n) * 3 * size;
      atBorder += Math.abs(pixels[row + 10]! - 0.5) / 20;
      behind += Math.abs(pixels[row + 11]! - pixels[row + 10]!) / 20;
    }
    expect(atBorder).toBeLessThan(0.032);
    expect(behind).toBeLessThan(0.032);
  });
});

describe('improveSeams', () => {
  it('moves the border between two pieces to where they agree', () => {
    const hole = rectangle(90, 40, 40, 10, 20, 12);
    // Stripes every 10 columns; two pieces, 20 and 30 columns away, agree everywhere but on a bright source column.
    const photo = greyPlane(90, 40, hole, (x) => (x === 27 ? 0.9 : x % 10 < 5 ? 0.3 : 0.6));
    const sources = new Int32Array(90 * 40).fill(-1);
    for (let i = 0; i < hole.length; i++) if (hole[i]) sources[i] = i % 90 < 50 ? i - 20 : i + 30;
    expect(sources.some((source) => source % 90 === 27)).toBe(true);
    expect([
      ...improveSeams(
        photo,
        sources,
        createSeamCosts(photo, 0.012, () => 0),
        2,
      ),
    ]).toEqual([]);
    expect(sources.some((source) => source >= 0 && source % 90 === 27)).toBe(false);
  });
});
