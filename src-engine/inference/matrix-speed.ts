import { InferenceSession, Tensor } from './onnx-runtime.ts';
import { GraphBuilder } from '#engine/packs/graph-writer/graph-builder.ts';
import { encodeModel } from '#engine/packs/graph-writer/onnx-model.ts';
import { sessionOptions, threadCount } from './session-options.ts';

/** One float32 matrix product that can be timed again and again. */
export interface MatrixProduct {
  readonly shape: readonly [rows: number, inner: number, columns: number];
  /** Runs it once; seconds. */
  run(): Promise<number>;
  dispose(): Promise<void>;
}

/** Opens a product on the CPU, with the options the sampler's sessions have. */
export async function openMatrixProduct(
  shape: readonly [rows: number, inner: number, columns: number],
  threads: number,
): Promise<MatrixProduct> {
  const [rows, inner, columns] = shape;
  const session = await InferenceSession.create(
    matrixProductModel(rows, inner, columns),
    sessionOptions('cpu', threadCount(threads)),
  );
  const left = new Tensor('float32', pattern(rows * inner), [rows, inner]);
  return {
    shape,
    async run() {
      const start = performance.now();
      await session.run({ left });
      return (performance.now() - start) / 1000;
    },
    dispose: () => session.release(),
  };
}

/** One float32 matrix product, [rows, inner] x [inner, columns]: what `tessera bench` holds the sampler against. */
function matrixProductModel(rows: number, inner: number, columns: number): Uint8Array {
  const graph = new GraphBuilder('matrix-product');
  const left = graph.input('left', 'float32', [rows, inner]);
  const right = graph.floats(pattern(inner * columns), [inner, columns]);
  graph.output('product', 'float32', [rows, columns], graph.node('MatMul', [left, right]));
  return encodeModel(graph.finish());
}

/** The width of the probe's input. */
export const probeWidth = 512;
const probeLayers = 8;

/** A small stack of what packs consist of: products, normalisation, softmax, activation. @param rows of its input */
export function probeModel(rows: number): Uint8Array {
  const graph = new GraphBuilder('probe');
  let value = graph.input('left', 'float32', [rows, probeWidth]);
  const matrix = graph.floats(pattern(probeWidth * probeWidth), [probeWidth, probeWidth]);
  const gain = graph.floats(new Float32Array(probeWidth).fill(1));
  for (let layer = 0; layer < probeLayers; layer += 1) {
    const normal = graph.node('LayerNormalization', [value, gain], { axis: -1, epsilon: { float: 1e-5 } });
    const product = graph.node('MatMul', [normal, matrix]);
    const activated = graph.node('Mul', [product, graph.node('Sigmoid', [product])]);
    const weights = graph.node('Softmax', [graph.node('MatMul', [activated, matrix])], { axis: -1 });
    value = graph.node('Add', [activated, weights]);
  }
  graph.output('product', 'float32', [rows, probeWidth], value);
  return encodeModel(graph.finish());
}

/** Deterministic numbers, small enough that stacked products keep their size. */
export const pattern = (length: number): Float32Array =>
  Float32Array.from({ length }, (_, index) => Math.sin(index * 12.9898 + 1) / length ** 0.25);
