import { InferenceSession, Tensor } from 'onnxruntime-node';
import { matrixProductModel, pattern } from './matrix-graph.ts';
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
