import { describe, expect, test } from 'vitest';
import { encodePrefix } from '#engine/sampler/prefix.ts';
import { initialState, stateBefore, type SampleRun } from '#engine/sampler/run.ts';
import { sample } from '#engine/sampler/sample.ts';
import { Cancelled } from '#shared/errors.ts';
import { createFakeNetwork } from '#tests/fixtures/fake-network.ts';
import {
  channels,
  schedules,
  known,
  values,
  runOf,
  guidance,
  noTokens,
  contextGuidance,
  numbers,
} from '#tests/fixtures/sample-runs.ts';

const flow = schedules['rectified flow'];

describe('context guidance', () => {
  const plain = (changes: Partial<SampleRun> = {}) =>
    sample(createFakeNetwork(), flow, runOf([10], 1, changes));

  test('is bare + weight * (prediction - bare), bare = no label and no known token', async () => {
    const [conditional, bare, guided] = [
      await plain(),
      await plain({ label: 9, known: noTokens }),
      await plain({ contextGuidance: { ...contextGuidance, weight: 1.5 } }),
    ].map(({ state }) => state.committed[0]!);
    guided!.forEach((value, i) => {
      const expected = bare![i]! + 1.5 * (conditional![i]! - bare![i]!);
      expect(value).toBeCloseTo(Math.min(1, Math.max(-1, expected)), 5);
    });
    expect(guided).not.toEqual(conditional);
  });

  test('comes after guidance by the label, whose interval is in network time; its own is in the share of the signal', async () => {
    const byLabel = { ...guidance, scale: 1.5 };
    const [labelled, bare, both] = [
      await plain({ guidance: byLabel }),
      await plain({ label: 9, known: noTokens }),
      await plain({ guidance: byLabel, contextGuidance: { ...contextGuidance, weight: 1.2 } }),
    ].map(({ state }) => state.committed[0]!);
    both!.forEach((value, i) => {
      const expected = bare![i]! + 1.2 * (labelled![i]! - bare![i]!);
      // A number that the label's guidance took out of the range is clamped in one of the two.
      if (Math.abs(labelled![i]!) < 1) expect(value).toBeCloseTo(Math.min(1, Math.max(-1, expected)), 5);
    });
    for (const schedule of Object.values(schedules)) {
      const network = createFakeNetwork();
      const interval = [0.5, 0.9] as const;
      await sample(network, schedule, runOf([10], 20, { contextGuidance: { ...contextGuidance, interval } }));
      const guidedTimes = network.calls.filter(({ kind, cached }) => kind === 'predict' && cached === 1);
      const within = schedule
        .steps(20, 0)
        .filter(({ before }) => before.signal >= 0.5 && before.signal < 0.9);
      expect(guidedTimes.map(({ time }) => time)).toEqual(within.map(({ networkTime }) => networkTime));
      expect(within.length).toBeGreaterThan(3);
    }
  });

  test('keeps what the run made in its own cache, without the context and with the null label', async () => {
    const network = createFakeNetwork();
    const kept = { tokens: known.slice(0, 2), values: values.slice(0, 2 * channels) };
    await sample(
      network,
      flow,
      runOf([4, 6], 1, { guidance, contextGuidance: { ...contextGuidance, kept } }),
    );
    expect(network.calls.map(({ kind, batch, tokens, cached }) => [kind, batch, tokens, cached])).toEqual([
      ['condition', 2, 1, 0],
      ['append', 2, 5, 1],
      ['condition', 1, 1, 0],
      ['append', 1, 2, 1],
      ['predict', 2, 4, 6],
      ['predict', 1, 4, 3],
      ['append', 2, 4, 6],
      ['append', 1, 4, 3],
      ['predict', 2, 6, 10],
      ['predict', 1, 6, 7],
    ]);
  });

  test('stopped between its two predictions and continued, it gives the same bits', async () => {
    const run = runOf([3, 5, 2], 2, { contextGuidance });
    const whole = await sample(createFakeNetwork(), flow, run);
    const calls = createFakeNetwork();
    await sample(calls, flow, run);
    for (let stop = 1; stop <= calls.calls.length; stop += 1) {
      let state = initialState;
      let asked = 0;
      const stopped = sample(createFakeNetwork(), flow, run, {
        cancelled: () => ++asked > stop,
        onDiffusionStep: ({ snapshot }) => (state = snapshot()),
      });
      if (stop < calls.calls.length) await expect(stopped).rejects.toThrow(Cancelled);
      await stopped.catch(() => undefined);
      const continued = await sample(createFakeNetwork(), flow, run, { state });
      expect(numbers(continued.state)).toEqual(numbers(whole.state));
    }
  });

  test('another turn with another weight keeps the steps before it; a shared prefix changes nothing', async () => {
    const run = runOf([3, 5, 2], 3, { contextGuidance });
    const whole = await sample(createFakeNetwork(), flow, run);
    const state = stateBefore(whole.state, 1);
    const weaker = { ...run, contextGuidance: { ...contextGuidance, weight: 1.3 } };
    const turn = await sample(createFakeNetwork(), flow, weaker, { state });
    expect(numbers(turn.state)[0]).toEqual(numbers(whole.state)[0]);
    expect(numbers(turn.state)[1]).not.toEqual(numbers(whole.state)[1]);
    const prefix = await encodePrefix(createFakeNetwork(), weaker, state.committed);
    const shared = await sample(createFakeNetwork(), flow, weaker, { state, prefix });
    expect(numbers(shared.state)).toEqual(numbers(turn.state));
  });
});
