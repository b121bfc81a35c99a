import { FEATURES, type Level } from './pyramid';

/** Half side of the window over which contrast is averaged, photo pixels. */
const WINDOW = 6;
/** Weight of contrast against colour: smooth and busy regions of one colour must not match. */
const GAIN = 2;

/** Texture in shadow has small steps: they count relative to the brightness, plus this. */
const DARK = 0.15;

/**
 * Fills the fourth feature of the finest level with the local contrast of the known pixels (mean luminance gradient around
 * each, relative to brightness, times a gain): coarser levels keep it, where the texture itself has been averaged away (Newson et al. 2014).
 */
export function measureContrast(level: Level): void {
  const { width, height, features, hole } = level;
  const luma = (i: number): number =>
    0.3 * features[i * FEATURES]! + 0.59 * features[i * FEATURES + 1]! + 0.11 * features[i * FEATURES + 2]!;
  const gradient = new Float32Array(width * height);
  const weight = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (hole[i]) continue;
      const value = luma(i);
      let sum = 0;
      let count = 0;
      if (x + 1 < width && !hole[i + 1]) {
        sum += Math.abs(luma(i + 1) - value);
        count++;
      }
      if (y + 1 < height && !hole[i + width]) {
        sum += Math.abs(luma(i + width) - value);
        count++;
      }
      if (count > 0) {
        gradient[i] = sum / count / (value + DARK);
        weight[i] = 1;
      }
    }
  }
  boxSum(gradient, width, height, WINDOW);
  boxSum(weight, width, height, WINDOW);
  for (let i = 0; i < gradient.length; i++) {
    features[i * FEATURES + 3] = weight[i]! > 0.5 ? (GAIN * gradient[i]!) / weight[i]! : 0;
  }
}

/** Replaces each value of a plane by the sum over the window around it that lies in the picture. */
export function boxSum(plane: Float32Array, width: number, height: number, radius: number): void {
  const line = new Float64Array(Math.max(width, height));
  const sumLine = (start: number, step: number, length: number): void => {
    for (let i = 0; i < length; i++) line[i] = plane[start + i * step]!;
    let sum = 0;
    for (let i = 0; i < Math.min(radius, length); i++) sum += line[i]!;
    for (let i = 0; i < length; i++) {
      if (i + radius < length) sum += line[i + radius]!;
      if (i - radius - 1 >= 0) sum -= line[i - radius - 1]!;
      plane[start + i * step] = sum;
    }
  };
  for (let y = 0; y < height; y++) sumLine(y * width, 1, width);
  for (let x = 0; x < width; x++) sumLine(x, width, height);
}
