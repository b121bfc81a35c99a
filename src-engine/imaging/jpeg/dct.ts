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

/**
 * Rows, then columns. Sums are written out: a loop of eight costs more than its terms, and what is short is compiled once more
 * wherever it is called. @param perOutput, perInput steps in `basis`
 */
function transform(block: Float64Array, perInput: number, perOutput: number): void {
  for (let y = 0; y < blockLength; y += blockSize)
    for (let u = 0; u < blockSize; u++) {
      const at = u * perOutput;
      halfway[y + u] =
        block[y]! * basis[at]! +
        block[y + 1]! * basis[at + perInput]! +
        block[y + 2]! * basis[at + 2 * perInput]! +
        block[y + 3]! * basis[at + 3 * perInput]! +
        block[y + 4]! * basis[at + 4 * perInput]! +
        block[y + 5]! * basis[at + 5 * perInput]! +
        block[y + 6]! * basis[at + 6 * perInput]! +
        block[y + 7]! * basis[at + 7 * perInput]!;
    }
  for (let v = 0; v < blockSize; v++) {
    const at = v * perOutput;
    for (let x = 0; x < blockSize; x++)
      block[v * blockSize + x] =
        halfway[x]! * basis[at]! +
        halfway[x + 8]! * basis[at + perInput]! +
        halfway[x + 16]! * basis[at + 2 * perInput]! +
        halfway[x + 24]! * basis[at + 3 * perInput]! +
        halfway[x + 32]! * basis[at + 4 * perInput]! +
        halfway[x + 40]! * basis[at + 5 * perInput]! +
        halfway[x + 48]! * basis[at + 6 * perInput]! +
        halfway[x + 56]! * basis[at + 7 * perInput]!;
  }
}
