import { enlargeTwice } from './enlarge';
import { FEATURES, halveLevel, type Level } from './pyramid';

/**
 * For every level, the photo with the guide in its hole without what is finer than the guide's scale: [height, width, 3] each.
 * Levels coarser than that scale get the plain average. `pixels` is [height, width, 3] in [0, 1], photo and guide already joined.
 */
export function lowPassPyramid(
  levels: readonly Level[],
  pixels: Float32Array,
  guideScale: number,
): Float32Array[] {
  const finest = levels[0]!;
  const features = new Float32Array(finest.width * finest.height * FEATURES);
  for (let i = 0; i < finest.width * finest.height; i++) {
    for (let c = 0; c < 3; c++) features[i * FEATURES + c] = pixels[i * 3 + c]!;
  }
  const out: Float32Array[] = new Array<Float32Array>(levels.length);
  let level: Level = { ...finest, features, hole: new Uint8Array(finest.hole.length), avoid: null };
  let trusted = 0;
  for (let n = 0; n < levels.length; n++) {
    if (n > 0) level = halveLevel(level);
    out[n] = colours(level);
    if (levels[n]!.scale <= guideScale) trusted = n;
  }
  for (let n = trusted - 1; n >= 0; n--) {
    const coarse = levels[n + 1]!;
    out[n] = enlargeTwice(out[n + 1]!, coarse.width, coarse.height, levels[n]!.width, levels[n]!.height, 3);
  }
  return out;
}

/** The three colours of a level's features: [height, width, 3]. */
export function colours(level: Level): Float32Array {
  const out = new Float32Array(level.width * level.height * 3);
  for (let i = 0; i < level.width * level.height; i++) {
    for (let c = 0; c < 3; c++) out[i * 3 + c] = level.features[i * FEATURES + c]!;
  }
  return out;
}
