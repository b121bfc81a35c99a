import { FEATURES, type Level } from './pyramid.ts';
import { boxSum } from './texture-contrast.ts';

/** Contrast may leave the range found around the hole by this factor. */
const TOLERANCE = 1.5;
/** Share of the surroundings' pixels left out at each end of that range. */
const TAIL = 0.02;
/** Nothing is excluded if less than this share of the known pixels would be left. */
const LEAST_LEFT = 0.25;
/** Contrast below this is flat (8-bit steps and fine grain), however flat the surroundings are. */
const FLAT = 0.02;

/**
 * Marks known pixels whose texture is foreign to the hole's surroundings, so that sky is not copied into the middle of grass.
 * `reach` is how far around the hole the surroundings go, pixels. Returns [height, width], 1 = not to be copied (with `level.avoid`).
 */
export function excludeStrangers(level: Level, reach: number): Uint8Array | null {
  const { width, height, scale, features, hole, avoid } = level;
  const near = Float32Array.from(hole);
  boxSum(near, width, height, Math.max(Math.ceil(8 / scale), Math.round(reach)));
  const around: number[] = [];
  let known = 0;
  for (let i = 0; i < hole.length; i++) {
    if (hole[i] || avoid?.[i]) continue;
    known++;
    if (near[i]! > 0.5) around.push(features[i * FEATURES + 3]!);
  }
  if (around.length === 0) return avoid;
  const sorted = Float32Array.from(around).sort();
  const least = sorted[Math.floor(TAIL * (sorted.length - 1))]! / TOLERANCE;
  const most = Math.max(FLAT, sorted[Math.ceil((1 - TAIL) * (sorted.length - 1))]! * TOLERANCE);
  const out = avoid ? Uint8Array.from(avoid) : new Uint8Array(hole.length);
  let left = known;
  for (let i = 0; i < hole.length; i++) {
    if (hole[i] || out[i]) continue;
    const contrast = features[i * FEATURES + 3]!;
    if (contrast >= least && contrast <= most) continue;
    out[i] = 1;
    left--;
  }
  return left < LEAST_LEFT * known ? avoid : out;
}
