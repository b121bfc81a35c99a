import type { RgbSamples } from './request.ts';

/** Channels of a level's features: red, green, blue in [0, 1], and local contrast. */
export const FEATURES = 4;

/** One level of the pyramid: the photo where it is known, the current estimate inside the hole. */
export interface Level {
  readonly width: number;
  readonly height: number;
  /** Photo pixels per pixel of this level: 1, 2, 4, ... */
  readonly scale: number;
  /** [height, width, FEATURES] */
  readonly features: Float32Array;
  /** [height, width]; 1 = to be filled. */
  readonly hole: Uint8Array;
  /** [height, width]; 1 = known, yet never copied from. */
  readonly avoid: Uint8Array | null;
}

/** A sample of any depth as a float in [0, 1]. */
export const unitAt = (samples: RgbSamples, i: number): number =>
  samples instanceof Float32Array ? samples[i]! : Math.fround(samples[i]! / fullOf(samples));

const fullOf = (samples: RgbSamples): number => (samples instanceof Uint16Array ? 65535 : 255);

/** Converts samples of any depth to floats in [0, 1]. */
export function toUnitFloats(samples: RgbSamples): Float32Array {
  if (samples instanceof Float32Array) return samples;
  // Looked up: a division for each of them takes longer.
  const scale = fullOf(samples);
  const floats = Float32Array.from({ length: scale + 1 }, (_, value) => value / scale);
  const out = new Float32Array(samples.length);
  for (let i = 0; i < samples.length; i++) out[i] = floats[samples[i]!]!;
  return out;
}

/** Halves a level; a coarse pixel averages only known fine pixels, and is hole where any of its four is. */
export function halveLevel(fine: Level): Level {
  const width = (fine.width + 1) >> 1;
  const height = (fine.height + 1) >> 1;
  const features = new Float32Array(width * height * FEATURES);
  const hole = new Uint8Array(width * height);
  const avoid = fine.avoid ? new Uint8Array(width * height) : null;
  for (let y = 0; y < height; y++) {
    // Most cells see no hole and no edge: what lies between the first and the last such column of its rows is looked at one by one.
    const [first, last] = columnsOfHole(fine, 2 * y - 1, 2 * y + 2);
    for (let x = 0; x < width; x++) {
      const isPlain = x > 0 && 2 * x + 2 < fine.width && (2 * x + 2 < first || 2 * x - 1 > last);
      if (isPlain) averageKnown(fine, x, y, features, (y * width + x) * FEATURES);
      else averageCell(fine, x, y, features, hole, y * width + x);
    }
    if (avoid === null) continue;
    for (let fy = 2 * y; fy < Math.min(fine.height, 2 * y + 2); fy++)
      for (let fx = 0, at = fy * fine.width; fx < fine.width; fx++, at++)
        if (fine.avoid![at] === 1) avoid[y * width + (fx >> 1)] = 1;
  }
  return { width, height, scale: fine.scale * 2, features, hole, avoid };
}

/** The first and the last column with a hole pixel in rows `from` to `to` (inside the level); Infinity and -1 where there is none. */
export function columnsOfHole(
  { width, height, hole }: Pick<Level, 'width' | 'height' | 'hole'>,
  from: number,
  to: number,
): [number, number] {
  let [first, last] = [Infinity, -1];
  for (let y = Math.max(0, from); y <= Math.min(height - 1, to); y++) {
    const row = hole.subarray(y * width, (y + 1) * width);
    const begin = row.indexOf(1);
    if (begin < 0) continue;
    first = Math.min(first, begin);
    last = Math.max(last, row.lastIndexOf(1));
  }
  return [first, last];
}

