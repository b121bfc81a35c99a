import { membraneRoom } from '#engine/imaging/blend/membrane.ts';
import { boxOfHole, type SourcePlane } from './source-plane.ts';

/** Steps larger than this over a seam are structure: only so much of them is smoothed away, [0, 1] units. */
const LARGEST_STEP = 0.15;
/** However strong the correction, so much of a colour's distance to black and white is left: texture isn't clipped. */
const KEPT_SHARE = 0.5;
/**
 * How much more the steps against the known pixels weigh than the smoothness of the correction. A plain membrane takes only a sixth of
 * the finest ripples of a border away (docs/detail.md); with this, what is left of a step is shared by the border and the pixel behind it.
 */
const RIM_WEIGHT = 4;
/** Corrections fade over about this share of the hole's depth. */
const FADE_SHARE = 0.2;

/**
 * Evens out the light between copied pieces and against the known pixels: keeps each piece's gradients and spreads the steps over the
 * seams as a smooth correction (Perez et al. 2003).
 * @param photo three channels @param pixels [height, width, 3], the photo with the copied pieces in its hole; corrected in place
 * @param depth of the hole, pixels @param tone over `boxOfHole`, [height, width, 3]: what smooth changes tend to, away from seams; null = none
 */
export function blendPieces(
  photo: SourcePlane,
  sources: Int32Array,
  pixels: Float32Array,
  depth: number,
  tone: Float32Array | null,
): void {
  const box = boxOfHole(photo);
  if (box === null) return;
  const { width, hole, samples } = photo;
  const missing = [0, 0, 0];
  const edges = new Uint8Array(box.width * box.height);
  const unknown = new Uint8Array(box.width * box.height);
  const fade = Math.min(40, Math.max(8, depth * FADE_SHARE));
  const pull = 1 / (fade * fade);
  const system = membraneRoom({
    width: box.width,
    height: box.height,
    channels: 3,
    unknown,
    pull,
    rimWeight: RIM_WEIGHT,
  });
  // At known pixels beside the hole: what the copied pieces would have to change by there to become the photo; summed over `edges`.
  const { values: correction, laplacian } = system;
  for (let y = 0; y < box.height; y++) {
    for (let x = 0; x < box.width; x++) {
      const p = (box.y + y) * width + box.x + x;
      const at = y * box.width + x;
      unknown[at] = hole[p]!;
      if (x + 1 < box.width) addStep(p, 1, at, at + 1);
      if (y + 1 < box.height) addStep(p, width, at, at + box.width);
    }
  }
  spreadOutwards(correction, unknown, edges, box.width, box.height);
  if (tone) pullTowards(tone);
  const solved = system.solve();
  for (let at = 0; at < unknown.length; at++) {
    if (unknown[at] === 0) continue;
    const x = at % box.width;
    const p = (box.y + (at - x) / box.width) * width + box.x + x;
    for (let c = 0; c < 3; c++) {
      const copied = pixels[p * 3 + c]!;
      const corrected = copied + solved[at * 3 + c]!;
      const darkest = KEPT_SHARE * copied;
      const brightest = 1 - KEPT_SHARE * (1 - copied);
      pixels[p * 3 + c] = Math.min(brightest, Math.max(darkest, corrected));
    }
  }

  /** The solver pulls towards 0: what it is to pull towards is taken off its right side. */
  function pullTowards(wanted: Float32Array): void {
    for (let at = 0; at < unknown.length; at++) {
      if (unknown[at] === 0) continue;
      for (let c = at * 3; c < at * 3 + 3; c++) laplacian[c] = laplacian[c]! - pull * wanted[c]!;
    }
  }

  /** Whether there is photo at pixel `at` plus `step`. */
  function isKnown(at: number, step: number): boolean {
    const x = at % width;
    if ((step === 1 && x + 1 === width) || (step === -1 && x === 0)) return false;
    return hole[at + step] === 0;
  }

  /** The step between p and q that the pieces want minus the one that copying made, for both ends. */
  function addStep(p: number, step: number, atP: number, atQ: number): void {
    const q = p + step;
    const a = hole[p] === 1 ? sources[p]! : -1;
    const b = hole[q] === 1 ? sources[q]! : -1;
    if ((a < 0 && b < 0) || (a >= 0 && b >= 0 && b - a === step)) return;
    const fromA = a >= 0 && isKnown(a, step);
    const fromB = b >= 0 && isKnown(b, -step);
    let size = 0;
    for (let c = 0; c < 3; c++) {
      const wantedA = fromA ? samples[(a + step) * 3 + c]! - samples[a * 3 + c]! : 0;
      const wantedB = fromB ? samples[b * 3 + c]! - samples[(b - step) * 3 + c]! : 0;
      // Where both pieces end with the photo, nothing tells a step: none is wanted.
      const wanted = (wantedA + wantedB) / (fromA && fromB ? 2 : 1);
      missing[c] = wanted - (pixels[q * 3 + c]! - pixels[p * 3 + c]!);
      size = Math.max(size, Math.abs(missing[c]!));
    }
    // All channels together: limiting one of them would leave a tint.
    const share = Math.min(1, LARGEST_STEP / size);
    if (hole[p] !== hole[q]) {
      const known = hole[p] === 1 ? atQ : atP;
      const sign = hole[p] === 1 ? -share : share;
      edges[known] = edges[known]! + 1;
      for (let c = 0; c < 3; c++) correction[known * 3 + c] = correction[known * 3 + c]! + sign * missing[c]!;
      return;
    }
    for (let c = 0; c < 3; c++) {
      laplacian[atP * 3 + c] = laplacian[atP * 3 + c]! + share * missing[c]!;
      laplacian[atQ * 3 + c] = laplacian[atQ * 3 + c]! - share * missing[c]!;
    }
  }
}

/**
 * Makes means of the sums at the known pixels beside the hole and gives every other known pixel the value of the nearest of them: the
 * solver's coarser grids average over all of them.
 */
function spreadOutwards(
  values: Float32Array,
  unknown: Uint8Array,
  edges: Uint8Array,
  width: number,
  height: number,
): void {
  const queue: number[] = [];
  for (let i = 0; i < edges.length; i++) {
    if (edges[i] === 0) continue;
    for (let c = i * 3; c < i * 3 + 3; c++) values[c] = values[c]! / edges[i]!;
    queue.push(i);
  }
  for (let n = 0; n < queue.length; n++) {
    const i = queue[n]!;
    const x = i % width;
    for (const next of [
      x > 0 ? i - 1 : -1,
      x + 1 < width ? i + 1 : -1,
      i - width,
      i + width < width * height ? i + width : -1,
    ]) {
      if (next < 0 || unknown[next] === 1 || edges[next] !== 0) continue;
      edges[next] = 1;
      values.copyWithin(next * 3, i * 3, i * 3 + 3);
      queue.push(next);
    }
  }
}
