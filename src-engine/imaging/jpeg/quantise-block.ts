import { type Kernels, kernels } from '#engine/imaging/kernels/kernels.ts';
import { basis, forwardDct } from './dct.ts';
import { blockLength, blockSize } from './frame.ts';
import { type QuantisationTable, zigzag } from './quantisation.ts';

/** What baseline Huffman codes can say of 8-bit samples (ITU-T T.81, F.1.2.1 and F.1.2.2). */
const maxAc = 1023;
const leastDc = -1024;
const maxDc = 1023;

/** Rounds over all coefficients; later ones find nothing to change. */
const rounds = 3;

/** Each coefficient's pattern of samples: [64 in zigzag order, 64]. */
const patterns = new Float64Array(blockLength * blockLength);
for (let k = 0; k < blockLength; k++)
  for (let i = 0; i < blockLength; i++)
    patterns[k * blockLength + i] =
      basis[(zigzag[k]! >> 3) * blockSize + (i >> 3)]! * basis[(zigzag[k]! & 7) * blockSize + (i & 7)]!;

/** Scratch of the block that is quantised: its coefficients before rounding, and what rounding does to its samples. */
const block = new Float64Array(blockLength);
const errors = new Float64Array(blockLength);

/**
 * Makes a block's coefficients (A.3.4).
 * @param samples [8, 8], 0 to 255 @param weights [8, 8]: how much an error of each sample counts, 1 or more; null = all the same
 * @param result [64] in zigzag order
 */
export type QuantiseBlock = (samples: Float64Array, weights: Float64Array | null, result: Int16Array) => void;

/** With a table's steps; it works until the next one is asked for. */
export function createQuantiser(table: QuantisationTable): QuantiseBlock {
  const compiled = kernels();
  return compiled
    ? createCompiledQuantiser(compiled, table)
    : (samples, weights, result) => quantiseBlock(samples, weights, table, result);
}

/** The same in WebAssembly. */
function createCompiledQuantiser(compiled: Kernels, table: QuantisationTable): QuantiseBlock {
  compiled.begin(table);
  compiled.run.setQuantisation(
    compiled.put(basis),
    compiled.put(patterns),
    compiled.put(zigzag),
    compiled.put(Float64Array.from(table)),
    compiled.room(3 * block.byteLength),
  );
  const samplesAt = compiled.room(block.byteLength);
  const weightsAt = compiled.room(block.byteLength);
  const resultAt = compiled.room(blockLength * Int16Array.BYTES_PER_ELEMENT);
  return (samples, weights, result) => {
    compiled.write(samplesAt, samples);
    if (weights) compiled.write(weightsAt, weights);
    compiled.run.quantiseBlock(samplesAt, weights ? weightsAt : 0, resultAt);
    compiled.read(resultAt, result);
  };
}

function quantiseBlock(
  samples: Float64Array,
  weights: Float64Array | null,
  table: QuantisationTable,
  result: Int16Array,
): void {
  for (let i = 0; i < blockLength; i++) block[i] = samples[i]! - 128;
  forwardDct(block);
  for (let k = 0; k < blockLength; k++) result[k] = clamp(k, Math.round(block[zigzag[k]!]! / table[k]!));
  if (weights) settle(weights, table, result);
}

/**
 * Rounding each coefficient by itself spreads its error evenly over the block. Where samples weigh differently, the steps
 * that lessen the weighted squares are taken, coefficient by coefficient.
 */
function settle(weights: Float64Array, table: QuantisationTable, result: Int16Array): void {
  errors.fill(0);
  for (let k = 0; k < blockLength; k++) addError(k, result[k]! * table[k]! - block[zigzag[k]!]!);
  for (let round = 0; round < rounds; round++) {
    let isSettled = true;
    for (let k = 0; k < blockLength; k++) {
      let slope = 0;
      for (let i = 0; i < blockLength; i++)
        slope += weights[i]! * patterns[k * blockLength + i]! * errors[i]!;
      // Patterns have norm 1 and weights are at least 1: so small a slope moves nothing.
      if (2 * Math.abs(slope) < table[k]!) continue;
      let norm = 0;
      for (let i = 0; i < blockLength; i++) {
        const pattern = patterns[k * blockLength + i]!;
        norm += weights[i]! * (pattern * pattern);
      }
      const wanted = clamp(k, result[k]! - Math.round(slope / (norm * table[k]!)));
      if (wanted === result[k]) continue;
      addError(k, (wanted - result[k]!) * table[k]!);
      result[k] = wanted;
      isSettled = false;
    }
    if (isSettled) return;
  }
}

function addError(k: number, amount: number): void {
  if (amount === 0) return;
  for (let i = 0; i < blockLength; i++) errors[i]! += amount * patterns[k * blockLength + i]!;
}

const clamp = (k: number, value: number): number =>
  k === 0 ? Math.min(Math.max(value, leastDc), maxDc) : Math.min(Math.max(value, -maxAc), maxAc);
