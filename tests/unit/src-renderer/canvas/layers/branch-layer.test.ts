import { expect, it } from 'vitest';
import { branchTokens } from '#renderer/canvas/layers/branch-layer.ts';
import type { RunPass, RunPlan } from '#shared/runs/run-plan.ts';

const pass = (level: number, order: number[], arStepSizes: number[]): RunPass => ({
  level,
  crop: { x: 0, y: 0, width: 64, height: 64 },
  scale: 1,
  grid: { rows: 4, columns: 4 },
  order,
  arStepSizes,
  diffusionSteps: arStepSizes.map(() => 4),
  startTime: 0,
});

it('tells tokens that stay from those made anew, among the windows of the step’s level', () => {
  const passes = [pass(0, [0], [1]), pass(1, [0, 1, 2], [1, 2]), pass(1, [5, 6], [1, 1]), pass(1, [9], [1])];
  const tokens = branchTokens({ passes } as unknown as RunPlan, { pass: 2, step: 1 });
  expect(tokens.filter(({ place }) => place === null).map(({ token }) => token)).toEqual([0, 1, 2, 5]);
  expect(tokens.filter(({ place }) => place !== null).map(({ token }) => token)).toEqual([6, 9]);
});
