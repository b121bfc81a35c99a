import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Cancelled } from '#shared/errors.ts';
import { runGraph } from '#engine/inference/run-graph.ts';
import { ExternalDataFile } from '#engine/packs/graph-writer/external-data.ts';
import type { NetworkDescription } from '#engine/packs/graph-writer/network-description.ts';
import { encodeModel, type OnnxGraph } from '#engine/packs/graph-writer/onnx-model.ts';
import type { TensorSource } from '#engine/packs/graph-writer/tensor-source.ts';
import { writeTrunk } from '#engine/packs/graph-writer/transformer-graphs.ts';
import { WeightStore } from '#engine/packs/graph-writer/weight-store.ts';
import type { PackManifest, PackPrecision } from '#engine/packs/manifest.ts';
import { relativeError } from '../precision.ts';

const tokens = 32;

/** Where checks happen and how they are watched. */
export interface CheckContext {
  /** A folder for short-lived files. */
  readonly directory: string;
  readonly signal: AbortSignal | null;
  readonly onFraction: (fraction: number) => void;
}

/**
 * Runs every block alone in float32 and in the pack's precision on the same random inputs: what the precision costs,
 * with never more than one block in memory. Empty for fp32.
 */
export async function measureBlockErrors(
  network: NetworkDescription,
  source: TensorSource,
  precision: PackPrecision,
  context: CheckContext,
): Promise<PackManifest['measuredErrors']> {
  if (precision === 'fp32') return [];
  const errors: PackManifest['measuredErrors'] = [];
  for (const [index, block] of network.blocks.entries()) {
    if (context.signal?.aborted) throw new Cancelled();
    const outputs: Float32Array[] = [];
    for (const candidate of ['fp32', precision] as const) {
      outputs.push(
        await runAlone(
          context.directory,
          source,
          (store) => writeTrunk(network, store, candidate, [block]),
          async (path) => (await runGraph(path, blockInputs(network, index), ['output']))[0] as Float32Array,
        ),
      );
    }
    const [exact, rounded] = outputs as [Float32Array, Float32Array];
    errors.push({ part: `trunk block ${index}`, relativeError: relativeError(rounded, exact) });
    context.onFraction((index + 1) / network.blocks.length);
  }
  return errors;
}

async function runAlone(
  directory: string,
  source: TensorSource,
  write: (store: WeightStore) => Promise<OnnxGraph>,
  run: (path: string) => Promise<Float32Array>,
): Promise<Float32Array> {
  const dataPath = join(directory, 'check.weights');
  const graphPath = join(directory, 'check.onnx');
  const data = await ExternalDataFile.create(dataPath);
  try {
    const graph = await write(new WeightStore(source, data));
    await writeFile(graphPath, encodeModel(graph));
    return await run(graphPath);
  } finally {
    await data.abandon();
    await rm(dataPath, { force: true });
    await rm(graphPath, { force: true });
  }
}

function blockInputs(network: NetworkDescription, seed: number): Parameters<typeof runGraph>[1] {
  const { width, heads, headWidth } = network;
  const nothing = {
    type: 'float32',
    data: new Float32Array(0),
    dimensions: [1, heads, 0, headWidth],
  } as const;
  const positions = Int32Array.from({ length: 2 * tokens }, (_, index) =>
    index % 2 === 0 ? Math.floor(index / 16) : (index >> 1) % 8,
  );
  return {
    hidden: { type: 'float32', data: normalNumbers(tokens * width, seed), dimensions: [1, tokens, width] },
    positions: { type: 'int64', data: positions, dimensions: [tokens, 2] },
    past_key_0: nothing,
    past_value_0: nothing,
  };
}

/** Repeatable N(0, 1) numbers: a multiplicative generator and Box and Muller. */
function normalNumbers(count: number, seed: number): Float32Array {
  let state = (seed + 1) % 2147483647;
  const uniform = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  for (let index = 0; index < 8; index += 1) uniform();
  return Float32Array.from(
    { length: count },
    () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()),
  );
}
