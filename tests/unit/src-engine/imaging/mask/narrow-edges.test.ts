import { describe, expect, it } from 'vitest';
import { fillNarrowEdges } from '#engine/imaging/mask/narrow-edges.ts';

/** Rows that are all alike, twelve of them. */
const rows = (...row: number[]): Uint8Array => Uint8Array.from(Array.from({ length: 12 }, () => row).flat());
const filled = (...row: number[]): number[] => {
  const all = fillNarrowEdges(rows(...row), row.length, 12);
  return [...all.subarray(6 * row.length, 7 * row.length)];
};

describe('fillNarrowEdges', () => {
  it('makes anti-aliased edges full from a sixteenth on, and leaves less than that', () => {
    expect(filled(0, 0, 16, 255, 255, 130, 0, 0)).toEqual([0, 0, 255, 255, 255, 255, 0, 0]);
    expect(filled(0, 0, 15, 200, 255, 255, 255, 254, 90, 7, 0)).toEqual([
      0, 0, 15, 255, 255, 255, 255, 255, 255, 7, 0,
    ]);
  });

  it('leaves feathers, faint selections and what is not covered', () => {
    for (const row of [
      [255, 255, 204, 153, 102, 51, 0, 0],
      [255, 250, 240, 220, 190, 150, 110, 70, 40, 20, 8, 2, 0],
      [0, 0, 128, 128, 128, 0, 0],
      [0, 0, 255, 255, 0],
    ])
      expect(filled(...row)).toEqual(row);
    const plain = rows(0, 255, 0);
    expect(fillNarrowEdges(plain, 3, 12)).toBe(plain);
  });

  it('tells a sharp side from a feathered one of the same selection', () => {
    expect(filled(0, 100, 255, 255, 255, 255, 204, 153, 102, 51, 0)).toEqual([
      0, 255, 255, 255, 255, 255, 204, 153, 102, 51, 0,
    ]);
  });

  it('decides alike in any part that shows what lies around', () => {
    const [width, height] = [40, 30];
    const mask = Uint8Array.from({ length: width * height }, (_, i) => {
      const distance = Math.hypot((i % width) - 20, Math.floor(i / width) - 15) - 9;
      return Math.round(255 * Math.min(1, Math.max(0, 0.5 - (i % width < 20 ? distance : distance / 6))));
    });
    const whole = fillNarrowEdges(mask, width, height);
    const part = fillNarrowEdges(mask.subarray(5 * width, 25 * width), width, 20);
    expect(part.subarray(8 * width, 12 * width)).toEqual(whole.subarray(13 * width, 17 * width));
    expect(whole).not.toEqual(mask);
  });
});
