import type { PackManifest, PackPrecision } from './manifest.ts';

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
