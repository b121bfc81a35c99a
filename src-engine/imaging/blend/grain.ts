import { philox4x32, philoxWords } from '#shared/random/philox.ts';
import type { FloatImage } from '../resample.ts';

const blockSide = 8;
/** The flat blocks of a photo show its grain; the rest shows its texture. */
const flatShare = 0.2;
const grainStream = 0x677261;

/**
 * Adds the photo's grain to pixels that came out smoother than it (in place), Gaussian and keyed by seed and position.
 * @param smooth [height, width] 1 = gets grain @param known [height, width] 1 = shows the photo's grain
 * @param origin document position of the picture's top left pixel
 */
export function matchGrain(
  picture: FloatImage,
  smooth: Uint8Array,
  known: Uint8Array,
  origin: { x: number; y: number },
  seed: number,
): void {
  const { width, height, channels, data } = picture;
  const wanted = grainOf(picture, known);
  const present = grainOf(picture, smooth);
  if (!wanted) return;
  // The high-pass below keeps 8/9 of white noise's variance.
  const missing = wanted.map((variance, c) =>
    Math.sqrt(Math.max(0, variance - (present?.[c] ?? 0)) * (9 / 8)),
  );
  if (missing.every((deviation) => deviation === 0)) return;
  const words = new Uint32Array(philoxWords);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      if (smooth[at] !== 1) continue;
      philox4x32(origin.y + y, origin.x + x, 0, 0, seed, grainStream, words);
      // One number for all channels: grain of demosaicked photos is mostly in brightness.
      const radius = Math.sqrt(-2 * Math.log((words[0]! + 0.5) * 2 ** -32));
      const normal = radius * Math.cos(2 * Math.PI * (words[1]! + 0.5) * 2 ** -32);
      for (let c = 0; c < channels; c++)
        data[at * channels + c] = data[at * channels + c]! + normal * missing[c]!;
    }
}

/** Variance of the high-pass (pixel minus 3 x 3 mean) in the flattest blocks that lie wholly in `area`; null where there are none. */
function grainOf({ width, height, channels, data }: FloatImage, area: Uint8Array): number[] | null {
  const blocks: number[][] = [];
  for (let top = 1; top + blockSide < height; top += blockSide)
    for (let left = 1; left + blockSide < width; left += blockSide) {
      if (!blockInside(area, width, left - 1, top - 1)) continue;
      const sums = new Array<number>(channels).fill(0);
      for (let y = top; y < top + blockSide; y++)
        for (let x = left; x < left + blockSide; x++)
          for (let c = 0; c < channels; c++) {
            let mean = 0;
            for (let v = -1; v <= 1; v++)
              for (let u = -1; u <= 1; u++) mean += data[((y + v) * width + x + u) * channels + c]!;
            sums[c]! += (data[(y * width + x) * channels + c]! - mean / 9) ** 2;
          }
      blocks.push(sums.map((sum) => sum / blockSide ** 2));
    }
  if (blocks.length === 0) return null;
  return Array.from({ length: channels }, (_, c) => {
    const sorted = blocks.map((block) => block[c]!).sort((a, b) => a - b);
    return sorted[Math.floor((sorted.length - 1) * flatShare)]!;
  });
}

function blockInside(area: Uint8Array, width: number, left: number, top: number): boolean {
  for (let y = top; y < top + blockSide + 2; y++)
    for (let x = left; x < left + blockSide + 2; x++) if (area[y * width + x] !== 1) return false;
  return true;
}
