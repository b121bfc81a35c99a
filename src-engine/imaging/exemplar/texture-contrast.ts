import { columnsOfHole, FEATURES, type Level } from './pyramid.ts';
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
    const [first, last] = y + 1 < native.height ? columnsOfHole(native, y, y + 1) : [0, columns];
    for (let x = 0; x < columns; x++) {
      // Most pixels have known ones beside and below them.
      if ((x + 1 < first || x > last) && x + 1 < columns) {
        const cell = row + (scale === 1 ? x : x >> 1);
        const steps = Math.abs(line[x + 1]! - line[x]!) + Math.abs(above[x]! - line[x]!);
        gradient[cell] = gradient[cell]! + steps / 2 / (line[x]! + DARK);
        weight[cell] = weight[cell]! + 1;
        continue;
      }
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
  const nothing = new Float32Array(width);
  const rowOf = (y: number): Float32Array =>
    y < 0 || y >= height ? nothing : source.subarray(y * width, (y + 1) * width);
  const sums = new Float64Array(width);
  for (let y = -radius; y < height; y++) {
    const next = rowOf(y + radius);
    const before = rowOf(y - radius - 1);
    if (y < 0) for (let x = 0; x < width; x++) sums[x] = sums[x]! + next[x]!;
    else
      for (let x = 0, at = y * width; x < width; x++, at++)
        plane[at] = sums[x] = sums[x]! + next[x]! - before[x]!;
  }
}

/** Colours this far apart say little about each other's texture, [0, 1] units. */
const COLOUR_RANGE = 0.06;
/** So do pixels this far apart, as a share of the picture's diagonal. */
const PLACE_RANGE = 0.08;
/** Known pixels looked at per hole pixel, at most about this many. */
const SAMPLES = 400;

/**
 * The local contrast to expect in the hole: that of known pixels with a similar colour in `lowPass` [height, width, 3], near ones first.
 * The guide is soft everywhere, so its own contrast says nothing: grass of the guide's green must be grass, not a green blur.
 * Returns [height, width]; outside the hole the measured contrast.
 */
export function expectContrast(level: Level, lowPass: Float32Array): Float32Array {
  const { width, height, features, hole } = level;
  const out = new Float32Array(width * height);
  const known: number[] = [];
  for (let i = 0; i < out.length; i++) {
    if (hole[i]) continue;
    out[i] = features[i * FEATURES + 3]!;
    known.push(i);
  }
  const stride = Math.max(1, Math.floor(known.length / SAMPLES));
  const colourScale = 1 / (COLOUR_RANGE * COLOUR_RANGE);
  const placeScale = 1 / (PLACE_RANGE * PLACE_RANGE * (width * width + height * height));
  for (let i = 0; i < out.length; i++) {
    if (!hole[i]) continue;
    const y = Math.floor(i / width);
    const x = i - y * width;
    let sum = 0;
    let weights = 0;
    for (let n = 0; n < known.length; n += stride) {
      const k = known[n]!;
      const ky = Math.floor(k / width);
      const kx = k - ky * width;
      const red = lowPass[i * 3]! - lowPass[k * 3]!;
      const green = lowPass[i * 3 + 1]! - lowPass[k * 3 + 1]!;
      const blue = lowPass[i * 3 + 2]! - lowPass[k * 3 + 2]!;
      const far = ((kx - x) * (kx - x) + (ky - y) * (ky - y)) * placeScale;
      const weight = Math.exp(-far - (red * red + green * green + blue * blue) * colourScale) + 1e-9;
      sum += weight * out[k]!;
      weights += weight;
    }
    out[i] = weights > 0 ? sum / weights : 0;
  }
  return out;
}
