import { FEATURES, type Level } from './pyramid.ts';
import type { SourcePlane } from './source-plane.ts';

/** Half side of the window over which contrast is averaged, photo pixels. */
const WINDOW = 6;
/** Weight of contrast against colour: smooth and busy regions of one colour must not match. */
const GAIN = 2;
/** Texture in shadow has small steps: they count relative to the brightness, plus this. */
const DARK = 0.15;

/**
 * Fills the fourth feature of a level with the local contrast of the photo's known pixels (mean luminance gradient around each,
 * relative to brightness, times a gain): coarser levels keep it, where the texture itself has been averaged away (Newson et al. 2014).
 * @param native the photo, whose scale is 1 @param level of scale 1 or 2
 */
export function measureContrast(native: SourcePlane, level: Level): void {
  const { samples, channels, hole } = native;
  const { width, height, features, scale } = level;
  const gradient = new Float32Array(width * height);
  const weight = new Float32Array(width * height);
  const columns = native.width;
  let above = new Float32Array(columns);
  let line = new Float32Array(columns);
  // Rows from the last one up, so that the row below is always at hand.
  for (let y = native.height - 1; y >= 0; y--) {
    [line, above] = [above, line];
    for (let x = 0; x < columns; x++) {
      const at = (y * columns + x) * channels;
      line[x] = 0.3 * samples[at]! + 0.59 * samples[at + 1]! + 0.11 * samples[at + 2]!;
    }
    const row = (scale === 1 ? y : y >> 1) * width;
    for (let x = 0; x < columns; x++) {
      const at = y * columns + x;
      if (hole[at] === 1) continue;
      let sum = 0;
      let count = 0;
      if (x + 1 < columns && hole[at + 1] === 0) {
        sum += Math.abs(line[x + 1]! - line[x]!);
        count++;
      }
      if (y + 1 < native.height && hole[at + columns] === 0) {
        sum += Math.abs(above[x]! - line[x]!);
        count++;
      }
      if (count === 0) continue;
      const cell = row + (scale === 1 ? x : x >> 1);
      gradient[cell] = gradient[cell]! + sum / count / (line[x]! + DARK);
      weight[cell] = weight[cell]! + 1;
    }
  }
  const radius = Math.round(WINDOW / scale);
  boxSum(gradient, width, height, radius);
  boxSum(weight, width, height, radius);
  for (let i = 0; i < gradient.length; i++)
    features[i * FEATURES + 3] = weight[i]! > 0.5 ? (GAIN * gradient[i]!) / weight[i]! : 0;
}

/** Replaces each value of a plane by the sum over the window around it that lies in the picture. */
export function boxSum(plane: Float32Array, width: number, height: number, radius: number): void {
  const line = new Float64Array(width);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    for (let x = 0; x < width; x++) line[x] = plane[start + x]!;
    let sum = 0;
    for (let x = 0; x < Math.min(radius, width); x++) sum += line[x]!;
    for (let x = 0; x < width; x++) {
      if (x + radius < width) sum += line[x + radius]!;
      if (x - radius - 1 >= 0) sum -= line[x - radius - 1]!;
      plane[start + x] = sum;
    }
  }
  // All columns at once, row by row: memory is walked through in its own order.
  const source = plane.slice();
  const sums = new Float64Array(width);
  const add = (y: number, sign: number): void => {
    for (let x = 0; x < width; x++) sums[x] = sums[x]! + sign * source[y * width + x]!;
  };
  for (let y = 0; y < Math.min(radius, height); y++) add(y, 1);
  for (let y = 0; y < height; y++) {
    if (y + radius < height) add(y + radius, 1);
    if (y - radius - 1 >= 0) add(y - radius - 1, -1);
    for (let x = 0; x < width; x++) plane[y * width + x] = sums[x]!;
  }
}
