import { join } from 'node:path';
import { TesseraError } from '#shared/errors.ts';
import { gridTokenCount, type TokenGrid } from '#shared/geometry/token-grid.ts';
import { Inference } from '#engine/inference/inference.ts';
import { runGraph } from '#engine/inference/run-graph.ts';
import { TensorCache } from '#engine/inference/tensor-cache.ts';
import { initialMoment, type NoiseSource } from '#engine/sampler/noise/normal-noise.ts';
import { tokenPositions } from '#engine/sampler/network.ts';
import { sample } from '#engine/sampler/sample.ts';
import { elementCount, type TensorSource } from './graph-writer/tensor-source.ts';
import { openSafetensors, encodeSafetensors } from './import/safetensors.ts';
import { RandomAccessFile } from './random-access-file.ts';
import type { Pack } from './registry.ts';
import { relativeError } from './precision.ts';
import { text } from '#shared/text/text.ts';

/** The results of a reference, in the sequence they are reported (docs/method.md, section 8). */
export const comparedKeys = [
  'cond_k_last',
  'cond_v_last',
  'eps_all_t637',
  'eps_second_step_t250',
  'loop_plain_result',
  'loop_guided_result',
  'vae_mean',
  'vae_logvar',
  'vae_decoded',
] as const;
export type ComparedKey = (typeof comparedKeys)[number];

/** One key's outcome; `error` is null where the reference has no such result to compare with. */
export interface Comparison {
  readonly key: ComparedKey;
  readonly error: number | null;
}

interface Tensor {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/**
 * Computes what a reference.safetensors records with the pack's graphs and the product's own sampler, the recorded noise
 * replacing the keyed noise.
 * @returns one entry per key, and everything computed as the bytes of a safetensors file
 * @throws TesseraError checkpoint-invalid where the reference lacks an input or does not fit the pack
 */
export async function comparePack(
  pack: Pack,
  referenceDirectory: string,
): Promise<{ comparisons: Comparison[]; results: Uint8Array }> {
  const file = await RandomAccessFile.open(join(referenceDirectory, 'reference.safetensors'));
  const inference = new Inference();
  try {
    const reference = new Reference(await openSafetensors(file));
    const results = new Map<ComparedKey, Tensor>();
    await computeTransformer(pack, inference, reference, results);
    if (pack.manifest.autoencoder && reference.has('image'))
      await computeAutoencoder(pack, reference, results);
    const comparisons: Comparison[] = [];
    for (const key of comparedKeys) {
      const result = results.get(key);
      if (!result && reference.has(key)) throw unfit(text.checkpoints.misfits.packLacks(key));
      if (!result) continue;
      comparisons.push({
        key,
        error: reference.has(key) ? relativeError(result.data, (await reference.get(key)).data) : null,
      });
    }
    return { comparisons, results: encodeSafetensors(results) };
  } finally {
    await inference.dispose();
    await file.close();
  }
}

const unfit = (reason: string): TesseraError =>
  new TesseraError('checkpoint-invalid', text.checkpoints.unfit(reason));

/** A reference's tensors by name. */
class Reference {
  constructor(private readonly source: TensorSource) {}

  has(name: string): boolean {
    return this.source.shapes.has(name);
  }

  async get(name: string): Promise<Tensor> {
    const shape = this.source.shapes.get(name);
    if (!shape) throw unfit(text.checkpoints.misfits.lacks(name));
    return { shape, data: await this.source.read(name, 0, elementCount(shape)) };
  }

