import { describe, expect, test } from 'vitest';
import { initialMoment, keyedNoise } from '#engine/sampler/noise/normal-noise.ts';
import { encodePrefix } from '#engine/sampler/prefix.ts';
import { initialState, stateBefore, type SamplerState } from '#engine/sampler/run.ts';
import { sample } from '#engine/sampler/sample.ts';
import { parseState, serialiseState } from '#engine/sampler/state-bytes.ts';
import { countTokenEvaluations } from '#engine/sampler/token-evaluations.ts';
import { Cancelled, TesseraError } from '#shared/errors.ts';
import { createFakeNetwork } from '#tests/fixtures/fake-network.ts';
import {
  channels,
  schedules,
  grid,
  order,
  known,
  runOf,
  guidance,
  contextGuidance,
  constrain,
  start,
  numbers,
} from '#tests/fixtures/sample-runs.ts';

describe.each(Object.entries(schedules))('%s', (_, schedule) => {
  test('any step sizes and diffusion step counts run, from 1 x N to L x 1', async () => {
    for (const [sizes, steps] of [
      [[10], 7],
      [[10], 1],
      [new Array<number>(10).fill(1), 1],
      [[1, 6, 3], 4],
      [
        [3, 3, 4],
        [1, 9, 2],
      ],
    ] as const) {
      const network = createFakeNetwork();
      const run = runOf([...sizes], typeof steps === 'number' ? steps : [...steps]);
      const { state, tokenEvaluations } = await sample(network, schedule, run);
      expect(state.committed.map((array) => array.length)).toEqual(sizes.map((size) => size * channels));
      expect(state.committed.every((array) => array.every(Number.isFinite))).toBe(true);
      const planned = countTokenEvaluations(schedule, {
        knownTokens: known.length,
        arSteps: run.arSteps.map((step) => ({
          tokens: step.tokens.length,
          diffusionSteps: step.diffusionSteps,
        })),
        startTime: 0,
        guided: false,
        contextGuidance: null,
      });
      expect(tokenEvaluations).toBe(planned.prefix + planned.own);
    }
  });

  test('the network is called as the method says: condition, known, then per AR step its diffusion and one append', async () => {
    const network = createFakeNetwork();
    await sample(network, schedule, runOf([4, 6], 2));
    expect(network.calls.map(({ kind, tokens, cached }) => [kind, tokens, cached])).toEqual([
      ['condition', 1, 0],
      ['append', 5, 1],
      ['predict', 4, 6],
      ['predict', 4, 6],
      ['append', 4, 6],
      ['predict', 6, 10],
      ['predict', 6, 10],
    ]);
  });

  test('without known tokens nothing is appended before the first AR step', async () => {
    const network = createFakeNetwork();
    await sample(
      network,
      schedule,
      runOf([10], 1, { known: { tokens: new Int32Array(0), values: new Float32Array(0) } }),
    );
    expect(network.calls.map((call) => call.kind)).toEqual(['condition', 'predict']);
  });

  test('paused after any diffusion step, saved and continued, it gives the same bits', async () => {
    for (const extra of [
      {},
      { guidance, constrain, start },
      { contextGuidance },
      { guidance, contextGuidance, constrain, start },
    ]) {
      const run = runOf([3, 5, 2], [2, 3, 1], extra);
      const saved: Uint8Array[] = [serialiseState(initialState)];
      const whole = await sample(createFakeNetwork(), schedule, run, {
        onDiffusionStep: ({ snapshot }) => saved.push(serialiseState(snapshot())),
        onCommitted: (_step, _values, { snapshot }) => void saved.push(serialiseState(snapshot())),
      });
      expect(saved.length).toBeGreaterThan(6);
      for (const bytes of saved) {
        const continued = await sample(createFakeNetwork(), schedule, run, { state: parseState(bytes) });
        expect(numbers(continued.state)).toEqual(numbers(whole.state));
      }
    }
  });

  test('another turn from any step keeps what was committed before it, bit for bit, and pays one clean pass over it', async () => {
    const run = runOf([3, 5, 2], 3);
    const whole = await sample(createFakeNetwork(), schedule, run);
    for (let step = 0; step <= 3; step += 1) {
      const noise = keyedNoise({ seed: 77, level: 0, row: 10, column: -4, columns: grid.columns });
      const turn = await sample(
        createFakeNetwork(),
        schedule,
        { ...run, noise },
        { state: stateBefore(whole.state, step) },
      );
      expect(numbers(turn.state).slice(0, step)).toEqual(numbers(whole.state).slice(0, step));
      if (step < 3) expect(numbers(turn.state)[step]).not.toEqual(numbers(whole.state)[step]);
      const remaining = run.arSteps.slice(step).reduce((sum, { tokens }) => sum + 4 * tokens.length, 0);
      expect(turn.tokenEvaluations).toBeLessThanOrEqual(remaining + 15);
    }
  });

  test('variants share a prefix: the same results as alone, the prefix paid once', async () => {
    const network = createFakeNetwork();
    const run = runOf([4, 6], 3);
    const prefix = await encodePrefix(network, run);
    expect(prefix.tokenEvaluations).toBe(5);
    for (const seed of [1, 2, 3]) {
      const variant = {
        ...run,
        noise: keyedNoise({ seed, level: 0, row: 0, column: 0, columns: grid.columns }),
      };
      const shared = await sample(network, schedule, variant, { prefix });
      const alone = await sample(createFakeNetwork(), schedule, variant);
      expect(numbers(shared.state)).toEqual(numbers(alone.state));
      expect(shared.tokenEvaluations).toBe(alone.tokenEvaluations - 5);
    }
    expect(network.calls.filter((call) => call.kind === 'condition').length).toBe(1);
  });

  test('a prefix with committed steps is continued behind them', async () => {
    const run = runOf([3, 5, 2], 2);
    const whole = await sample(createFakeNetwork(), schedule, run);
    const state = stateBefore(whole.state, 2);
    const prefix = await encodePrefix(createFakeNetwork(), run, state.committed.slice(0, 1));
    const network = createFakeNetwork();
    expect(numbers((await sample(network, schedule, run, { state, prefix })).state)).toEqual(
      numbers(whole.state),
    );
    expect(network.calls.map((call) => call.kind)).toEqual(['append', 'predict', 'predict']);
  });

  test('constrained numbers end exactly known, and follow their own noise on the way', async () => {
    const run = runOf([10], 4, { constrain });
    const seen: SamplerState[] = [];
    const { state } = await sample(createFakeNetwork(), schedule, run, {
      onDiffusionStep: ({ snapshot }) => seen.push(snapshot()),
    });
    const initial = run.noise.noise(run.arSteps[0]!.tokens, initialMoment, channels);
    const levels = schedule.steps(4, 0).map((step) => step.after);
    order.forEach((token, index) => {
      for (let channel = 0; channel < channels; channel += 1) {
        const at = token * channels + channel;
        const i = index * channels + channel;
        if (constrain.mask[at] !== 1) continue;
        expect(state.committed[0]![i]).toBe(constrain.known[at]);
        seen.forEach(({ current }, step) => {
          expect(current!.noisy[i]).toBeCloseTo(
            levels[step]!.signal * constrain.known[at]! + levels[step]!.noise * initial[i]!,
            5,
          );
        });
      }
    });
    const free = await sample(createFakeNetwork(), schedule, runOf([10], 4));
    expect(numbers(free.state)).not.toEqual(numbers(state));
  });

  test('a start near the clean end keeps what was there', async () => {
    const near = (time: number) =>
      sample(createFakeNetwork(), schedule, runOf([10], 50, { start: { ...start, time } }));
    const distance = ({ state }: { state: SamplerState }) =>
      order.reduce(
        (sum, token, i) =>
          sum + Math.abs(state.committed[0]![i * channels]! - start.clean[token * channels]!),
        0,
      );
    expect(distance(await near(0.999))).toBeLessThan(0.1 * distance(await near(0)));
  });
});

