import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Inference, type OpenedPack } from '#engine/inference/inference.ts';
import type { TensorCache } from '#engine/inference/tensor-cache.ts';
import { openDefaultPack } from '#engine/packs/registry.ts';
import { keyedNoise } from '#engine/sampler/noise/normal-noise.ts';
import { encodePrefix } from '#engine/sampler/prefix.ts';
import { guidanceAt, stateBefore, type SampleRun, type SamplerState } from '#engine/sampler/run.ts';
import { sample } from '#engine/sampler/sample.ts';
import { parseState, serialiseState } from '#engine/sampler/state-bytes.ts';
import { computeOrder } from '#shared/orders/index.ts';
import { computeStepSizes } from '#shared/schedules/index.ts';
import { isOnDevice } from '#tests/fixtures/software-gpu.ts';
import { openTinyDdpmPack, openTinyFlowPack } from '#tests/fixtures/tiny-packs.ts';

const bits = (state: SamplerState) =>
  state.committed.map((values) => Buffer.from(new Uint8Array(values.buffer.slice(0))).toString('hex'));
const cacheBits = (cache: TensorCache) =>
  [...cache.keys, ...cache.values].map((tensor) =>
    Buffer.from(new Uint8Array((tensor.data as Float32Array).slice().buffer)).toString('base64'),
  );

const bundled = join(import.meta.dirname, '../../../../models');
const packs = [
  {
    name: 'the bundled pack',
    open: async () => {
      const inference = new Inference();
      const opened = await inference.open(await openDefaultPack({ bundled, user: null }), {
        device: 'cpu',
        threads: 2,
      });
      return { opened, close: () => inference.dispose() };
    },
  },
  { name: 'a tiny rectified-flow pack', open: openTinyFlowPack },
  { name: 'a tiny DDPM pack', open: openTinyDdpmPack },
];

