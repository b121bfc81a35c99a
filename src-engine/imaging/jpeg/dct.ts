import { blockLength, blockSize } from './frame.ts';

/** [8, 8], frequency by sample: C(u) / 2 * cos((2x + 1) u pi / 16), orthonormal (ITU-T T.81, A.3.3). */
export const basis = new Float64Array(blockLength);
for (let u = 0; u < blockSize; u++)
  for (let x = 0; x < blockSize; x++)
    basis[u * blockSize + x] =
      (u === 0 ? Math.SQRT1_2 : 1) * 0.5 * Math.cos(((2 * x + 1) * u * Math.PI) / 16);

const halfway = new Float64Array(blockLength);

/** Samples less 128 [8, 8] to coefficients [vertical frequency, horizontal frequency], in place. */
export function forwardDct(block: Float64Array): void {
  transform(block, 1, blockSize);
}

/** Coefficients [vertical frequency, horizontal frequency] to samples less 128 [8, 8], in place. */
export function inverseDct(block: Float64Array): void {
  transform(block, blockSize, 1);
}

/** Rows, then columns. @param perOutput, perInput steps in `basis` */
function transform(block: Float64Array, perInput: number, perOutput: number): void {
  for (let y = 0; y < blockLength; y += blockSize)
    for (let u = 0; u < blockSize; u++) {
      let sum = 0;
      for (let x = 0; x < blockSize; x++) sum += block[y + x]! * basis[u * perOutput + x * perInput]!;
      halfway[y + u] = sum;
    }
  for (let x = 0; x < blockSize; x++)
    for (let v = 0; v < blockSize; v++) {
      let sum = 0;
      for (let y = 0; y < blockSize; y++)
        sum += halfway[y * blockSize + x]! * basis[v * perOutput + y * perInput]!;
      block[v * blockSize + x] = sum;
    }
}
