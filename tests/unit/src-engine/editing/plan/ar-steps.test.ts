import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import { describe, expect, it } from 'vitest';
import { planArSteps, type SegmentSettings, type WindowTokens } from '#engine/editing/plan/ar-steps.ts';
import { type RunSettings } from '#shared/runs/run-settings.ts';

/** One row of twelve tokens; the first and the last are known. */
const row: WindowTokens = {
  grid: { rows: 1, columns: 12 },
  targets: Int32Array.from({ length: 10 }, (_, index) => index + 1),
  known: Uint8Array.from({ length: 12 }, (_, token) => (token === 0 || token === 11 ? 1 : 0)),
  toToken: ({ x, y }) => ({ row: y, column: x }),
  greys: ({ width, grey }) =>
    Float32Array.from({ length: 12 }, (_, token) => grey[Math.floor((token / 12) * width)]!),
};

const segment = (until: number, settings: Partial<RunSettings>, arSteps = 5): SegmentSettings => ({
  settings: { ...defaultRunSettings, ...settings },
  arSteps,
  diffusionSteps: 8,
  maxDiffusionSteps: 20,
  until,
});

describe('planArSteps', () => {
  it('goes on as before where a branch changes nothing', () => {
    const whole = planArSteps(row, [segment(Infinity, { order: 'from-edges' })]);
    for (let until = 0; until <= 5; until++)
      expect(
        planArSteps(row, [
          segment(until, { order: 'from-edges' }),
          segment(Infinity, { order: 'from-edges', seed: 9 }),
        ]),
      ).toEqual(whole);
  });

  it('takes what is committed as known, so that the rest continues it', () => {
    const steps = planArSteps(row, [
      segment(2, { order: 'raster' }),
      segment(Infinity, { order: 'from-edges' }),
    ]);
    // Tokens 1 to 4 lie from left to right; then from both ends of what is left, smaller index first.
    expect(steps.order).toEqual([1, 2, 3, 4, 5, 10, 6, 9, 7, 8]);
    expect(steps.sizes).toEqual([2, 2, 2, 2, 2]);
  });

  it('cuts the new schedule where the old one ended', () => {
    const raster = { order: 'raster' } as const;
    const sizes = (arSteps: number): readonly number[] =>
      planArSteps(row, [segment(1, raster, 2), segment(Infinity, raster, arSteps)]).sizes;
    expect(sizes(1)).toEqual([5, 5]);
    expect(sizes(3)).toEqual([5, 1, 4]);
    expect(sizes(10)).toEqual([5, 1, 1, 1, 1, 1]);
  });

  it('spends painted effort where it was painted, within what the noise schedule can do', () => {
    const paintedEffort = { width: 2, height: 1, grey: Uint8Array.of(64, 255) };
    const steps = planArSteps(row, [segment(Infinity, { order: 'raster', paintedEffort })]);
    // Tokens 1 to 5 at half the effort, the others at almost four times.
    expect(steps.sizes).toEqual([4, 2, 1, 1, 1, 1]);
    expect(steps.diffusionSteps).toEqual([4, 18, 20, 20, 20, 20]);
  });
});
