import { solveMembrane } from './membrane.ts';
import type { FloatImage } from '../resample.ts';

/** How far along the border its steps are averaged, in pixels: texture cancels out, a shift of colour stays. */
const smoothingRadius = 5;
/** Where the correction has faded to 1 / e, in pixels: farther inside, the network's own colours stand. */
const fadePixels = 40;

/**
 * Takes the network's colour shift out of its pixels (in place): the step between each open pixel and its known neighbours,
 * averaged along the border, is spread inwards as a fading membrane.
 * @param open [height, width] 1 = made by the network; others are never written
 * @param usable [height, width] 1 = a known pixel that may be compared with
 */
export function matchBorder(picture: FloatImage, open: Uint8Array, usable: Uint8Array): void {
  const { width, height, channels, data } = picture;
  const steps = new Float32Array(data.length);
  const border = new Uint8Array(open.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (open[at] !== 1) continue;
      let count = 0;
      for (const neighbour of [
        x > 0 ? at - 1 : -1,
        x + 1 < width ? at + 1 : -1,
        y > 0 ? at - width : -1,
        y + 1 < height ? at + width : -1,
      ]) {
        if (neighbour < 0 || usable[neighbour] !== 1) continue;
        count++;
        for (let c = 0; c < channels; c++)
          steps[at * channels + c] =
            steps[at * channels + c]! + data[neighbour * channels + c]! - data[at * channels + c]!;
      }
      if (count === 0) continue;
      border[at] = 1;
      for (let c = 0; c < channels; c++) steps[at * channels + c] = steps[at * channels + c]! / count;
    }
  if (!border.includes(1)) return;
  const correction = averageAlongBorder(steps, border, width, height, channels);
  const unknown = open.map((value, i) => (value === 1 && border[i] === 0 ? 1 : 0));
  // Pixels that are not open take no part: they stand at 0 behind the border, which the membrane cannot cross.
  solveMembrane({
    width,
    height,
    channels,
    values: correction,
    unknown,
    laplacian: null,
    pull: 1 / fadePixels ** 2,
  });
  for (let i = 0; i < open.length; i++)
    if (open[i] === 1)
      for (let c = i * channels; c < (i + 1) * channels; c++) data[c] = data[c]! + correction[c]!;
}

/** The mean of the steps of border pixels nearby, at border pixels; 0 elsewhere. */
function averageAlongBorder(
  steps: Float32Array,
  border: Uint8Array,
  width: number,
  height: number,
  channels: number,
): Float32Array {
  const result = new Float32Array(steps.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (border[at] === 0) continue;
      let weight = 0;
      for (let v = Math.max(0, y - smoothingRadius); v <= Math.min(height - 1, y + smoothingRadius); v++)
        for (let u = Math.max(0, x - smoothingRadius); u <= Math.min(width - 1, x + smoothingRadius); u++) {
          const other = v * width + u;
          if (border[other] === 0) continue;
          weight++;
          for (let c = 0; c < channels; c++)
            result[at * channels + c] = result[at * channels + c]! + steps[other * channels + c]!;
        }
      for (let c = 0; c < channels; c++) result[at * channels + c] = result[at * channels + c]! / weight;
    }
  return result;
}
