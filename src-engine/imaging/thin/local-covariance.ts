import { randomBits, randomKey } from '../exemplar/keyed-random.ts';
import { patchOffsets, patchPairs, patchPixels, patchRadius } from './patch-pixels.ts';

/** Pixels per edge of the blocks that share a covariance. */
const blockEdge = 64;
/** Patches it is measured on, and in how many tries they must be found. */
const samples = 384;
const tries = 8 * samples;
/** Numbers from one row of patches to the next; not a multiple of a large power of two, so that columns spread over the cache. */
const stride = samples + 8;
/** How far from the hole they lie; doubled where too few are whole, as often as this. */
const reach = 24;
const widenings = 4;
const fewest = 200;
/** Weight of a smooth field beside the measured covariance: the few patches say nothing about some directions. */
const smoothShare = 0.2;
/** Over this many pixels such a field changes. */
const smoothPixels = 5;
/** Variance of the unknown mean, and of what no neighbour tells, both in units of the patches' own; the last one is absolute. */
const meanVariance = 30;
const nugget = 1e-3;
const leastNugget = 1e-7;

/** A photo with a hole, as the thin fill sees it. */
export interface ThinPlane {
  readonly width: number;
  readonly height: number;
  /** [height, width, 3] */
  readonly photo: Float32Array;
  /** [height, width]; `known` where texture may be taken from. */
  readonly state: Uint8Array;
  readonly known: number;
}

/** Where random numbers come from: a key, and the document position of the plane's top left pixel. */
export interface RandomPlace {
  readonly x: number;
  readonly y: number;
  readonly key: number;
}

export interface LocalCovariance {
  /** Covariance of the patches around the hole near this place. */
  readonly at: (column: number, row: number) => Covariance;
  /** [height, width]; 1 where a whole patch of known pixels lies around the pixel. */
  readonly isKnownPatch: Uint8Array;
}

export interface Covariance {
  /** [patchPixels, patchPixels], both in the sequence of `patchOffsets`. */
  readonly matrix: Float64Array;
  /** Mean variance of a pixel within its patch: what `matrix` holds beside the unknown mean. */
  readonly variance: number;
}

/** @param order the hole's pixels */
export function createLocalCovariance(
  plane: ThinPlane,
  order: Int32Array,
  place: RandomPlace,
): LocalCovariance {
  const { width, height } = plane;
  const isKnownPatch = knownPatches(plane);
  const firstColumn = Math.floor(place.x / blockEdge);
  const firstRow = Math.floor(place.y / blockEdge);
  const columns = Math.floor((place.x + width - 1) / blockEdge) - firstColumn + 1;
  const rows = Math.floor((place.y + height - 1) / blockEdge) - firstRow + 1;
  const blockOf = (column: number, row: number): number =>
    (Math.floor((place.y + row) / blockEdge) - firstRow) * columns +
    Math.floor((place.x + column) / blockEdge) -
    firstColumn;
  const holes = Array.from({ length: rows * columns }, (): number[] => []);
  for (const pixel of order) holes[blockOf(pixel % width, Math.floor(pixel / width))]!.push(pixel);
  const measured = new Array<Covariance | undefined>(holes.length);
  const patches = new Float64Array(patchPixels * stride);
  return {
    isKnownPatch,
    at(column, row) {
      const block = blockOf(column, row);
      return (measured[block] ??= measure(plane, isKnownPatch, holes[block]!, place, patches));
    },
  };
}

/** Centres of squares around patches that are known in all their pixels. */
function knownPatches({ width, height, state, known }: ThinPlane): Uint8Array {
  const side = 2 * patchRadius + 1;
  const whole = new Uint8Array(width * height);
  /** By column: how many of the rows up to this one are known across the square, without a gap. */
  const rowsAbove = new Int32Array(width);
  for (let y = 0; y < height; y++)
    for (let x = 0, run = 0; x < width; x++) {
      run = state[y * width + x] === known ? run + 1 : 0;
      const centre = x - patchRadius;
      if (centre < 0) continue;
      rowsAbove[centre] = run >= side ? rowsAbove[centre]! + 1 : 0;
      if (rowsAbove[centre] >= side) whole[(y - patchRadius) * width + centre] = 1;
    }
  return whole;
}

/**
 * Covariance of patches around the block's hole pixels, each of one channel and without its mean. Each counts a second time
 * turned by 180 degrees: how pixels go together is a matter of their distance and direction alone.
 * @param patches [patchPixels, stride], scratch space
 */
function measure(
  plane: ThinPlane,
  isKnownPatch: Uint8Array,
  hole: readonly number[],
  place: RandomPlace,
  patches: Float64Array,
): Covariance {
  const { width, height } = plane;
  const first = hole[0]!;
  const key = randomKey(place.key, place.x + (first % width), place.y + Math.floor(first / width));
  let count = 0;
  for (let widening = 0, radius = reach; widening <= widenings && count < fewest; widening++, radius *= 2) {
    count = 0;
    for (let attempt = 0; attempt < tries && count < samples; attempt++) {
      const bits = randomBits(key, widening, attempt);
      const near = hole[randomBits(key, ~widening, attempt) % hole.length]!;
      const x = (near % width) - radius + ((bits & 0xffff) % (2 * radius + 1));
      const y = Math.floor(near / width) - radius + ((bits >>> 16) % (2 * radius + 1));
      if (x < 0 || y < 0 || x >= width || y >= height || isKnownPatch[y * width + x] === 0) continue;
      takePatch(plane, y * width + x, count % 3, patches, count);
      count++;
    }
  }
  const matrix = meanProduct(patches, count);
  let variance = 0;
  for (let i = 0; i < patchPixels; i++) variance += matrix[i * patchPixels + i]! / patchPixels;
  const smooth = count < fewest ? 1 : smoothShare;
  if (count < fewest) variance = Math.max(variance, 1e-4);
  for (let i = 0; i < patchPixels; i++)
    for (let j = 0; j <= i; j++) {
      const own = i === j ? nugget * variance + leastNugget : 0;
      const field = smooth * variance * smoothField[i * patchPixels + j]!;
      const value = (1 - smooth) * matrix[i * patchPixels + j]! + field + meanVariance * variance + own;
      matrix[i * patchPixels + j] = value;
      matrix[j * patchPixels + i] = value;
    }
  return { matrix, variance };
}

