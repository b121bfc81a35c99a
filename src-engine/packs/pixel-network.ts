import { z } from 'zod';
import { TesseraError } from '#shared/errors.ts';
import type { LinearWeights, NetworkDescription, NormWeights } from './graph-writer/network-description.ts';
import { elementCount, type TensorSource, type WeightView } from './graph-writer/tensor-source.ts';
import { text } from '#shared/text/text.ts';

/** config.json of a training export (docs/model-pack.md). */
export const pixelNetworkConfigSchema = z.object({
  width: z.number().int().min(1),
  depth: z.number().int().min(1).max(1000),
  heads: z.number().int().min(1),
  head_width: z.number().int().min(4),
  mlp_width: z.number().int().min(1),
  token_pixels: z.number().int().min(1),
  channels: z.number().int().min(1),
  condition_tokens: z.number().int().min(1),
  labels: z.array(z.string()),
  null_label: z.number().int().min(0),
  /** Tokens per side of the largest window that was trained. */
  window: z.number().int().min(1).optional(),
  /** What the network was trained to predict; exports of earlier versions do not say it. */
  objective: z.string().default('rectified-flow'),
  /** What its tokens are made by. */
  tokeniser: z.string().default('pixels'),
});
export type PixelNetworkConfig = z.infer<typeof pixelNetworkConfigSchema>;

/** What the parts of a tensor's name were in exports of earlier versions (training/model/transformer.py has the same list). */
const shortNames: Readonly<Record<string, string>> = {
  token_projection: 'inp',
  token_kind: 'kind',
  time_first: 't1',
  time_second: 't2',
  label_table: 'cls',
  output_norm: 'nf',
  output: 'out',
  attention_norm: 'n1',
  query_key_value: 'qkv',
  query_norm: 'qn',
  key_norm: 'kn',
  attention_output: 'o',
  feed_forward_norm: 'n2',
  feed_forward_in: 'f1',
  feed_forward_out: 'f2',
};

/** PyTorch's default epsilon of RMSNorm for float32. */
const rmsEpsilon = 1.1920928955078125e-7;

/**
 * Maps an export of our own training (RMSNorm, SwiGLU, 2-D RoPE, pixel tokens, sample prediction) to a description.
 * @throws TesseraError checkpoint-invalid naming the tensor that is missing or has another shape, or what a pack cannot hold
 */
export function describePixelNetwork(config: PixelNetworkConfig, source: TensorSource): NetworkDescription {
  const { width, heads, head_width: headWidth, objective, tokeniser } = config;
  if (objective !== 'rectified-flow' || tokeniser !== 'pixels')
    throw new TesseraError('checkpoint-invalid', text.checkpoints.otherTraining(objective, tokeniser));
  const inner = config.mlp_width;
  const isShort = source.shapes.has('cls.weight');
  const nameIn = (whole: string): string =>
    isShort
      ? whole
          .split('.')
          .map((part) => shortNames[part] ?? part)
          .join('.')
      : whole;
  const view = (whole: string, shape: readonly number[], start = 0): WeightView => {
    const name = nameIn(whole);
    const actual = source.shapes.get(name);
    if (!actual) throw new TesseraError('checkpoint-invalid', text.checkpoints.lacksTensor(name));
    if (start + elementCount(shape) > elementCount(actual) || actual.at(-1) !== shape.at(-1)) {
      throw new TesseraError('checkpoint-invalid', text.checkpoints.otherShape(name, actual, shape));
    }
    return { tensor: name, start, shape };
  };
  const linear = (name: string, from: number, to: number, bias = false): LinearWeights => ({
    weight: view(`${name}.weight`, [to, from]),
    bias: bias ? view(`${name}.bias`, [to]) : null,
  });
  const norm = (name: string, size: number): NormWeights => ({
    kind: 'rms',
    epsilon: rmsEpsilon,
    weight: view(`${name}.weight`, [size]),
    bias: null,
  });
  const labelRows = source.shapes.get(nameIn('label_table.weight'))?.[0] ?? 0;
  return {
    width,
    heads,
    headWidth,
    channels: config.channels,
    conditionTokens: config.condition_tokens,
    positions: { kind: 'rope-2d', frequencies: headWidth / 4, base: 100 },
    conditionTable: view('label_table.weight', [labelRows, config.condition_tokens * width]),
    conditionPositions: null,
    tokenProjection: linear('token_projection', config.channels, width, true),
    cleanKind: view('token_kind', [width]),
    noisyKind: view('token_kind', [width], width),
    feedForward: 'swiglu',
    time: {
      frequencies: 128,
      maxPeriod: 10000,
      scale: 1000,
      first: linear('time_first', 256, width, true),
      second: linear('time_second', width, width, true),
    },
    blocks: Array.from({ length: config.depth }, (_, index) => {
      const name = `blocks.${index}`;
      return {
        attentionNorm: norm(`${name}.attention_norm`, width),
        queryKeyValue: linear(`${name}.query_key_value`, width, 3 * heads * headWidth),
        queryNorm: norm(`${name}.query_norm`, headWidth),
        keyNorm: norm(`${name}.key_norm`, headWidth),
        attentionOutput: linear(`${name}.attention_output`, heads * headWidth, width),
        feedForwardNorm: norm(`${name}.feed_forward_norm`, width),
        feedForwardIn: linear(`${name}.feed_forward_in`, width, 2 * inner),
        feedForwardOut: linear(`${name}.feed_forward_out`, inner, width),
      };
    }),
    outputNorm: norm('output_norm', width),
    output: linear('output', width, config.channels, true),
  };
}
