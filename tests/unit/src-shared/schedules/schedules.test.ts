import { expect, test } from 'vitest';
import { TesseraError } from '#shared/errors.ts';
import { scheduleNames } from '#shared/runs/run-settings.ts';
import { computeStepSizes } from '#shared/schedules/index.ts';

const sizes = (name: (typeof scheduleNames)[number], count: number, arSteps: number) =>
  computeStepSizes(name, { count, arSteps, customSizes: [3, 1, 9, 1] });
const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

test.each(scheduleNames)(
  '%s: every step has a token and the sizes sum to the count, for any count and steps',
  (name) => {
    for (let count = 0; count <= 70; count += 1) {
      for (const arSteps of [1, 2, 3, 7, 16, 64, 4096]) {
        const made = sizes(name, count, arSteps);
        expect(sum(made)).toBe(count);
        expect(made.every((size) => Number.isInteger(size) && size >= 1)).toBe(true);
        if (name !== 'custom') expect(made.length).toBe(Math.min(count, arSteps));
      }
    }
  },
);

test('uniform sizes differ by at most one', () => {
  expect(sizes('uniform', 64, 8)).toEqual([8, 8, 8, 8, 8, 8, 8, 8]);
  expect(sizes('uniform', 10, 4)).toEqual([2, 3, 2, 3]);
});

test('cosine steps grow and decaying steps shrink', () => {
  const cosine = sizes('cosine', 256, 8);
  const decaying = sizes('decaying', 256, 8);
  expect(cosine).toEqual([...cosine].sort((a, b) => a - b));
  expect(decaying).toEqual([...decaying].sort((a, b) => b - a));
  expect(cosine[7]! / cosine[0]!).toBeGreaterThan(4);
  expect(decaying[0]! / decaying[7]!).toBeGreaterThan(4);
});

test('custom sizes that fit are kept, others are scaled, and steps that vanish are dropped', () => {
  expect(sizes('custom', 14, 1)).toEqual([3, 1, 9, 1]);
  expect(sizes('custom', 28, 1)).toEqual([6, 2, 18, 2]);
  expect(sizes('custom', 2, 1)).toEqual([1, 1]);
});

test('custom without sizes says what to do', () => {
  expect(() => computeStepSizes('custom', { count: 4, arSteps: 1, customSizes: null })).toThrow(TesseraError);
  expect(() => computeStepSizes('custom', { count: 4, arSteps: 1, customSizes: [] })).toThrow(TesseraError);
});
