import { createFloatImage, type FloatImage } from './float-image.ts';

/** Catmull-Rom weights of the four samples around a position `t` in [0, 1) past the second one. */
function cubicWeights(t: number): [number, number, number, number] {
  return [
    ((-0.5 * t + 1) * t - 0.5) * t,
    (1.5 * t - 2.5) * t * t + 1,
    ((-1.5 * t + 2) * t + 0.5) * t,
    (0.5 * t - 0.5) * t * t,
  ];
}

/** Enlarges by a whole factor with cubic interpolation (Catmull-Rom); a constant stays that constant. Values may overshoot. */
export function upsample(image: FloatImage, factor: number): FloatImage {
  if (factor === 1) return image;
  return upsampleRows(upsampleColumns(image, factor), factor);
}

interface Taps {
  readonly indices: Int32Array;
  readonly weights: Float32Array;
}

/** For every output position, the four input samples (edges repeated) and their weights. */
function tapsOf(length: number, factor: number): Taps {
  const indices = new Int32Array(length * factor * 4);
  const weights = new Float32Array(length * factor * 4);
  for (let out = 0; out < length * factor; out++) {
    const position = (out + 0.5) / factor - 0.5;
    const base = Math.floor(position);
    const four = cubicWeights(position - base);
    for (let tap = 0; tap < 4; tap++) {
      indices[out * 4 + tap] = Math.min(length - 1, Math.max(0, base - 1 + tap));
      weights[out * 4 + tap] = four[tap]!;
    }
  }
  return { indices, weights };
}

function upsampleColumns(image: FloatImage, factor: number): FloatImage {
  const { width, height, channels, data } = image;
  const result = createFloatImage(width * factor, height, channels);
  const { indices, weights } = tapsOf(width, factor);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < result.width; x++) {
      const tap = x * 4;
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let k = 0; k < 4; k++)
          sum += weights[tap + k]! * data[(y * width + indices[tap + k]!) * channels + c]!;
        result.data[(y * result.width + x) * channels + c] = sum;
      }
    }
  return result;
}

function upsampleRows(image: FloatImage, factor: number): FloatImage {
  const { width, height, channels, data } = image;
  const result = createFloatImage(width, height * factor, channels);
  const { indices, weights } = tapsOf(height, factor);
  const row = width * channels;
  for (let y = 0; y < result.height; y++)
    for (let k = 0; k < 4; k++) {
      const weight = weights[y * 4 + k]!;
      const from = indices[y * 4 + k]! * row;
      const to = y * row;
      for (let i = 0; i < row; i++) result.data[to + i] = result.data[to + i]! + weight * data[from + i]!;
    }
  return result;
}
