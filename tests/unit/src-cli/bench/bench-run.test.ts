import { expect, test } from 'vitest';
import { benchRun } from '#cli/bench/bench-run.ts';

const shape = {
  grid: { rows: 16, columns: 16 },
  channels: 2,
  label: 0,
  tokensPerArStep: 16,
  diffusionSteps: 8,
  seed: 1,
};

test.each([1 / 16, 1 / 4, 1 / 2, 1])(
  'a mask of %d of the window is exactly that, in equal AR steps, and all else is known',
  (maskShare) => {
    const run = benchRun({ ...shape, maskShare });
    expect(run.arSteps.map((step) => step.tokens.length)).toEqual(new Array(16 * maskShare).fill(16));
    const masked = run.arSteps.flatMap((step) => [...step.tokens]);
    expect([...masked, ...run.known.tokens].sort((a, b) => a - b)).toEqual(
      Array.from({ length: 256 }, (_, token) => token),
    );
    expect(run.known.values.length).toBe(2 * (256 - 256 * maskShare));
  },
);
