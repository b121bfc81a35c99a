import { describe, expect, it } from 'vitest';
import { blendPieces } from '../../../../../src-engine/imaging/exemplar/gradient-blend';
import { createSeamCosts } from '../../../../../src-engine/imaging/exemplar/seam-costs';
import { improveSeams } from '../../../../../src-engine/imaging/exemplar/shift-map';
import type { SourcePlane } from '../../../../../src-engine/imaging/exemplar/source-plane';
import { picture, rectangle } from './pictures';

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
    blendPieces(photo, sources, pixels, 10);
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
