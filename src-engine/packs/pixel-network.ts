import { z } from 'zod';
import { TesseraError } from '#shared/errors.ts';
import type { LinearWeights, NetworkDescription, NormWeights } from './graph-writer/network-description.ts';
import { elementCount, type TensorSource, type WeightView } from './graph-writer/tensor-source.ts';

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
});
export type PixelNetworkConfig = z.infer<typeof pixelNetworkConfigSchema>;

/** PyTorch's default epsilon of RMSNorm for float32. */
const rmsEpsilon = 1.1920928955078125e-7;

/**
 * Maps an export of our own training (RMSNorm, SwiGLU, 2-D RoPE, pixel tokens, sample prediction) to a description.
 * @throws TesseraError checkpoint-invalid naming the tensor that is missing or has another shape
 */
export function describePixelNetwork(config: PixelNetworkConfig, source: TensorSource): NetworkDescription {
  const { width, heads, head_width: headWidth } = config;
  const inner = config.mlp_width;
  const view = (name: string, shape: readonly number[], start = 0): WeightView => {
    const actual = source.shapes.get(name);
    if (!actual) throw new TesseraError('checkpoint-invalid', `The export lacks the tensor "${name}".`);
    if (start + elementCount(shape) > elementCount(actual) || actual.at(-1) !== shape.at(-1)) {
      throw new TesseraError(
        'checkpoint-invalid',
        `"${name}" has shape [${actual.join(', ')}], not [${shape.join(', ')}].`,
      );
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
  const labelRows = source.shapes.get('cls.weight')?.[0] ?? 0;
  return {
    width,
    heads,
    headWidth,
    channels: config.channels,
    conditionTokens: config.condition_tokens,
    positions: { kind: 'rope-2d', frequencies: headWidth / 4, base: 100 },
    conditionTable: view('cls.weight', [labelRows, config.condition_tokens * width]),
    conditionPositions: null,
    tokenProjection: linear('inp', config.channels, width, true),
    cleanKind: view('kind', [width]),
    noisyKind: view('kind', [width], width),
    feedForward: 'swiglu',
    time: {
      frequencies: 128,
      maxPeriod: 10000,
      scale: 1000,
      first: linear('t1', 256, width, true),
      second: linear('t2', width, width, true),
    },
    blocks: Array.from({ length: config.depth }, (_, index) => {
      const name = `blocks.${index}`;
      return {
        attentionNorm: norm(`${name}.n1`, width),
        queryKeyValue: linear(`${name}.qkv`, width, 3 * heads * headWidth),
        queryNorm: norm(`${name}.qn`, headWidth),
        keyNorm: norm(`${name}.kn`, headWidth),
        attentionOutput: linear(`${name}.o`, heads * headWidth, width),
        feedForwardNorm: norm(`${name}.n2`, width),
        feedForwardIn: linear(`${name}.f1`, width, 2 * inner),
        feedForwardOut: linear(`${name}.f2`, inner, width),
      };
    }),
    outputNorm: norm('nf', width),
    output: linear('out', width, config.channels, true),
  };
}