/** `averageCell` where no fine pixel is hole and no column lies outside. */
function averageKnown(
  { width, height, features }: Level,
  x: number,
  y: number,
  out: Float32Array,
  to: number,
): void {
  let r = 0;
  let g = 0;
  let b = 0;
  let c = 0;
  for (let j = -1; j <= 2; j++) {
    const outer = j === 0 || j === 1 ? 3 : 1;
    const inner = 3 * outer;
    const at = (Math.min(height - 1, Math.max(0, 2 * y + j)) * width + 2 * x - 1) * FEATURES;
    r =
      r +
      outer * features[at]! +
      inner * features[at + 4]! +
      inner * features[at + 8]! +
      outer * features[at + 12]!;
    g =
      g +
      outer * features[at + 1]! +
      inner * features[at + 5]! +
      inner * features[at + 9]! +
      outer * features[at + 13]!;
    b =
      b +
      outer * features[at + 2]! +
      inner * features[at + 6]! +
      inner * features[at + 10]! +
      outer * features[at + 14]!;
    c =
      c +
      outer * features[at + 3]! +
      inner * features[at + 7]! +
      inner * features[at + 11]! +
      outer * features[at + 15]!;
  }
  out[to] = r / 64;
  out[to + 1] = g / 64;
  out[to + 2] = b / 64;
  out[to + 3] = c / 64;
}

/** The mean of the known pixels around the cell at (x, y) of the coarser level. */
function averageCell(
  fine: Level,
  x: number,
  y: number,
  features: Float32Array,
  hole: Uint8Array,
  out: number,
): void {
  let known = 0;
  let r = 0;
  let g = 0;
  let b = 0;
  let c = 0;
  // The four fine pixels of the cell weigh 3 per axis, their outer neighbours 1: a tent, against aliasing.
  for (let j = -1; j <= 2; j++) {
    const fy = Math.min(fine.height - 1, Math.max(0, 2 * y + j));
    for (let i = -1; i <= 2; i++) {
      const fx = Math.min(fine.width - 1, Math.max(0, 2 * x + i));
      const index = fy * fine.width + fx;
      const inside = (i === 0 || i === 1) && (j === 0 || j === 1);
      if (inside && fine.hole[index]) hole[out] = 1;
      if (fine.hole[index]) continue;
      const weight = (i === 0 || i === 1 ? 3 : 1) * (j === 0 || j === 1 ? 3 : 1);
      const at = index * FEATURES;
      known += weight;
      r += weight * fine.features[at]!;
      g += weight * fine.features[at + 1]!;
      b += weight * fine.features[at + 2]!;
      c += weight * fine.features[at + 3]!;
    }
  }
  if (known === 0) return;
  const to = out * FEATURES;
  features[to] = r / known;
  features[to + 1] = g / known;
  features[to + 2] = b / known;
  features[to + 3] = c / known;
}

/** [height, width]; chessboard distance (pixels) of each hole pixel to the nearest known one, 0 at known ones; the picture's rim doesn't count as known. */
export function holeDistances(hole: Uint8Array, width: number, height: number): Int32Array {
  const far = width + height;
  const distance = new Int32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (!hole[i]) continue;
      let best = far;
      if (x > 0) best = Math.min(best, distance[i - 1]!);
      if (y > 0) {
        best = Math.min(best, distance[i - width]!);
        if (x > 0) best = Math.min(best, distance[i - width - 1]!);
        if (x + 1 < width) best = Math.min(best, distance[i - width + 1]!);
      }
      distance[i] = best + 1;
    }
  }
  for (let y = height - 1; y >= 0; y--) {
    for (let x = width - 1; x >= 0; x--) {
      const i = y * width + x;
      if (!hole[i]) continue;
      let best = distance[i]! - 1;
      if (x + 1 < width) best = Math.min(best, distance[i + 1]!);
      if (y + 1 < height) {
        best = Math.min(best, distance[i + width]!);
        if (x + 1 < width) best = Math.min(best, distance[i + width + 1]!);
        if (x > 0) best = Math.min(best, distance[i + width - 1]!);
      }
      distance[i] = best + 1;
    }
  }
  return distance;
}
