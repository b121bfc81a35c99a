import type { Guidance, SampleRun } from './run.ts';

/** Labels of the batch: [conditional], or [conditional, null] with guidance (docs/method.md, section 2). */
export const batchLabels = ({ label, guidance }: SampleRun): Int32Array =>
  guidance ? Int32Array.of(label, guidance.nullLabel) : Int32Array.of(label);

/** The same tokens for every entry of the batch: [n, channels] -> [batch, n, channels]. */
export function repeatForBatch(tokens: Float32Array, batch: number): Float32Array {
  if (batch === 1) return tokens;
  const repeated = new Float32Array(tokens.length * batch);
  for (let entry = 0; entry < batch; entry += 1) repeated.set(tokens, entry * tokens.length);
  return repeated;
}

/** [2, n, channels] predictions of [conditional, null] -> the guided [n, channels]; batch 1 passes through. */
export function guide(prediction: Float32Array, guidance: Guidance | null, time: number): Float32Array {
  if (!guidance) return prediction;
  const length = prediction.length / 2;
  const conditional = prediction.subarray(0, length);
  const [low, high] = guidance.interval;
  if (time < low || time >= high) return conditional;
  const guided = new Float32Array(length);
  for (let i = 0; i < length; i += 1) {
    const without = prediction[length + i]!;
    guided[i] = without + guidance.scale * (conditional[i]! - without);
  }
  return guided;
}
