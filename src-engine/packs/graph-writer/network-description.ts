import type { WeightView } from './tensor-source.ts';

/** A linear layer: weight [out, in] as PyTorch keeps it, bias [out]. */
export interface LinearWeights {
  readonly weight: WeightView;
  readonly bias: WeightView | null;
}

/** One of `parts` equal pieces of a linear layer's output as a layer of its own. */
export function outputPart({ weight, bias }: LinearWeights, part: number, parts: number): LinearWeights {
  const [outputs = 0, inputs = 0] = weight.shape;
  const size = outputs / parts;
  return {
    weight: { ...weight, start: weight.start + part * size * inputs, shape: [size, inputs] },
    bias: bias && { ...bias, start: bias.start + part * size, shape: [size] },
  };
}

/** rms: x / sqrt(mean(x^2) + epsilon); layer: the same after subtracting the mean. Then weight and bias, where there are any. */
export interface NormWeights {
  readonly kind: 'rms' | 'layer';
  readonly epsilon: number;
  readonly weight: WeightView | null;
  readonly bias: WeightView | null;
}

/** Weight [out, in, size, size] and bias [out]. */
export interface ConvolutionWeights {
  readonly weight: WeightView;
  readonly bias: WeightView;
}

/** Normalises groups of channels, then scales and shifts each channel. */
export interface GroupNormWeights {
  readonly groups: number;
  readonly epsilon: number;
  readonly weight: WeightView;
  readonly bias: WeightView;
}

export interface BlockWeights {
  readonly attentionNorm: NormWeights;
  /** Out = (query, key, value) x heads x head width. */
  readonly queryKeyValue: LinearWeights;
  readonly queryNorm: NormWeights | null;
  readonly keyNorm: NormWeights | null;
  readonly attentionOutput: LinearWeights;
  readonly feedForwardNorm: NormWeights;
  /** swiglu: out = 2 x inner, SiLU(first half) * second half. gelu-tanh: out = inner. */
  readonly feedForwardIn: LinearWeights;
  readonly feedForwardOut: LinearWeights;
}

/** rope-2d: rotary angles from row and column; learned: a table added to embedded tokens. */
export type PositionScheme =
  | { readonly kind: 'rope-2d'; readonly frequencies: number; readonly base: number }
  | { readonly kind: 'learned'; readonly table: WeightView; readonly columns: number };

/** Sinusoids [cos(scale t w_i), sin(scale t w_i)], w_i = maxPeriod^(-i / frequencies); then Linear, SiLU, Linear. */
export interface TimeEmbedding {
  readonly frequencies: number;
  readonly maxPeriod: number;
  readonly scale: number;
  readonly first: LinearWeights;
  readonly second: LinearWeights;
}

/**
 * Everything the graph writer needs to know of a causal diffusion transformer: sizes, the kind of its parts and where
 * their weights lie. Every family of networks maps to one of these; nothing downstream knows a network by name.
 */
export interface NetworkDescription {
  readonly width: number;
  readonly heads: number;
  readonly headWidth: number;
  /** Numbers per token. */
  readonly channels: number;
  readonly conditionTokens: number;
  readonly positions: PositionScheme;
  /** [labels, conditionTokens * width] */
  readonly conditionTable: WeightView;
  /** Added to the condition tokens: [conditionTokens, width]. */
  readonly conditionPositions: WeightView | null;
  readonly tokenProjection: LinearWeights;
  /** Added to clean and to noisy tokens: [width] each. */
  readonly cleanKind: WeightView | null;
  readonly noisyKind: WeightView | null;
  readonly feedForward: 'swiglu' | 'gelu-tanh';
  readonly time: TimeEmbedding;
  readonly blocks: readonly BlockWeights[];
  readonly outputNorm: NormWeights;
  readonly output: LinearWeights;
}
