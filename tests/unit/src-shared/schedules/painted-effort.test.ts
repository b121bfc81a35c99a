import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { diffusionStepsByEffort, effortOfGrey, stepsByEffort } from '#shared/schedules/painted-effort.ts';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const sizesOf = fc.array(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 30 });

describe('painted effort', () => {
  it('says a quarter to four times, and nothing at mid grey', () => {
    expect([0, 64, 128, 192].map(effortOfGrey)).toEqual([0.25, 0.5, 1, 2]);
    expect(effortOfGrey(255)).toBeLessThan(4);
    expect(effortOfGrey(255)).toBeGreaterThan(3.9);
  });

  test.prop({ sizes: sizesOf }, { seed: 1, numRuns: 200 })(
    'leaves every schedule as it is where it is even',
    ({ sizes }) => {
      expect(stepsByEffort(sizes, new Float32Array(sum(sizes)).fill(1))).toEqual(sizes);
    },
  );

  test.prop(
    { sizes: sizesOf, greys: fc.infiniteStream(fc.integer({ min: 0, max: 255 })) },
    { seed: 2, numRuns: 200 },
  )('cuts all tokens into steps of at least one, whatever is painted', ({ sizes, greys }) => {
    const efforts = Array.from({ length: sum(sizes) }, () => effortOfGrey(greys.next().value as number));
    const painted = stepsByEffort(sizes, efforts);
    expect(sum(painted)).toBe(sum(sizes));
    expect(painted.every((size) => size >= 1)).toBe(true);
  });

  it('takes smaller steps where more is asked for and larger ones where less is', () => {
    const efforts = [...new Array<number>(16).fill(2), ...new Array<number>(16).fill(0.5)];
    expect(stepsByEffort([8, 8, 8, 8], efforts)).toEqual([4, 4, 4, 4, 16]);
  });

  it('never cuts a single token, nor keeps fewer than one step', () => {
    expect(stepsByEffort([1, 1, 1], [4, 4, 4])).toEqual([1, 1, 1]);
    expect(stepsByEffort([4], [0.25, 0.25, 0.25, 0.25])).toEqual([4]);
  });

  it('gives a step the diffusion steps its tokens ask for on average, within what the noise schedule can do', () => {
    expect(diffusionStepsByEffort(12, [2, 2, 0.5, 0.5], 1000)).toBe(15);
    expect(diffusionStepsByEffort(500, [4, 4], 1000)).toBe(1000);
    expect(diffusionStepsByEffort(1, [0.25], 1000)).toBe(1);
  });
});
