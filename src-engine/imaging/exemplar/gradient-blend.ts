import { solveMembrane } from './membrane';
import { FEATURES, type Level } from './pyramid';

/** Steps larger than this over a seam are structure, not light: they are not smoothed away, [0, 1] units. */
const LARGEST_STEP = 0.12;
/** Corrections fade over about this share of the hole's depth. */
const FADE_SHARE = 0.2;

/**
 * Evens out the light between copied pieces and against the known pixels: keeps each piece's gradients and spreads the steps over the
 * seams as a smooth correction (Perez et al. 2003). Returns [height, width, 3]: the photo, with copied and corrected colours in the hole.
 */
export function blendPieces(level: Level, sources: Int32Array, depth: number): Float32Array {
  const { width, height, features, hole } = level;
  const pixels = width * height;
  const colours = new Float32Array(pixels * 3);
  for (let p = 0; p < pixels; p++) {
    const from = hole[p] && sources[p]! >= 0 ? sources[p]! : p;
    for (let c = 0; c < 3; c++) colours[p * 3 + c] = features[from * FEATURES + c]!;
  }
  const missing = [0, 0, 0];
  const laplacian = new Float32Array(pixels * 3);
  for (let p = 0; p < pixels; p++) {
    const x = p % width;
    if (x + 1 < width) addStep(p, 1);
    if (p + width < pixels) addStep(p, width);
  }
  const correction = new Float32Array(pixels * 3);
  const fade = Math.min(40, Math.max(8, depth * FADE_SHARE));
  solveMembrane({
    width,
    height,
    channels: 3,
    values: correction,
    unknown: hole,
    laplacian,
    pull: 1 / (fade * fade),
  });
  for (let i = 0; i < colours.length; i++) {
    if (hole[(i / 3) | 0]) colours[i] = Math.min(1, Math.max(0, colours[i]! + correction[i]!));
  }
  return colours;

  /** The step between p and q that the pieces want minus the one that copying made, for both ends. */
  function addStep(p: number, step: number): void {
    const q = p + step;
    const a = hole[p] ? sources[p]! : -1;
    const b = hole[q] ? sources[q]! : -1;
    if ((a < 0 && b < 0) || (a >= 0 && b >= 0 && b - a === step)) return;
    const fromA = a >= 0 && a + step < pixels;
    const fromB = b >= 0 && b - step >= 0;
    if (!fromA && !fromB) return;
    let size = 0;
    for (let c = 0; c < 3; c++) {
      const wantedA = fromA ? features[(a + step) * FEATURES + c]! - features[a * FEATURES + c]! : 0;
      const wantedB = fromB ? features[b * FEATURES + c]! - features[(b - step) * FEATURES + c]! : 0;
      const wanted = (wantedA + wantedB) / (fromA && fromB ? 2 : 1);
      missing[c] = wanted - (colours[q * 3 + c]! - colours[p * 3 + c]!);
      size = Math.max(size, Math.abs(missing[c]!));
    }
    // All channels together: dropping one of them would leave a tint.
    if (size > LARGEST_STEP) return;
    for (let c = 0; c < 3; c++) {
      laplacian[p * 3 + c] = laplacian[p * 3 + c]! + missing[c]!;
      laplacian[q * 3 + c] = laplacian[q * 3 + c]! - missing[c]!;
    }
  }
}
