import { type Kernels, kernels, releaseKernels } from '#engine/imaging/kernels/kernels.ts';
import { enlargeTwice } from '../resample.ts';

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

/** Passes of successive over-relaxation on each grid of the first descent. */
const RELAXATIONS = 24;
const OVER = 1.7;
/** Larger pictures stay where they are: the kernel works on a copy of 25 bytes a pixel. */
const maxCompiledPixels = 8_000_000;
/** The memory that a picture of more pixels took is given back at once. */
const keptPixels = 250_000;
/** Where Laplacians are given: rounds of correcting what the first descent left, and passes before and after each on every grid. */
const CYCLES = 6;
const SMOOTHINGS = 2;

/**
 * Solves the discrete Poisson equation coarse to fine (cascadic multigrid, successive over-relaxation on each level). The picture's
 * rim is free (Neumann). An unknown region without any known pixel around keeps its first guess up to a constant.
 */
export function solveMembrane(problem: MembraneProblem): void {
  const compiled = problem.unknown.length <= maxCompiledPixels ? kernels() : null;
  if (compiled) return solveCompiled(compiled, problem);
  descend(problem);
  // Coarser grids lose steps that end at known pixels, or lie within one of their cells: only the residual tells what is missing.
  if (problem.laplacian !== null) for (let n = 0; n < CYCLES; n++) correct(problem);
}

function solveCompiled(compiled: Kernels, problem: MembraneProblem): void {
  compiled.begin(problem);
  const at = compiled.put(problem.values);
  runCompiled(compiled, problem, at, compiled.put(problem.laplacian));
  compiled.read(at, problem.values);
}

/** @param values, laplacian pointers; the latter 0 = none */
function runCompiled(
  compiled: Kernels,
  {
    width,
    height,
    channels,
    unknown,
    pull = 0,
    rimWeight = 1,
  }: Omit<MembraneProblem, 'values' | 'laplacian'>,
  values: number,
  laplacian: number,
): void {
  const given = [values, compiled.put(unknown), laplacian, pull, rimWeight];
  compiled.run.solveMembrane(width, height, channels, ...given, compiled.room(0));
  if (unknown.length > keptPixels) releaseKernels();
}

/** Zeros for a problem's values and Laplacian, to be written to until it is solved, at once. */
interface MembraneRoom {
  readonly values: Float32Array;
  readonly laplacian: Float32Array;
  /** Solves what was written there. @returns the values; what was got before is gone */
  solve(): Float32Array;
}

/** Makes room for a problem with a Laplacian where it is solved: a large one is not held twice, and not copied. */
export function membraneRoom(problem: Omit<MembraneProblem, 'values' | 'laplacian'>): MembraneRoom {
  const count = problem.unknown.length * problem.channels;
  const compiled = problem.unknown.length <= maxCompiledPixels ? kernels() : null;
  if (!compiled) {
    const arrays = { values: new Float32Array(count), laplacian: new Float32Array(count) };
    return {
      ...arrays,
      solve: () => {
        solveMembrane({ ...problem, ...arrays });
        return arrays.values;
      },
    };
  }
  compiled.begin(problem);
  const [values, laplacian] = [0, 1].map(() => compiled.room(count * Float32Array.BYTES_PER_ELEMENT));
  const { memory } = compiled.run;
  const arrayAt = (pointer: number): Float32Array => new Float32Array(memory.buffer, pointer, count);
  return {
    values: arrayAt(values!).fill(0),
    laplacian: arrayAt(laplacian!).fill(0),
    solve: () => {
      runCompiled(compiled, problem, values!, laplacian!);
      return arrayAt(values!);
    },
  };
}

function descend(problem: MembraneProblem): void {
  const list = unknownPixels(problem.unknown);
  if (list.length === 0) return;
  const coarse = isLarge(problem, list) ? halve(problem) : null;
  if (coarse !== null) {
    descend(coarse);
    enlarge(problem, coarse);
  }
  relax(problem, list, RELAXATIONS, OVER);
}

/** One V-cycle (Briggs et al., A Multigrid Tutorial, 2000, chapter 3). */
function correct(problem: MembraneProblem): void {
  const list = unknownPixels(problem.unknown);
  if (list.length === 0) return;
  relax(problem, list, SMOOTHINGS, 1);
  const values = new Float32Array(problem.values.length);
  const errors = { ...problem, values, laplacian: residual(problem, list) };
  const coarse = isLarge(problem, list) ? halve(errors) : null;
  if (coarse === null) return;
  correct(coarse);
  enlarge(errors, coarse);
  for (let i = 0; i < values.length; i++) problem.values[i] = problem.values[i]! + values[i]!;
  relax(problem, list, SMOOTHINGS, 1);
}

const isLarge = ({ width, height }: MembraneProblem, list: Int32Array): boolean =>
  width > 2 && height > 2 && list.length > 16;

/** Passes over the unknown pixels, forwards and backwards, each set to what its neighbours ask for, `over` times the way there. */
function relax(problem: MembraneProblem, list: Int32Array, passes: number, over: number): void {
  const { width, channels, values } = problem;
  const pull = problem.pull ?? 0;
  const laplacian = problem.laplacian ?? new Float32Array(0);
  const row = width * channels;
  const weights = weightsOf(problem, list);
  for (let pass = 0; pass < passes; pass++) {
    const step = pass < passes - 2 ? over : 1;
    const backwards = (pass & 1) === 1;
    for (let k = 0; k < list.length; k++) {
      const n = backwards ? list.length - 1 - k : k;
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
        values[at] = values[at]! + step * (sum / sumOfWeights - values[at]!);
      }
    }
  }
}

/** The wanted Laplacian less that of the values, pull included: [height, width, channels], 0 at known pixels. */
function residual(problem: MembraneProblem, list: Int32Array): Float32Array {
  const { width, channels, values, laplacian } = problem;
  const pull = problem.pull ?? 0;
  const row = width * channels;
  const weights = weightsOf(problem, list);
  const out = new Float32Array(values.length);
  for (let n = 0; n < list.length; n++) {
    const [left, right, up, down] = [
      weights[n * 4]!,
      weights[n * 4 + 1]!,
      weights[n * 4 + 2]!,
      weights[n * 4 + 3]!,
    ];
    const end = (list[n]! + 1) * channels;
    for (let at = end - channels; at < end; at++) {
      let sum = -pull * values[at]!;
      if (left > 0) sum += left * (values[at - channels]! - values[at]!);
      if (right > 0) sum += right * (values[at + channels]! - values[at]!);
      if (up > 0) sum += up * (values[at - row]! - values[at]!);
      if (down > 0) sum += down * (values[at + row]! - values[at]!);
      out[at] = laplacian![at]! - sum;
    }
  }
  return out;
}

/** Weights of the left, right, upper and lower neighbour of every listed pixel: [pixels, 4]. */
function weightsOf(
  { unknown, width, height, rimWeight = 1 }: MembraneProblem,
  list: Int32Array,
): Float32Array {
  const weights = new Float32Array(list.length * 4);
  const weightOf = (i: number): number => (unknown[i] === 0 ? rimWeight : 1);
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
