import { randomBits, randomKey } from '../exemplar/keyed-random.ts';

/** Half the side of the patches whose covariance is measured, pixels. */
export const patchRadius = 5;
export const patchSide = 2 * patchRadius + 1;
const patchPixels = patchSide * patchSide;

/** Pixels per edge of the blocks that share a covariance. */
const blockEdge = 64;
/** Patches it is measured on, and in how many tries they must be found. */
const samples = 384;
const tries = 8 * samples;
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
  /** [height, width]; `known` where the photo may be looked at. */
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
  /** [patchPixels, patchPixels], rows of pixels in reading order: covariance of the patches around the hole near this place. */
  readonly at: (column: number, row: number) => Covariance;
  /** [height, width]; 1 where a whole patch of known pixels lies around the pixel. */
  readonly isWhole: Uint8Array;
}

export interface Covariance {
  readonly matrix: Float32Array;
  /** Mean variance of a pixel within its patch: what `matrix` holds beside the unknown mean. */
  readonly variance: number;
}

/** @param order the hole's pixels */
export function createLocalCovariance(
  plane: ThinPlane,
  order: Int32Array,
  place: RandomPlace,
): LocalCovariance {
  const { width } = plane;
  const isWhole = wholePatches(plane);
  const blockOf = (column: number, row: number): string =>
    `${Math.floor((place.x + column) / blockEdge)} ${Math.floor((place.y + row) / blockEdge)}`;
  const holes = new Map<string, number[]>();
  for (const pixel of order) {
    const block = blockOf(pixel % width, Math.floor(pixel / width));
    const list = holes.get(block);
    if (list) list.push(pixel);
    else holes.set(block, [pixel]);
  }
  const known = new Map<string, Covariance>();
  return {
    isWhole,
    at(column, row) {
      const block = blockOf(column, row);
      let found = known.get(block);
      if (!found) {
        found = measure(plane, isWhole, holes.get(block)!, place);
        known.set(block, found);
      }
      return found;
    },
  };
}

/** Centres of patches that are known in all their pixels. */
function wholePatches({ width, height, state, known }: ThinPlane): Uint8Array {
  const runs = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0, run = 0; x < width; x++) {
      run = state[y * width + x] === known ? run + 1 : 0;
      if (run >= patchSide) runs[y * width + x - patchRadius] = 1;
    }
  const whole = new Uint8Array(width * height);
  for (let x = 0; x < width; x++)
    for (let y = 0, run = 0; y < height; y++) {
      run = runs[y * width + x] === 1 ? run + 1 : 0;
      if (run >= patchSide) whole[(y - patchRadius) * width + x] = 1;
    }
  return whole;
}

/** Covariance of patches around the block's hole pixels, each of one channel and without its mean. */
function measure(
  plane: ThinPlane,
  isWhole: Uint8Array,
  hole: readonly number[],
  place: RandomPlace,
): Covariance {
  const { width, height } = plane;
  const first = hole[0]!;
  const key = randomKey(place.key, place.x + (first % width), place.y + Math.floor(first / width));
  const patches = new Float32Array(samples * patchPixels);
  let count = 0;
  for (let widening = 0, radius = reach; widening <= widenings && count < fewest; widening++, radius *= 2) {
    count = 0;
    for (let attempt = 0; attempt < tries && count < samples; attempt++) {
      const bits = randomBits(key, widening, attempt);
      const near = hole[randomBits(key, ~widening, attempt) % hole.length]!;
      const x = (near % width) - radius + ((bits & 0xffff) % (2 * radius + 1));
      const y = Math.floor(near / width) - radius + ((bits >>> 16) % (2 * radius + 1));
      if (x < 0 || y < 0 || x >= width || y >= height || isWhole[y * width + x] === 0) continue;
      takePatch(plane, x, y, count % 3, patches, count);
      count++;
    }
  }
  const matrix = productOf(patches, count);
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

function takePatch(
  { width, photo }: ThinPlane,
  x: number,
  y: number,
  channel: number,
  patches: Float32Array,
  index: number,
): void {
  const base = index * patchPixels;
  let mean = 0;
  let n = base;
  for (let v = y - patchRadius; v <= y + patchRadius; v++)
    for (let u = x - patchRadius; u <= x + patchRadius; u++)
      mean += patches[n++] = photo[(v * width + u) * 3 + channel]!;
  mean /= patchPixels;
  for (let i = base; i < n; i++) patches[i] = patches[i]! - mean;
}

/** Lower half of the mean outer product; four patches at a time, so that the matrix is walked a quarter as often. */
function productOf(patches: Float32Array, count: number): Float32Array {
  const matrix = new Float32Array(patchPixels * patchPixels);
  const size = patchPixels;
  // Patches beyond `count` up to the next four are zero or older ones: they are cleared.
  patches.fill(0, count * size);
  for (let n = 0; n < count; n += 4) {
    const p = n * size;
    const q = p + size;
    const r = q + size;
    const s = r + size;
    for (let i = 0; i < size; i++) {
      const a = patches[p + i]!;
      const b = patches[q + i]!;
      const c = patches[r + i]!;
      const d = patches[s + i]!;
      const row = i * size;
      for (let j = 0; j <= i; j++)
        matrix[row + j] =
          matrix[row + j]! +
          (a * patches[p + j]! + b * patches[q + j]! + c * patches[r + j]! + d * patches[s + j]!);
    }
  }
  if (count > 0) for (let i = 0; i < matrix.length; i++) matrix[i] = matrix[i]! / count;
  return matrix;
}

/** Correlation of a smooth field (Matern, smoothness 3/2). */
const smoothField = Float32Array.from({ length: patchPixels * patchPixels }, (_, index) => {
  const [i, j] = [Math.floor(index / patchPixels), index % patchPixels];
  const distance =
    Math.hypot(Math.floor(i / patchSide) - Math.floor(j / patchSide), (i % patchSide) - (j % patchSide)) /
    smoothPixels;
  return (1 + distance) * Math.exp(-distance);
});
