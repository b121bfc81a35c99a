import { InferenceSession, Tensor } from './onnx-runtime.ts';
import { GraphBuilder } from '#engine/packs/graph-writer/graph-builder.ts';
import { encodeModel } from '#engine/packs/graph-writer/onnx-model.ts';
import { type RealDevice, sessionOptions, threadCount } from './session-options.ts';

/** What a device can do at most, as ONNX Runtime reaches it. */
export interface DevicePeaks {
  /** Operations per second of float32 matrix products (a multiply and an add are two). */
  readonly flops: number;
  /** Bytes per second, read and written. */
  readonly bandwidth: number;
}

/** How much is computed to find out. */
export interface PeakSizes {
  /** Rows and columns of the matrices. */
  readonly matrix: number;
  /** float32 numbers that are read and written at a time: more than caches hold, less than a buffer may have (128 MiB). */
  readonly numbers: number;
  readonly rounds: number;
}

export const fullPeakSizes: PeakSizes = { matrix: 4096, numbers: 2 ** 25, rounds: 5 };

/** Operators in the short and in the long chain: what a call costs by itself is in both. */
const [few, many] = [2, 18];

/** Times chains of operators that begin and end on the device. */
export async function measureDevicePeaks(
  device: RealDevice,
  threads: number,
  { matrix, numbers, rounds }: PeakSizes,
): Promise<DevicePeaks> {
  const product = await operatorSeconds(device, threads, rounds, (count) => productChain(matrix, count));
  const sum = await operatorSeconds(device, threads, rounds, (count) => sumChain(numbers, count));
  return { flops: (2 * matrix ** 3) / product, bandwidth: (2 * 4 * numbers) / sum };
}

/** Seconds of one operator of a chain. */
async function operatorSeconds(
  device: RealDevice,
  threads: number,
  rounds: number,
  chain: (count: number) => Uint8Array,
): Promise<number> {
  const short = await chainSeconds(device, threads, rounds, chain(few));
  const long = await chainSeconds(device, threads, rounds, chain(many));
  return (long - short) / (many - few);
}

/** The best of several rounds after one to warm up. */
async function chainSeconds(
  device: RealDevice,
  threads: number,
  rounds: number,
  model: Uint8Array,
): Promise<number> {
  const session = await InferenceSession.create(model, sessionOptions(device, threadCount(threads)));
  try {
    let best = Infinity;
    for (let round = 0; round <= rounds; round += 1) {
      const start = performance.now();
      await session.run({ seed: new Tensor('float32', [1], [1]) });
      if (round > 0) best = Math.min(best, (performance.now() - start) / 1000);
    }
    return best;
  } finally {
    await session.release();
  }
}

/** A matrix of ones, times matrices whose products with it are ones again. */
function productChain(size: number, count: number): Uint8Array {
  const graph = new GraphBuilder('products');
  const seed = graph.input('seed', 'float32', [1]);
  const shape = graph.integers([size, size]);
  const right = graph.node('Expand', [graph.node('Mul', [seed, graph.floats([1 / size])]), shape]);
  let value = graph.node('Expand', [seed, shape]);
  for (let index = 0; index < count; index += 1) value = graph.node('MatMul', [value, right]);
  return finishChain(graph, value);
}

function sumChain(numbers: number, count: number): Uint8Array {
  const graph = new GraphBuilder('sums');
  const seed = graph.input('seed', 'float32', [1]);
  let value = graph.node('Expand', [seed, graph.integers([numbers])]);
  for (let index = 0; index < count; index += 1) value = graph.node('Add', [value, seed]);
  return finishChain(graph, value);
}

/** One number of the result is fetched: the rest stays on the device. */
function finishChain(graph: GraphBuilder, value: string): Uint8Array {
  const flat = graph.node('Reshape', [value, graph.integers([-1])]);
  const first = graph.node('Slice', [flat, graph.integers([0]), graph.integers([1]), graph.integers([0])]);
  graph.output('first', 'float32', [1], first);
  return encodeModel(graph.finish());
}