// The bundled one takes hours on a software GPU.
describe.each(isOnDevice ? packs.slice(1) : packs)('$name', ({ open }) => {
  let opened: OpenedPack;
  let close: () => Promise<void>;
  beforeAll(async () => {
    ({ opened, close } = await open());
  });
  afterAll(() => close());

  /** The middle of the window, from-edges, with partly known tokens. */
  function runOf(changes: { seed?: number; guidance?: number; weight?: number } = {}): SampleRun {
    const { manifest } = opened;
    const grid = manifest.window;
    const seed = changes.seed ?? 1;
    const all = Array.from({ length: grid.rows * grid.columns }, (_, token) => token);
    const inside = (token: number) => {
      const [row, column] = [Math.floor(token / grid.columns), token % grid.columns];
      return Math.min(row, column, grid.rows - 1 - row, grid.columns - 1 - column) >= grid.rows / 4;
    };
    const targets = Int32Array.from(all.filter(inside));
    const knownTokens = Int32Array.from(all.filter((token) => !inside(token)));
    const known = Uint8Array.from(all, (token) => (inside(token) ? 0 : 1));
    const order = computeOrder('from-edges', { grid, targets, known, seed, subject: null, drawn: null });
    const knownValues = (tokens: Int32Array) => ({
      tokens,
      values: Float32Array.from(
        { length: tokens.length * manifest.channels },
        (_, i) => 0.4 * Math.sin(0.1 * i),
      ),
    });
    let begin = 0;
    return {
      grid,
      label: 1,
      guidance: guidanceAt(changes.guidance ?? 1, manifest.nullLabel, manifest.defaults.guidanceInterval),
      contextGuidance: changes.weight
        ? {
            weight: changes.weight,
            nullLabel: manifest.nullLabel,
            interval: [0, 0.9],
            kept: knownValues(knownTokens.slice(0, 3)),
          }
        : null,
      known: knownValues(knownTokens),
      arSteps: computeStepSizes('decaying', { count: order.length, arSteps: 3, customSizes: null }).map(
        (size, step) => ({
          tokens: order.slice(begin, (begin += size)),
          diffusionSteps: 2 + step,
        }),
      ),
      noise: keyedNoise({ seed, level: 0, row: 3, column: -5, columns: grid.columns }),
      start: null,
      constrain: {
        known: Float32Array.from({ length: all.length * manifest.channels }, (_, i) => 0.3 * Math.cos(i)),
        mask: Float32Array.from({ length: all.length * manifest.channels }, (_, i) => (i % 7 === 0 ? 1 : 0)),
      },
    };
  }

  test('the same run gives the same bits twice', async () => {
    const [first, second] = [
      await sample(opened.network, opened.schedule, runOf()),
      await sample(opened.network, opened.schedule, runOf()),
    ];
    expect(bits(first.state)).toEqual(bits(second.state));
    expect(first.state.committed.every((values) => values.every(Number.isFinite))).toBe(true);
  });

  test.each([{ guidance: 1 }, { guidance: 2.5 }, { guidance: 1, weight: 2 }, { guidance: 2.5, weight: 1.5 }])(
    'paused at every diffusion step, saved and continued, it gives the same bits (%o)',
    async (changes) => {
      const saved: Uint8Array[] = [];
      const run = runOf(changes);
      const keep = {
        onDiffusionStep: ({ snapshot }: { snapshot: () => SamplerState }) =>
          saved.push(serialiseState(snapshot())),
      };
      const whole = await sample(opened.network, opened.schedule, run, keep);
      expect(saved.length).toBeGreaterThan(5);
      for (const bytes of saved) {
        const continued = await sample(opened.network, opened.schedule, run, { state: parseState(bytes) });
        expect(bits(continued.state)).toEqual(bits(whole.state));
      }
    },
  );

  // On a device nobody can read what a cache holds.
  test.skipIf(isOnDevice)(
    'a cache rebuilt by replaying its appends equals the one of the run, bit for bit',
    async () => {
      const run = runOf({ weight: 2 });
      const caches: TensorCache[] = [];
      const watched = {
        ...opened.network,
        channels: opened.network.channels,
        encodeCondition: (labels: Int32Array) => opened.network.encodeCondition(labels),
        append: async (...given: Parameters<typeof opened.network.append>) => {
          const cache = await opened.network.append(...given);
          caches.push(cache as TensorCache);
          return cache;
        },
        predict: (...given: Parameters<typeof opened.network.predict>) => opened.network.predict(...given),
      };
      const { state } = await sample(watched, opened.schedule, run);
      const rebuilt = await encodePrefix(opened.network, run, state.committed.slice(0, 2));
      const { full, bare } = rebuilt.contexts;
      expect([full, bare].map((cache) => cacheBits(cache as TensorCache))).toEqual(
        caches.slice(-2).map(cacheBits),
      );
    },
  );

  test('another turn from each step keeps the steps before it and equals a run that never stopped', async () => {
    const run = runOf();
    const whole = await sample(opened.network, opened.schedule, run);
    for (let step = 0; step <= run.arSteps.length; step += 1) {
      const again = await sample(opened.network, opened.schedule, run, {
        state: stateBefore(whole.state, step),
      });
      expect(bits(again.state)).toEqual(bits(whole.state));
      const turned = await sample(
        opened.network,
        opened.schedule,
        { ...run, noise: runOf({ seed: 9 }).noise },
        { state: stateBefore(whole.state, step) },
      );
      expect(bits(turned.state).slice(0, step)).toEqual(bits(whole.state).slice(0, step));
      if (step < run.arSteps.length) expect(bits(turned.state)[step]).not.toEqual(bits(whole.state)[step]);
    }
  });

  test('variants that share a prefix are what they would be alone, and pay the prefix once', async () => {
    const prefix = await encodePrefix(opened.network, runOf());
    for (const seed of [1, 2, 3]) {
      const shared = await sample(opened.network, opened.schedule, runOf({ seed }), { prefix });
      const alone = await sample(opened.network, opened.schedule, runOf({ seed }));
      expect(bits(shared.state)).toEqual(bits(alone.state));
      expect(shared.tokenEvaluations).toBe(alone.tokenEvaluations - prefix.tokenEvaluations);
    }
  });
});
