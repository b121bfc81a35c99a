import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gatherTokens } from '#engine/sampler/hooks.ts';
import { initialMoment, type NoiseSource } from '#engine/sampler/noise/normal-noise.ts';
import { tokenPositions } from '#engine/sampler/network.ts';
import { guidanceAt, type SampleRun } from '#engine/sampler/run.ts';
import { sample } from '#engine/sampler/sample.ts';
import type { TensorCache } from '#engine/inference/tensor-cache.ts';
import { openTinyDdpmPack, type TemporaryPack } from '#tests/fixtures/tiny-packs.ts';
import { relativeError } from '#engine/packs/precision.ts';
import { readTensors } from '#tests/fixtures/tensors.ts';

const grid = { rows: 4, columns: 4 };
const channels = 16;
let pack: TemporaryPack;
let reference: Map<string, Float32Array>;
const get = (name: string) => reference.get(name)!;
const indices = (name: string) => Int32Array.from(get(name));

beforeAll(async () => {
  pack = await openTinyDdpmPack();
  reference = await readTensors(join(import.meta.dirname, '../causalfusion-tiny/reference.safetensors'));
});
afterAll(() => pack.close());

test('the condition gives the published keys and values', async () => {
  const cache = (await pack.opened.network.encodeCondition(indices('label').subarray(0, 1))) as TensorCache;
  expect(relativeError(cache.keys.at(-1)!.data as Float32Array, get('cond_k_last'))).toBeLessThan(1e-5);
  expect(relativeError(cache.values.at(-1)!.data as Float32Array, get('cond_v_last'))).toBeLessThan(1e-5);
});

test('noisy tokens over the condition give the published noise prediction', async () => {
  const { network } = pack.opened;
  const all = Int32Array.from({ length: 16 }, (_, token) => token);
  const cache = await network.encodeCondition(indices('label').subarray(0, 1));
  const prediction = await network.predict(cache, get('noisy_all'), tokenPositions(grid, all), 637);
  expect(relativeError(prediction, get('eps_all_t637'))).toBeLessThan(1e-5);
});

test('noisy tokens behind clean ones give the published noise prediction', async () => {
  const { network } = pack.opened;
  const order = indices('order');
  const size = indices('first_step_size')[0]!;
  const [first, second] = [order.slice(0, size), order.slice(size)];
  const condition = await network.encodeCondition(indices('label').subarray(0, 1));
  const clean = gatherTokens(get('clean_all'), first, channels);
  const cache = await network.append(condition, clean, tokenPositions(grid, first));
  const noisy = gatherTokens(get('noisy_all'), second, channels);
  const prediction = await network.predict(cache, noisy, tokenPositions(grid, second), 250);
  expect(relativeError(prediction, get('eps_second_step_t250'))).toBeLessThan(1e-5);
});

test.each([
  ['plain', false],
  ['guided', true],
])('the published %s loop: three AR steps of ten DDPM steps', async (name, guided) => {
  const order = indices('order');
  const rank = new Map(Array.from(order, (token, index) => [token, index]));
  const timesteps = indices('timestep_map');
  const along = (values: Float32Array, tokens: Int32Array) =>
    gatherTokens(values, tokens.map((token) => rank.get(token)!), channels);
  const noise: NoiseSource = {
    noise(tokens, moment) {
      if (moment === initialMoment) return along(get(`loop_${name}_initial_noise_in_order`), tokens);
      const step = timesteps.length - 1 - timesteps.indexOf(moment);
      const steps = get(`loop_${name}_step_noise_in_order`);
      return along(steps.subarray(step * 16 * channels, (step + 1) * 16 * channels), tokens);
    },
  };
  let begin = 0;
  const arSteps = Array.from(indices('ar_step_sizes'), (size) => ({
    tokens: order.slice(begin, (begin += size)),
    diffusionSteps: timesteps.length,
  }));
  const [label, nullLabel] = indices('label');
  const run: SampleRun = {
    grid,
    label: label!,
    guidance: guided ? guidanceAt(get('cfg_scale')[0]!, nullLabel!, [0, 1000]) : null,
    contextGuidance: null,
    known: { tokens: new Int32Array(0), values: new Float32Array(0) },
    arSteps,
    noise,
    start: null,
    constrain: null,
  };
  expect(pack.opened.schedule.steps(timesteps.length, 0).map((step) => step.networkTime)).toEqual([...timesteps].reverse());
  const { state } = await sample(pack.opened.network, pack.opened.schedule, run);
  const result = new Float32Array(16 * channels);
  arSteps.forEach(({ tokens }, step) =>
    tokens.forEach((token, i) => result.set(state.committed[step]!.subarray(i * channels, (i + 1) * channels), token * channels)),
  );
  expect(relativeError(result, get(`loop_${name}_result`))).toBeLessThan(1e-5);
});
