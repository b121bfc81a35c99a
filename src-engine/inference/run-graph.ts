import { InferenceSession, Tensor } from './onnx-runtime.ts';
import { sessionOptions, threadCount } from './session-options.ts';

/** One input of a graph. */
export interface GraphInput {
  readonly type: 'float32' | 'int64';
  readonly data: Float32Array | Int32Array;
  readonly dimensions: readonly number[];
}

/**
 * Opens a graph on the CPU, runs it once and releases it: not for what a run calls again and again. Inputs the graph lacks
 * are left out. Gives the float32 numbers of the named outputs.
 */
export async function runGraph(
  path: string,
  inputs: Readonly<Record<string, GraphInput>>,
  outputs: readonly string[],
): Promise<Float32Array[]> {
  const session = await InferenceSession.create(path, sessionOptions('cpu', threadCount(0)));
  try {
    const feeds: Record<string, Tensor> = {};
    for (const name of session.inputNames) {
      const input = inputs[name];
      if (!input) throw new RangeError(`the graph needs an input ${name}`);
      feeds[name] =
        input.type === 'int64'
          ? new Tensor('int64', BigInt64Array.from(input.data, BigInt), input.dimensions)
          : new Tensor('float32', input.data as Float32Array, input.dimensions);
    }
    const results = await session.run(feeds, outputs);
    return outputs.map((output) => (results[output] as Tensor).data as Float32Array);
  } finally {
    await session.release();
  }
}
