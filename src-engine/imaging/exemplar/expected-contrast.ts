import { FEATURES, type Level } from './pyramid.ts';

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