  async integers(name: string): Promise<Int32Array> {
    return Int32Array.from((await this.get(name)).data);
  }
}

async function computeTransformer(
  pack: Pack,
  inference: Inference,
  reference: Reference,
  results: Map<ComparedKey, Tensor>,
): Promise<void> {
  const { manifest } = pack;
  const grid: TokenGrid = manifest.window;
  const { network, schedule } = await inference.open(pack, { device: 'cpu', threads: 0 });
  const [label, nullLabel] = (await reference.integers('label')) as unknown as [number, number];
  const order = await reference.integers('order');
  if (order.length !== gridTokenCount(grid))
    throw unfit(text.checkpoints.misfits.window(order.length, gridTokenCount(grid)));
  const condition = await network.encodeCondition(Int32Array.of(label));
  if (!(condition instanceof TensorCache)) throw unfit(text.checkpoints.misfits.noTensors);
  const { heads, headWidth, conditionTokens, channels } = manifest;
  const last = { shape: [1, heads, conditionTokens, headWidth] };
  results.set('cond_k_last', { ...last, data: condition.keys.at(-1)?.data as Float32Array });
  results.set('cond_v_last', { ...last, data: condition.values.at(-1)?.data as Float32Array });

  const noisy = (await reference.get('noisy_all')).data;
  if (noisy.length !== order.length * channels) throw unfit(text.checkpoints.misfits.channels(channels));
  const rasterTokens = Int32Array.from(order.keys());
  const all = await network.predict(condition, noisy, tokenPositions(grid, rasterTokens), 637);
  results.set('eps_all_t637', { shape: [1, order.length, channels], data: all });

  const [firstSize] = (await reference.integers('first_step_size')) as unknown as [number];
  const [first, rest] = [order.slice(0, firstSize), order.slice(firstSize)];
  const clean = (await reference.get('clean_all')).data;
  const cache = await network.append(condition, gather(clean, first, channels), tokenPositions(grid, first));
  const second = await network.predict(cache, gather(noisy, rest, channels), tokenPositions(grid, rest), 250);
  results.set('eps_second_step_t250', { shape: [1, rest.length, channels], data: second });

  const timesteps = await reference.integers('timestep_map');
  const sizes = await reference.integers('ar_step_sizes');
  const [scale] = (await reference.get('cfg_scale')).data as unknown as [number];
  for (const kind of ['plain', 'guided'] as const) {
    if (!reference.has(`loop_${kind}_initial_noise_in_order`)) continue;
    const noise = await recordedNoise(reference, kind, order, timesteps, channels);
    let position = 0;
    const arSteps = [...sizes].map((size) => {
      position += size;
      return { tokens: order.slice(position - size, position), diffusionSteps: timesteps.length };
    });
    const guidance =
      kind === 'guided' ? { scale, nullLabel, interval: manifest.defaults.guidanceInterval } : null;
    const known = { tokens: new Int32Array(0), values: new Float32Array(0) };
    const { state } = await sample(network, schedule, {
      grid,
      label,
      guidance,
      contextGuidance: null,
      known,
      arSteps,
      noise,
      start: null,
      constrain: null,
    });
    const data = new Float32Array(order.length * channels);
    arSteps.forEach(({ tokens }, step) =>
      tokens.forEach((token, index) => {
        data.set(
          (state.committed[step] as Float32Array).subarray(index * channels, (index + 1) * channels),
          token * channels,
        );
      }),
    );
    results.set(`loop_${kind}_result`, { shape: [1, order.length, channels], data });
  }
}

async function computeAutoencoder(
  pack: Pack,
  reference: Reference,
  results: Map<ComparedKey, Tensor>,
): Promise<void> {
  const factor = pack.manifest.autoencoder?.factor ?? 1;
  const channels = pack.manifest.autoencoder?.channels ?? 1;
  const image = await reference.get('image');
  const [, , height, width] = image.shape as [number, number, number, number];
  const encoderInput = { image: { type: 'float32' as const, data: image.data, dimensions: image.shape } };
  const [mean, logvar] = (await runGraph(join(pack.directory, 'encoder.onnx'), encoderInput, [
    'mean',
    'logvar',
  ])) as [Float32Array, Float32Array];
  const shape = [1, channels, height / factor, width / factor];
  results.set('vae_mean', { shape, data: mean });
  results.set('vae_logvar', { shape, data: logvar });
  const latent = await reference.get('latent');
  const [, , rows, columns] = latent.shape as [number, number, number, number];
  const decoderInput = { latent: { type: 'float32' as const, data: latent.data, dimensions: latent.shape } };
  const [decoded] = (await runGraph(join(pack.directory, 'decoder.onnx'), decoderInput, ['image'])) as [
    Float32Array,
  ];
  results.set('vae_decoded', { shape: [1, 3, rows * factor, columns * factor], data: decoded });
}

/** The recorded noise as the sampler asks for it: initial noise, and one set per respaced timestep, noisiest first. */
async function recordedNoise(
  reference: Reference,
  kind: 'plain' | 'guided',
  order: Int32Array,
  timesteps: Int32Array,
  channels: number,
): Promise<NoiseSource> {
  const initial = (await reference.get(`loop_${kind}_initial_noise_in_order`)).data;
  const steps = (await reference.get(`loop_${kind}_step_noise_in_order`)).data;
  const noisiestFirst = [...timesteps].sort((a, b) => b - a);
  const placeInOrder = new Map([...order].map((token, index) => [token, index]));
  return {
    noise: (tokens, moment) => {
      const step = noisiestFirst.indexOf(moment);
      if (moment !== initialMoment && step < 0) throw unfit(text.checkpoints.misfits.noise(moment));
      const offset = step * order.length * channels;
      const table =
        moment === initialMoment ? initial : steps.subarray(offset, offset + order.length * channels);
      return gather(
        table,
        tokens.map((token) => placeInOrder.get(token) ?? 0),
        channels,
      );
    },
  };
}

function gather(values: Float32Array, rows: Int32Array, channels: number): Float32Array {
  const gathered = new Float32Array(rows.length * channels);
  rows.forEach((row, index) =>
    gathered.set(values.subarray(row * channels, (row + 1) * channels), index * channels),
  );
  return gathered;
}
