import { enlargeTwice } from '#engine/imaging/resample/index.ts';

/** A linear system on the pixels of a plane: the Laplacian of `values` is given at the unknown pixels, the others are fixed. */
export interface MembraneProblem {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** [height, width, channels]; fixed where known, the first guess elsewhere; solved in place. */
  readonly values: Float32Array;
  /** [height, width]; 1 = to be solved for. */
  readonly unknown: Uint8Array;
  /** [height, width, channels]; wanted sum over the neighbours in the picture of (neighbour - pixel); null = 0 (a membrane). */
  readonly laplacian: Float32Array | null;
  /** Pull of every unknown towards 0, >= 0, relative to one neighbour: errors of the border fade at 1 / sqrt(pull) pixels. */
  readonly pull?: number;
  /**
   * Weight of the difference between an unknown pixel and a known neighbour beside that of two unknown ones, default 1; the caller's
   * `laplacian` has it already. Above 1 the border's own small steps reach farther in than the plain membrane lets them.
   */
  readonly rimWeight?: number;
}

const RELAXATIONS = 24;
const OVER = 1.7;

/**
 * Solves the discrete Poisson equation coarse to fine (cascadic multigrid, successive over-relaxation on each level). The picture's
 * rim is free (Neumann). An unknown region without any known pixel around keeps its first guess up to a constant.
 */
export function solveMembrane(problem: MembraneProblem): void {
  const { width, height, channels, values, unknown } = problem;
  const pull = problem.pull ?? 0;
  const list = unknownPixels(unknown);
  if (list.length === 0) return;
  if (width > 2 && height > 2 && list.length > 16) {
    const coarse = halve(problem);
    if (coarse !== null) {
      solveMembrane(coarse);
      enlarge(problem, coarse);
    }
  }
  const laplacian = problem.laplacian ?? new Float32Array(0);
  const row = width * channels;
  const weights = weightsOf(list, unknown, width, height, problem.rimWeight ?? 1);
  for (let pass = 0; pass < RELAXATIONS; pass++) {
    const over = pass < RELAXATIONS - 2 ? OVER : 1;
    const backwards = (pass & 1) === 1;
    for (let step = 0; step < list.length; step++) {
      const n = backwards ? list.length - 1 - step : step;
      const left = weights[n * 4]!;
      const right = weights[n * 4 + 1]!;
      const up = weights[n * 4 + 2]!;
      const down = weights[n * 4 + 3]!;
      const sumOfWeights = left + right + up + down + pull;
      if (sumOfWeights === 0) continue;
      const end = (list[n]! + 1) * channels;
      for (let at = end - channels; at < end; at++) {
        let sum = laplacian.length === 0 ? 0 : -laplacian[at]!;
        // A weight of 0 stands for a neighbour that isn't there.
        if (left > 0) sum += left * values[at - channels]!;
        if (right > 0) sum += right * values[at + channels]!;
        if (up > 0) sum += up * values[at - row]!;
        if (down > 0) sum += down * values[at + row]!;
        values[at] = values[at]! + over * (sum / sumOfWeights - values[at]!);
      }
    }
  }
}

/** Weights of the left, right, upper and lower neighbour of every listed pixel: [pixels, 4]. */
function weightsOf(
  list: Int32Array,
  unknown: Uint8Array,
  width: number,
  height: number,
  rim: number,
): Float32Array {
  const weights = new Float32Array(list.length * 4);
  const weightOf = (i: number): number => (unknown[i] === 0 ? rim : 1);
  for (let n = 0; n < list.length; n++) {
    const i = list[n]!;
    const x = i % width;
    if (x > 0) weights[n * 4] = weightOf(i - 1);
    if (x + 1 < width) weights[n * 4 + 1] = weightOf(i + 1);
    if (i >= width) weights[n * 4 + 2] = weightOf(i - width);
    if (i + width < width * height) weights[n * 4 + 3] = weightOf(i + width);
  }
  return weights;
}

function unknownPixels(unknown: Uint8Array): Int32Array {
  let count = 0;
  for (let i = 0; i < unknown.length; i++) if (unknown[i]) count++;
  const list = new Int32Array(count);
  for (let i = 0, n = 0; i < unknown.length; i++) if (unknown[i]) list[n++] = i;
  return list;
}

/** The same problem at half size; null where no unknown pixel is left. A cell is known as soon as one of its pixels is. */
function halve(fine: MembraneProblem): MembraneProblem | null {
  const { channels } = fine;
  const width = (fine.width + 1) >> 1;
  const height = (fine.height + 1) >> 1;
  const values = new Float32Array(width * height * channels);
  const unknown = new Uint8Array(width * height);
  const laplacian = fine.laplacian === null ? null : new Float32Array(width * height * channels);
  let any = false;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const out = y * width + x;
      let known = 0;
      for (let k = 0; k < 4; k++) {
        const fx = 2 * x + (k & 1);
        const fy = 2 * y + (k >> 1);
        if (fx < fine.width && fy < fine.height && !fine.unknown[fy * fine.width + fx]) known++;
      }
      if (known === 0) {
        unknown[out] = 1;
        any = true;
      }
      for (let k = 0; k < 4; k++) {
        const fx = 2 * x + (k & 1);
        const fy = 2 * y + (k >> 1);
        if (fx >= fine.width || fy >= fine.height) continue;
        const index = fy * fine.width + fx;
        for (let c = 0; c < channels; c++) {
          const to = out * channels + c;
          if (known > 0 && !fine.unknown[index])
            values[to] = values[to]! + fine.values[index * channels + c]! / known;
          if (known === 0) values[to] = values[to]! + fine.values[index * channels + c]! / 4;
          // One coarse pixel stands for four, at twice the spacing: the Laplacians add up.
          if (laplacian !== null && known === 0)
            laplacian[to] = laplacian[to]! + fine.laplacian![index * channels + c]!;
        }
      }
    }
  }
  if (!any) return null;
  return { ...fine, width, height, values, unknown, laplacian, pull: (fine.pull ?? 0) * 4 };
}

/** Interpolates the coarse solution into the unknown pixels. */
function enlarge(fine: MembraneProblem, coarse: MembraneProblem): void {
  const { width, height, channels, values, unknown } = fine;
  enlargeTwice(coarse.values, coarse.width, coarse.height, width, height, channels, values, unknown);
}