const flow = schedules['rectified flow'];

test('guidance runs [conditional, null], is null + scale * (conditional - null), and only inside its interval', async () => {
  const network = createFakeNetwork();
  const conditional = await sample(createFakeNetwork(), flow, runOf([10], 1));
  const without = await sample(createFakeNetwork(), flow, runOf([10], 1, { label: 9 }));
  const guided = await sample(network, flow, runOf([10], 1, { guidance: { ...guidance, scale: 1.5 } }));
  expect(network.calls.every((call) => call.batch === 2)).toBe(true);
  guided.state.committed[0]!.forEach((value, i) => {
    const expected =
      without.state.committed[0]![i]! +
      1.5 * (conditional.state.committed[0]![i]! - without.state.committed[0]![i]!);
    expect(value).toBeCloseTo(Math.min(1, Math.max(-1, expected)), 5);
  });
  const outside = await sample(
    createFakeNetwork(),
    flow,
    runOf([10], 1, { guidance: { ...guidance, interval: [0.1, 1] } }),
  );
  expect(numbers(outside.state)).toEqual(numbers(conditional.state));
});

test('more diffusion steps where the effort is: each AR step gets its own count', async () => {
  const network = createFakeNetwork();
  await sample(network, flow, runOf([2, 3, 5], [6, 1, 2]));
  expect(network.calls.filter((call) => call.kind === 'predict').map((call) => call.tokens)).toEqual([
    2, 2, 2, 2, 2, 2, 3, 5, 5,
  ]);
});

test('cancelling ends the run before the next network call', async () => {
  const network = createFakeNetwork();
  let asked = 0;
  const cancelled = () => ++asked > 4;
  await expect(sample(network, flow, runOf([4, 6], 5), { cancelled })).rejects.toThrow(Cancelled);
  expect(network.calls.length).toBe(4);
});

test('finished tokens are clamped to the range of the pack', async () => {
  const { state } = await sample(
    createFakeNetwork(),
    flow,
    runOf([10], 1, { guidance: { scale: 20, nullLabel: 9, interval: [0, 1] } }),
  );
  expect(Math.max(...state.committed[0]!.map(Math.abs))).toBe(1);
});

test('a damaged saved state is refused', () => {
  const bytes = serialiseState({
    committed: [Float32Array.of(1, 2)],
    current: { diffusionStep: 3, noisy: Float32Array.of(4) },
  });
  expect(parseState(bytes)).toEqual({
    committed: [Float32Array.of(1, 2)],
    current: { diffusionStep: 3, noisy: Float32Array.of(4) },
  });
  for (let length = 0; length < bytes.length; length += 1)
    expect(() => parseState(bytes.slice(0, length))).toThrow(TesseraError);
  for (const at of [0, 4, 12, 16]) {
    const changed = bytes.slice();
    changed[at] = 0xff;
    expect(() => parseState(changed)).toThrow(TesseraError);
  }
});
