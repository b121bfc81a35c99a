/** Words that one call makes. */
export const philoxWords = 4;

const roundCount = 10;
const multiplier0 = 0xd2511f53;
const multiplier1 = 0xcd9e8d57;
const keyStep0 = 0x9e3779b9;
const keyStep1 = 0xbb67ae85;

/** High 32 bits of an unsigned 32 x 32 product; JavaScript numbers only carry 53, hence the 16-bit halves. */
function highProduct(a: number, b: number): number {
  const aHigh = a >>> 16;
  const aLow = a & 0xffff;
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const middle = Math.imul(aHigh, bLow) + (Math.imul(aLow, bLow) >>> 16);
  const cross = Math.imul(aLow, bHigh) + (middle & 0xffff);
  return Math.imul(aHigh, bHigh) + (middle >>> 16) + (cross >>> 16);
}

/**
 * Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3"): a keyed bijection of a 128-bit
 * counter, so any number can be had without those before it.
 * Writes four uniform 32-bit words to `words`; counters and keys are taken modulo 2^32, so negative coordinates are fine.
 */
export function philox4x32(
  counter0: number,
  counter1: number,
  counter2: number,
  counter3: number,
  key0: number,
  key1: number,
  words: Uint32Array,
): void {
  let [a, b, c, d, k0, k1] = [counter0 | 0, counter1 | 0, counter2 | 0, counter3 | 0, key0 | 0, key1 | 0];
  for (let round = 0; round < roundCount; round += 1) {
    const high0 = highProduct(multiplier0, a);
    const low0 = Math.imul(multiplier0, a);
    const high1 = highProduct(multiplier1, c);
    const low1 = Math.imul(multiplier1, c);
    a = high1 ^ b ^ k0;
    b = low1;
    c = high0 ^ d ^ k1;
    d = low0;
    k0 = (k0 + keyStep0) | 0;
    k1 = (k1 + keyStep1) | 0;
  }
  words[0] = a;
  words[1] = b;
  words[2] = c;
  words[3] = d;
}
