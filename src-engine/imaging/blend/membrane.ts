import { enlargeTwice } from '../resample';

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
  const rim = problem.rimWeight ?? 1;
  const list = unknownPixels(unknown);
  if (list.length === 0) return;
  if (width > 2 && height > 2 && list.length > 16) {
    const coarse = halve(problem);
    if (coarse !== null) {
      solveMembrane(coarse);
      enlarge(problem, coarse);
    }
  }
  for (let pass = 0; pass < RELAXATIONS; pass++) {
    const over = pass < RELAXATIONS - 2 ? OVER : 1;
    const backwards = (pass & 1) === 1;
    for (let n = 0; n < list.length; n++) {
      const i = list[backwards ? list.length - 1 - n : n]!;
      const y = (i / width) | 0;
      const x = i - y * width;
      const left = x > 0 ? weightOf(i - 1) : 0;
      const right = x + 1 < width ? weightOf(i + 1) : 0;
      const up = y > 0 ? weightOf(i - width) : 0;
      const down = y + 1 < height ? weightOf(i + width) : 0;
      const weights = left + right + up + down + pull;
      if (weights === 0) continue;
      for (let c = 0; c < channels; c++) {
        const at = i * channels + c;
        let sum = problem.laplacian === null ? 0 : -problem.laplacian[at]!;
        if (left > 0) sum += left * values[at - channels]!;
        if (right > 0) sum += right * values[at + channels]!;
        if (up > 0) sum += up * values[at - width * channels]!;
        if (down > 0) sum += down * values[at + width * channels]!;
        values[at] = values[at]! + over * (sum / weights - values[at]!);
      }
    }
  }

  function weightOf(neighbour: number): number {
    return unknown[neighbour] === 1 ? 1 : rim;
  }
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
