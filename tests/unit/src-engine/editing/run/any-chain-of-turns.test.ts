import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { planRun } from '#engine/editing/run/run-edit.ts';
import { orderNames, type RunSettings, scheduleNames } from '#shared/runs/run-settings.ts';
import { fakeManifest } from '#tests/fixtures/fake-pack.ts';
import {
  before,
  branchFrom,
  callsOf,
  ddpm,
  onePart,
  only,
  pausedAt,
  statesOf,
  stepsOf,
} from '#tests/fixtures/turns.ts';

// Two thousand whole edits: machines that are busy with other work need more than the usual half minute.
vi.setConfig({ testTimeout: 300_000 });

describe('200 random chains of turns', () => {
  const grey = fc.record({
    width: fc.constant(2),
    height: fc.constant(2),
    grey: fc.uint8Array({ minLength: 4, maxLength: 4 }),
  });
  const settings = fc.record({
    order: fc.constantFrom(...orderNames),
    schedule: fc.constantFrom(...scheduleNames),
    customStepSizes: fc.constant<number[]>([3, 1, 2]),
    drawnOrder: grey,
    paintedEffort: fc.option(grey),
    arSteps: fc.integer({ min: 1, max: 12 }),
    diffusionSteps: fc.integer({ min: 1, max: 4 }),
    guidance: fc.constantFrom(1, 1, 2.5),
    contextGuidance: fc.constantFrom(1, 2),
    contextGuidanceInterval: fc.constantFrom<[number, number][]>([0, 1], [0.5, 1]),
    label: fc.constantFrom(null, 'rock', 'sea'),
    seed: fc.integer({ min: 0, max: 0xffffffff }),
    detail: fc.constantFrom('off' as const, 'model' as const),
  });

  it('keep what was committed, resume to the same bits, replay to the same pixels, and cost what was said', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.record({
          family: fc.boolean(),
          chain: fc.array(settings, { minLength: 2, maxLength: 3 }),
          points: fc.array(fc.nat(), { minLength: 2, maxLength: 2 }),
          pause: fc.nat(),
        }),
        async ({ family, chain: drawn, points, pause }) => {
          const chain: Partial<RunSettings>[] = drawn;
          const manifest = family ? fakeManifest() : ddpm();
          let run = onePart(chain[0], manifest);
          let turn = await only(run);
          for (const [index, changed] of chain.slice(1).entries()) {
            const ats = await stepsOf(run);
            const at = ats[points[index]! % ats.length]!;
            const kept = before(await statesOf(run, turn), at);
            run = branchFrom(run, turn, at, changed);
            turn = await only(run);
            expect(before(await statesOf(run, turn), at)).toEqual(kept);
          }
          const { run: plan } = await planRun(run);
          expect(turn.patch.report.tokenEvaluations).toBe(plan.tokenEvaluations);
          expect(plan.passes.every((pass) => pass.diffusionSteps.every((steps) => steps >= 1))).toBe(true);
          const [paused] = await pausedAt(run, 1 + (pause % Math.max(1, callsOf(run).length)));
          expect(paused!.state).toEqual(turn.state);
          expect(paused!.patch.samples).toEqual(turn.patch.samples);
          const replayed = await only({ ...run, parentState: null });
          expect(replayed.patch.samples).toEqual(turn.patch.samples);
        },
      ),
      { numRuns: 200, seed: 20261123 },
    );
  });
});
