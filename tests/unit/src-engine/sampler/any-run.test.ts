import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keyedNoise } from '#engine/sampler/noise/normal-noise.ts';
import { createNoiseSchedule } from '#engine/sampler/noise-schedule/index.ts';
import { encodePrefix } from '#engine/sampler/prefix.ts';
import { guidanceAt, stateBefore, type SampleRun, type SamplerState } from '#engine/sampler/run.ts';
import { sample } from '#engine/sampler/sample.ts';
import { parseState, serialiseState } from '#engine/sampler/state-bytes.ts';
import { countTokenEvaluations } from '#engine/sampler/token-evaluations.ts';
import { computeOrder } from '#shared/orders/index.ts';
import { orderNames, scheduleNames } from '#shared/runs/run-settings.ts';
import { computeStepSizes } from '#shared/schedules/index.ts';
import { createFakeNetwork } from '#tests/fixtures/fake-network.ts';

const channels = 2;
const schedules = [
  createNoiseSchedule({ kind: 'rectified-flow', velocityFloor: 0.05, clamp: [-1, 1] }),
  createNoiseSchedule({
    kind: 'ddpm',
    steps: 1000,
    betaStart: 1e-4,
    betaEnd: 0.02,
    variance: 'fixed-large',
    clamp: null,
  }),
];

const anyRun = fc
  .record({
    rows: fc.integer({ min: 1, max: 6 }),
    columns: fc.integer({ min: 1, max: 6 }),
    order: fc.constantFrom(...orderNames),
    schedule: fc.constantFrom(...scheduleNames),
    family: fc.constantFrom(0, 1),
    arSteps: fc.integer({ min: 1, max: 12 }),
    effort: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 }),
    maskSeed: fc.integer({ min: 0, max: 0xffff }),
    seed: fc.integer({ min: 0, max: 0xffffffff }),
    guidance: fc.constantFrom(1, 1.7, 4),
    contextWeight: fc.constantFrom(1, 2, 3.5),
    contextInterval: fc.constantFrom([0, 1], [0.3, 0.8], [0.95, 1]),
    keptShare: fc.constantFrom(0, 0.4, 1),
    startTime: fc.constantFrom(0, 0, 0.3, 0.9),
    constrained: fc.boolean(),
    pauseAt: fc.nat(),
    turnAt: fc.nat(),
  })
  .map((drawn) => {
    const grid = { rows: drawn.rows, columns: drawn.columns };
    const count = grid.rows * grid.columns;
    const numbers = (length: number, scale: number) =>
      Float32Array.from({ length }, (_, i) => Math.sin(scale * (i + drawn.maskSeed)));
    const mask = numbers(count, 1.3).map((value) => (value > -0.3 ? 1 : 0));
    mask[drawn.maskSeed % count] = 1;
    const tokens = Int32Array.from({ length: count }, (_, token) => token);
    const targets = tokens.filter((token) => mask[token] === 1);
    const known = tokens.filter((token) => mask[token] === 0);
    const order = computeOrder(drawn.order, {
      ...{ grid, targets, seed: drawn.seed, subject: null, drawn: numbers(count, 0.7) },
      known: Uint8Array.from(mask, (value) => 1 - value),
    });
    const sizes = computeStepSizes(drawn.schedule, {
      count: order.length,
      arSteps: drawn.arSteps,
      customSizes: [2, 1, 5],
    });
    const keptTokens = known.slice(0, Math.floor(known.length * drawn.keptShare));
    const kept = { tokens: keptTokens, values: numbers(keptTokens.length * channels, 0.9) };
    let begin = 0;
    const run: SampleRun = {
      grid,
      label: 1,
      guidance: guidanceAt(drawn.guidance, 5, [0, 500]),
      contextGuidance:
        drawn.contextWeight > 1
          ? {
              weight: drawn.contextWeight,
              nullLabel: 5,
              interval: drawn.contextInterval as [number, number],
              kept,
            }
          : null,
      known: { tokens: known, values: numbers(known.length * channels, 0.9) },
      arSteps: sizes.map((size, step) => ({
        tokens: order.slice(begin, (begin += size)),
        diffusionSteps: drawn.effort[step % drawn.effort.length]!,
      })),
      noise: keyedNoise({ seed: drawn.seed, level: 1, row: -3, column: 8, columns: grid.columns }),
      start: drawn.startTime > 0 ? { clean: numbers(count * channels, 0.2), time: drawn.startTime } : null,
      constrain: drawn.constrained
        ? {
            known: numbers(count * channels, 0.4),
            mask: numbers(count * channels, 2.1).map((value) => (value > 0.5 ? 1 : 0)),
          }
        : null,
    };
    return { ...drawn, run, schedule: schedules[drawn.family]! };
  });

const numbersOf = (state: SamplerState) => state.committed.map((values) => [...values]);

test('200 random runs: paused anywhere, branched anywhere, priced beforehand', async () => {
  await fc.assert(
    fc.asyncProperty(anyRun, async ({ run, schedule, startTime, pauseAt, turnAt }) => {
      const saved: Uint8Array[] = [];
      const whole = await sample(createFakeNetwork(channels), schedule, run, {
        onDiffusionStep: ({ snapshot }) => saved.push(serialiseState(snapshot())),
      });
      const priced = countTokenEvaluations(schedule, {
        knownTokens: run.known.tokens.length,
        arSteps: run.arSteps.map((step) => ({
          tokens: step.tokens.length,
          diffusionSteps: step.diffusionSteps,
        })),
        startTime,
        guided: run.guidance !== null,
        contextGuidance: run.contextGuidance && {
          interval: run.contextGuidance.interval,
          keptTokens: run.contextGuidance.kept.tokens.length,
        },
      });
      expect(whole.tokenEvaluations).toBe(priced.prefix + priced.own);

      const paused = parseState(saved[pauseAt % saved.length]!);
      const continued = await sample(createFakeNetwork(channels), schedule, run, { state: paused });
      expect(numbersOf(continued.state)).toEqual(numbersOf(whole.state));

      // Another turn: the prefix is kept bit for bit, and costs at most one clean pass over what is before it.
      const from = turnAt % run.arSteps.length;
      const turned = {
        ...run,
        noise: keyedNoise({ seed: 1, level: 2, row: 0, column: 0, columns: run.grid.columns }),
      };
      const state = stateBefore(whole.state, from);
      const alone = await sample(createFakeNetwork(channels), schedule, turned, { state });
      expect(numbersOf(alone.state).slice(0, from)).toEqual(numbersOf(whole.state).slice(0, from));
      const prefix = await encodePrefix(createFakeNetwork(channels), run, state.committed);
      const shared = await sample(createFakeNetwork(channels), schedule, turned, { state, prefix });
      expect(numbersOf(shared.state)).toEqual(numbersOf(alone.state));
      expect(alone.tokenEvaluations).toBe(shared.tokenEvaluations + prefix.tokenEvaluations);
      const before = run.arSteps.slice(0, from).reduce((sum, step) => sum + step.tokens.length, 0);
      const known = run.known.tokens.length;
      const kept = run.contextGuidance?.kept.tokens.length ?? 0;
      expect(prefix.tokenEvaluations).toBe(
        (known + before) * (run.guidance ? 2 : 1) + (run.contextGuidance ? kept + before : 0),
      );
    }),
    { numRuns: 200, seed: 20261123 },
  );
});
