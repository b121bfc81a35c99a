/**
 * Keyed random numbers: the value depends only on its counters, never on how many were drawn before, so that a search repeats
 * exactly whatever the visiting order. Integer mixing after the finaliser of MurmurHash3.
 */

function mix(value: number): number {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A stream key from a seed (any finite number; its integer part up to 2^53 counts) and up to two counters. */
export function randomKey(seed: number, first: number, second = 0): number {
  const low = mix((seed >>> 0) ^ 0x9e3779b9);
  const high = mix(low ^ (Math.floor(seed / 4294967296) >>> 0));
  return mix(mix(high ^ Math.imul(first + 1, 0x9e3779b1)) ^ Math.imul(second + 1, 0x85ebca77));
}

/** 32 random bits for (key, counter, draw). */
export function randomBits(key: number, counter: number, draw: number): number {
  return mix(mix(key ^ Math.imul(counter, 0x9e3779b1)) ^ Math.imul(draw + 1, 0xc2b2ae3d));
}

/** Uniform in [0, 1) for (key, counter, draw). */
export function randomUnit(key: number, counter: number, draw: number): number {
  return randomBits(key, counter, draw) / 4294967296;
}
