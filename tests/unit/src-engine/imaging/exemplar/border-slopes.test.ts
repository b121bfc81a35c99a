import { describe, expect, it } from 'vitest';
import { slopesAtBorder } from '#engine/imaging/exemplar/border-slopes.ts';
import { randomKey, randomUnit } from '#engine/imaging/exemplar/keyed-random.ts';

const [columns, height, depth] = [120, 240, 120];
const key = randomKey(3, 0);

/** Smooth random brightness of a position. */
function layers(at: number): number {
  const [n, t] = [Math.floor(at / 12), (((at / 12) % 1) + 1) % 1];
  return randomUnit(key, n + 1000, 0) * (1 - t) + randomUnit(key, n + 1001, 0) * t;
}
const noise = (column: number, row: number): number => randomUnit(key, row * 4096 + column, 1);
const steepest = (slopes: Float32Array): number =>
  slopes.reduce((most, slope) => Math.max(most, Math.abs(slope)), 0);
/** `column` counts into the photo, slopes go out of it. */
const slanted =
  (slope: number) =>
  (column: number, row: number): number =>
    layers(row + slope * column);

describe('the slopes at which lines cross a border', () => {
  it('are those of the lines, also under grain', () => {
    for (const slope of [0.5, -0.3]) {
      const grainy = (column: number, row: number): number =>
        slanted(slope)(column, row) + 0.1 * noise(column, row);
      for (const found of slopesAtBorder(grainy, columns, height, depth)!)
        expect(Math.abs(found - slope)).toBeLessThan(0.12);
    }
  });

  it('are none where lines cross it straight or run along it, where all has one colour, and in texture', () => {
    for (const light of [slanted(0), (column: number) => layers(column), () => 0.5])
      expect(slopesAtBorder(light, columns, height, depth)).toBeNull();
    expect(steepest(slopesAtBorder(noise, columns, height, depth) ?? new Float32Array(1))).toBeLessThan(0.15);
  });

  it('change so little along the border that what is slanted by them does not fold', () => {
    const turning = (column: number, row: number): number =>
      slanted(row < height / 2 ? 0.6 : -0.6)(column, row);
    const slopes = slopesAtBorder(turning, columns, height, depth)!;
    expect(slopes[0]!).toBeGreaterThan(0.1);
    expect(slopes[height - 1]!).toBeLessThan(-0.1);
    for (let y = 1; y < height; y++) expect(Math.abs(slopes[y]! - slopes[y - 1]!) * depth).toBeLessThan(0.7);
  });
});