/**
 * Writes column `index` of `patches`: the centre and the half sums of opposite pixels, then their half differences, without
 * the patch's mean.
 */
function takePatch(
  { width, photo }: ThinPlane,
  centre: number,
  channel: number,
  patches: Float64Array,
  index: number,
): void {
  const own = photo[centre * 3 + channel]!;
  let mean = own;
  for (let pair = 1; pair <= patchPairs; pair++) {
    const { x, y } = patchOffsets[2 * pair]!;
    const step = y * width + x;
    const one = photo[(centre - step) * 3 + channel]!;
    const other = photo[(centre + step) * 3 + channel]!;
    mean += one + other;
    patches[pair * stride + index] = (one + other) / 2;
    patches[(patchPairs + pair) * stride + index] = (one - other) / 2;
  }
  mean /= patchPixels;
  patches[index] = own - mean;
  for (let pair = 1; pair <= patchPairs; pair++)
    patches[pair * stride + index] = patches[pair * stride + index]! - mean;
}

/**
 * Lower half of the mean outer product of patches and the same patches turned: sums and differences of opposite pixels are
 * not correlated in it, so each is multiplied with its like alone.
 */
function meanProduct(patches: Float64Array, count: number): Float64Array {
  const matrix = new Float64Array(patchPixels * patchPixels);
  if (count === 0) return matrix;
  const sums = patches.subarray(0, (patchPairs + 1) * stride);
  addProducts(sums, count, (pair, other, value) => {
    for (let i = Math.max(0, 2 * pair - 1); i <= 2 * pair; i++)
      for (let j = Math.max(0, 2 * other - 1); j <= 2 * other; j++)
        matrix[i * patchPixels + j] = value / count;
  });
  const differences = patches.subarray((patchPairs + 1) * stride);
  addProducts(differences, count, (pair, other, value) => {
    for (let i = 1; i <= 2; i++)
      for (let j = 1; j <= 2; j++) {
        const at = (2 * pair + i) * patchPixels + 2 * other + j;
        matrix[at] = matrix[at]! + (i === j ? value : -value) / count;
      }
  });
  return matrix;
}

/** Scalar products of all pairs of rows, four rows with four at a time: each number that is read is used four times. */
function addProducts(
  rows: Float64Array,
  count: number,
  use: (row: number, other: number, product: number) => void,
): void {
  const last = rows.length / stride - 1;
  const products = new Float64Array(16);
  for (let i = 0; i <= last; i += 4) {
    const p0 = i * stride;
    const p1 = Math.min(i + 1, last) * stride;
    const p2 = Math.min(i + 2, last) * stride;
    const p3 = Math.min(i + 3, last) * stride;
    for (let j = 0; j <= i; j += 4) {
      const q0 = j * stride;
      const q1 = Math.min(j + 1, last) * stride;
      const q2 = Math.min(j + 2, last) * stride;
      const q3 = Math.min(j + 3, last) * stride;
      let [s00, s01, s02, s03] = [0, 0, 0, 0];
      let [s10, s11, s12, s13] = [0, 0, 0, 0];
      let [s20, s21, s22, s23] = [0, 0, 0, 0];
      let [s30, s31, s32, s33] = [0, 0, 0, 0];
      for (let n = 0; n < count; n++) {
        const a = rows[p0 + n]!;
        const b = rows[p1 + n]!;
        const c = rows[p2 + n]!;
        const d = rows[p3 + n]!;
        const e = rows[q0 + n]!;
        const f = rows[q1 + n]!;
        const g = rows[q2 + n]!;
        const h = rows[q3 + n]!;
        s00 += a * e;
        s01 += a * f;
        s02 += a * g;
        s03 += a * h;
        s10 += b * e;
        s11 += b * f;
        s12 += b * g;
        s13 += b * h;
        s20 += c * e;
        s21 += c * f;
        s22 += c * g;
        s23 += c * h;
        s30 += d * e;
        s31 += d * f;
        s32 += d * g;
        s33 += d * h;
      }
      products.set([s00, s01, s02, s03, s10, s11, s12, s13, s20, s21, s22, s23, s30, s31, s32, s33]);
      for (let row = i; row <= Math.min(i + 3, last); row++)
        for (let other = j; other <= Math.min(j + 3, row); other++)
          use(row, other, products[4 * (row - i) + other - j]!);
    }
  }
}

/** Correlation of a smooth field (Matern, smoothness 3/2). */
const smoothField = Float64Array.from({ length: patchPixels * patchPixels }, (_, index) => {
  const a = patchOffsets[Math.floor(index / patchPixels)]!;
  const b = patchOffsets[index % patchPixels]!;
  const distance = Math.hypot(a.x - b.x, a.y - b.y) / smoothPixels;
  return (1 + distance) * Math.exp(-distance);
});
