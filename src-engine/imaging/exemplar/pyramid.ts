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

/** Converts samples of any depth to floats in [0, 1]. */
export function toUnitFloats(samples: RgbSamples): Float32Array {
  if (samples instanceof Float32Array) return samples;
  const scale = samples instanceof Uint16Array ? 65535 : 255;
  const out = new Float32Array(samples.length);
  for (let i = 0; i < samples.length; i++) out[i] = samples[i]! / scale;
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
    for (let x = 0; x < width; x++) {
      const out = y * width + x;
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
          if (inside && avoid && fine.avoid![index]) avoid[out] = 1;
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
      if (known > 0) {
        const at = out * FEATURES;
        features[at] = r / known;
        features[at + 1] = g / known;
        features[at + 2] = b / known;
        features[at + 3] = c / known;
      }
    }
  }
  return { width, height, scale: fine.scale * 2, features, hole, avoid };
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
