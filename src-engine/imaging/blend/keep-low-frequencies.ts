import type { FloatImage } from '../resample.ts';

/**
 * Gives refined pixels back the low frequencies of the picture they were refined from (in place): level after level, a network's
 * small shifts of colour and contrast would otherwise add up to glowing blotches.
 * @param coarse what the refinement started from, same size @param area [height, width] 1 = refined pixels; others neither count nor change
 * @param radius of the box that is averaged (twice), in pixels
 */
export function keepLowFrequencies(
  refined: FloatImage,
  coarse: FloatImage,
  area: Uint8Array,
  radius: number,
): void {
  const { width, height, channels, data } = refined;
  let weights = new Float32Array(area.length);
  let shift = new Float32Array(data.length);
  for (let pixel = 0; pixel < area.length; pixel++) {
    if (area[pixel] !== 1) continue;
    weights[pixel] = 1;
    for (let i = pixel * channels; i < (pixel + 1) * channels; i++) shift[i] = coarse.data[i]! - data[i]!;
  }
  for (let round = 0; round < 2; round++) {
    shift = boxSum(shift, width, height, channels, radius);
    weights = boxSum(weights, width, height, 1, radius);
  }
  for (let pixel = 0; pixel < area.length; pixel++) {
    if (area[pixel] !== 1) continue;
    for (let i = pixel * channels; i < (pixel + 1) * channels; i++)
      data[i] = data[i]! + shift[i]! / weights[pixel]!;
  }
}

/** Sums over (2 radius + 1)^2 boxes, cut at the picture's edges: running sums along columns, then rows. */
function boxSum(
  values: Float32Array,
  width: number,
  height: number,
  channels: number,
  radius: number,
): Float32Array<ArrayBuffer> {
  const along = (
    source: Float32Array,
    length: number,
    lines: number,
    step: number,
    lineStep: number,
  ): Float32Array<ArrayBuffer> => {
    const result = new Float32Array(source.length);
    for (let line = 0; line < lines; line++)
      for (let c = 0; c < channels; c++) {
        const start = line * lineStep * channels + c;
        const stride = step * channels;
        let sum = 0;
        for (let i = 0; i < Math.min(radius, length); i++) sum += source[start + i * stride]!;
        for (let i = 0; i < length; i++) {
          if (i + radius < length) sum += source[start + (i + radius) * stride]!;
          if (i - radius - 1 >= 0) sum -= source[start + (i - radius - 1) * stride]!;
          result[start + i * stride] = sum;
        }
      }
    return result;
  };
  return along(along(values, width, height, 1, width), height, width, width, 1);
}
