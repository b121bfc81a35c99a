import { writeTransformerGraphs } from '#engine/packs/graph-writer/transformer-graphs.ts';
import { elementCount, type TensorSource } from '#engine/packs/graph-writer/tensor-source.ts';
import { WeightStore } from '#engine/packs/graph-writer/weight-store.ts';
import { describeCausalFusion } from '#engine/packs/import/describe-causal-fusion.ts';
import { TensorLookup } from '#engine/packs/import/tensor-lookup.ts';
import { manifestFormatVersion, type PackManifest } from '#engine/packs/manifest.ts';
import { writePack } from '#engine/packs/pack-writer.ts';

/** Sizes of a network of the published layout (docs/method.md, section 7). */
export interface NetworkSizes {
  readonly width: number;
  readonly heads: number;
  readonly depth: number;
  /** Tokens per side of the window. */
  readonly grid: number;
  readonly conditionTokens: number;
  readonly classes: number;
  /** Numbers per token. */
  readonly channels: number;
}

/** The published XL, with a window of 512 pixels (docs/performance.md). */
export const sizesOfXl: NetworkSizes = {
  width: 1280,
  heads: 20,
  depth: 32,
  grid: 32,
  conditionTokens: 64,
  classes: 1000,
  channels: 16,
};

/**
 * Writes a pack in float16 with a network of these sizes and made-up weights, without an autoencoder: it computes nothing of
 * use, in the time that a trained one takes.
 */
export function writeRandomPack(directory: string, id: string, sizes: NetworkSizes): Promise<PackManifest> {
  const source = randomTensors(shapesOf(sizes));
  const { description: network, grid, classes } = describeCausalFusion(new TensorLookup(source, id));
  return writePack(directory, async (staging) => {
    const store = new WeightStore(source, await staging.addData('transformer.weights'));
    for await (const { path, graph } of writeTransformerGraphs(network, store, 'fp16'))
      await staging.addGraph(path, graph);
    const effort = { arSteps: 16, diffusionSteps: 8 };
    const { width, heads, headWidth, channels, conditionTokens } = network;
    return {
      formatVersion: manifestFormatVersion,
      ...{ id, name: id, description: 'Made-up weights, to be timed.', licence: 'CC0' },
      parameters: parametersOf(sizes),
      precision: 'fp16',
      labels: Array.from({ length: classes }, (_, label) => `class ${label}`),
      nullLabel: classes,
      tokenPixels: 8,
      window: { rows: grid, columns: grid },
      anyWindow: false,
      ...{ channels, conditionTokens, width, heads, headWidth, depth: network.blocks.length },
      prediction: 'noise',
      noiseSchedule: {
        kind: 'ddpm',
        ...{ steps: 1000, betaStart: 1e-4, betaEnd: 0.02, variance: 'fixed-large', clamp: null },
      },
      autoencoder: null,
      tokenLayout: 'row-column-channel',
      defaults: {
        ...{ order: 'from-edges', guidance: 1, guidanceInterval: [0, 1000], contextGuidance: 1 },
        efforts: { fast: effort, balanced: effort, best: effort },
      },
      provenance: {},
      measuredErrors: [],
      tolerance: 1e-2,
    };
  });
}

/** How many numbers its weights are. */
export const parametersOf = (sizes: NetworkSizes): number =>
  [...shapesOf(sizes).values()].reduce((sum, shape) => sum + elementCount(shape), 0);

/** The tensors of such a network, in the order of a checkpoint. */
export function shapesOf(sizes: NetworkSizes): ReadonlyMap<string, readonly number[]> {
  const { width, heads, depth, grid, conditionTokens, classes, channels } = sizes;
  const shapes = new Map<string, readonly number[]>();
  const linear = (name: string, from: number, to: number, bias = true): void => {
    shapes.set(`${name}.weight`, [to, from]);
    if (bias) shapes.set(`${name}.bias`, [to]);
  };
  const norm = (name: string, size: number): void => {
    shapes.set(`${name}.weight`, [size]);
    shapes.set(`${name}.bias`, [size]);
  };
  linear('x_proj', channels, width);
  shapes.set('pos_embed', [1, grid * grid, width]);
  shapes.set('cond_pos_embed', [1, conditionTokens, width]);
  shapes.set('y_embedder.embedding_table.weight', [classes + 1, conditionTokens * width]);
  linear('t_embedder.mlp.0', 256, width);
  linear('t_embedder.mlp.2', width, width);
  for (let index = 0; index < depth; index += 1) {
    const block = `blocks.${index}`;
    norm(`${block}.norm1`, width);
    linear(`${block}.attn.qkv`, width, 3 * width, false);
    norm(`${block}.attn.q_norm`, width / heads);
    norm(`${block}.attn.k_norm`, width / heads);
    linear(`${block}.attn.proj`, width, width);
    norm(`${block}.norm2`, width);
    linear(`${block}.mlp.fc1`, width, 4 * width);
    linear(`${block}.mlp.fc2`, 4 * width, width);
  }
  norm('final_layer.0', width);
  linear('final_layer.1', width, channels);
  return shapes;
}

/** Repeatable numbers of a size that products keep; the gains of norms lie around 1. */
function randomTensors(shapes: ReadonlyMap<string, readonly number[]>): TensorSource {
  return {
    shapes,
    read: (name, start, count) => {
      const shape = shapes.get(name)!;
      const isGain = shape.length === 1 && name.endsWith('.weight');
      const spread = shape.length === 2 ? Math.sqrt(1 / shape[1]!) : 0.05;
      const values = new Float32Array(count);
      let state = (start + 1) | 0;
      for (let index = 0; index < count; index += 1) {
        state = (Math.imul(state, 1664525) + 1013904223) | 0;
        values[index] = (isGain ? 1 : 0) + (spread * state) / 2 ** 31;
      }
      return Promise.resolve(values);
    },
  };
}
