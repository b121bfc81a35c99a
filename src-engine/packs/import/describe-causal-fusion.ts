import type { NetworkDescription } from '#engine/packs/graph-writer/network-description.ts';
import type { TensorLookup } from './tensor-lookup.ts';
import { text } from '#shared/text/text.ts';

/** PyTorch's default epsilon of LayerNorm. */
const layerNormEpsilon = 1e-5;

/** A network of the published layout, and what only its importer needs to know. */
export interface CausalFusionNetwork {
  readonly description: NetworkDescription;
  /** Tokens per side of the window. */
  readonly grid: number;
  /** Without the null class. */
  readonly classes: number;
}

/**
 * Maps the published layout (docs/method.md, section 7) to a description; every size comes from shapes.
 * @throws TesseraError checkpoint-invalid naming the tensor that is missing or does not fit
 */
export function describeCausalFusion(lookup: TensorLookup): CausalFusionNetwork {
  const [width, channels] = lookup.shape('x_proj.weight', 2) as [number, number];
  const [headWidth] = lookup.shape('blocks.0.attn.q_norm.weight', 1) as [number];
  if (width % headWidth !== 0) throw lookup.invalid(text.checkpoints.reasons.headWidth(width, headWidth));
  const depth = lookup.countParts('blocks');
  const [, tokens] = lookup.shape('pos_embed', 3) as [number, number, number];
  const grid = Math.round(Math.sqrt(tokens));
  if (grid * grid !== tokens) throw lookup.invalid(text.checkpoints.reasons.noSquare(tokens));
  const [, conditionTokens] = lookup.shape('cond_pos_embed', 3) as [number, number, number];
  const [labels] = lookup.shape('y_embedder.embedding_table.weight', 2) as [number, number];
  if (labels < 2) throw lookup.invalid(text.checkpoints.reasons.noClasses);
  const [, sinusoids] = lookup.shape('t_embedder.mlp.0.weight', 2) as [number, number];
  if (sinusoids % 2 !== 0) throw lookup.invalid(text.checkpoints.reasons.sinusoids(sinusoids));
  const description: NetworkDescription = {
    width,
    heads: width / headWidth,
    headWidth,
    channels,
    conditionTokens,
    positions: { kind: 'learned', table: lookup.view('pos_embed', [tokens, width]), columns: grid },
    conditionTable: lookup.view('y_embedder.embedding_table.weight', [labels, conditionTokens * width]),
    conditionPositions: lookup.view('cond_pos_embed', [conditionTokens, width]),
    tokenProjection: lookup.linear('x_proj', channels, width),
    cleanKind: null,
    noisyKind: null,
    feedForward: 'gelu-tanh',
    time: {
      frequencies: sinusoids / 2,
      maxPeriod: 10000,
      scale: 1,
      first: lookup.linear('t_embedder.mlp.0', sinusoids, width),
      second: lookup.linear('t_embedder.mlp.2', width, width),
    },
    blocks: Array.from({ length: depth }, (_, index) => {
      const block = `blocks.${index}`;
      const [inner] = lookup.shape(`${block}.mlp.fc1.weight`, 2) as [number, number];
      return {
        attentionNorm: lookup.layerNorm(`${block}.norm1`, width, layerNormEpsilon),
        queryKeyValue: lookup.linear(`${block}.attn.qkv`, width, 3 * width, 'no bias'),
        queryNorm: lookup.layerNorm(`${block}.attn.q_norm`, headWidth, layerNormEpsilon),
        keyNorm: lookup.layerNorm(`${block}.attn.k_norm`, headWidth, layerNormEpsilon),
        attentionOutput: lookup.linear(`${block}.attn.proj`, width, width),
        feedForwardNorm: lookup.layerNorm(`${block}.norm2`, width, layerNormEpsilon),
        feedForwardIn: lookup.linear(`${block}.mlp.fc1`, width, inner),
        feedForwardOut: lookup.linear(`${block}.mlp.fc2`, inner, width),
      };
    }),
    outputNorm: lookup.layerNorm('final_layer.0', width, layerNormEpsilon),
    output: lookup.linear('final_layer.1', width, channels),
  };
  return { description, grid, classes: labels - 1 };
}
