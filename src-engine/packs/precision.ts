import type { PackManifest, PackPrecision } from './manifest.ts';

/** ||a - b|| / ||b|| in float64; infinite where a is not finite or has another length. */
export function relativeError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) return Infinity;
  let difference = 0;
  let norm = 0;
  for (let index = 0; index < b.length; index += 1) {
    const expected = b[index] as number;
    difference += ((a[index] as number) - expected) ** 2;
    norm += expected ** 2;
  }
  const error = Math.sqrt(difference / norm);
  return Number.isNaN(error) ? Infinity : error;
}

/**
 * The largest relative error that `pack compare` accepts by default. int8's follows from what its blocks were
 * measured to cost: independent errors of many blocks add up as the root of their number, with a margin of three.
 */
export function precisionTolerance(
  precision: PackPrecision,
  measured: PackManifest['measuredErrors'],
): number {
  if (precision === 'fp32') return 1e-5;
  if (precision === 'fp16') return 5e-3;
  const worst = Math.max(0, ...measured.map(({ relativeError }) => relativeError));
  return Math.max(0.05, Number((3 * worst * Math.sqrt(measured.length)).toPrecision(2)));
}
