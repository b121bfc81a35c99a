import { enlargeTwice } from './enlarge';
import { FEATURES, halveLevel, type Level } from './pyramid';

/**
 * For every level, the photo with the guide in its hole without what is finer than the guide's scale: [height, width, 3] each.
 * Levels coarser than that scale get the plain average, levels whose scale is below `finest` null. `pixels` is [height, width, 3] in
 * [0, 1], photo and guide already joined.
 */
export function lowPassPyramid(
  levels: readonly Level[],
  pixels: Float32Array,
  guideScale: number,
  finest: number,
): Array<Float32Array | null> {
  const native = levels[0]!;
  const features = new Float32Array(native.width * native.height * FEATURES);
  for (let i = 0; i < native.width * native.height; i++) {
    for (let c = 0; c < 3; c++) features[i * FEATURES + c] = pixels[i * 3 + c]!;
  }
  const out = new Array<Float32Array | null>(levels.length).fill(null);
  let level: Level = { ...native, features, hole: new Uint8Array(native.hole.length), avoid: null };
  let trusted = 0;
  for (let n = 0; n < levels.length; n++) {
    if (n > 0) level = halveLevel(level);
    if (levels[n]!.scale <= guideScale) trusted = n;
    if (levels[n]!.scale * 2 > guideScale || n === levels.length - 1) out[n] = colours(level);
  }
  for (let n = trusted - 1; n >= 0 && levels[n]!.scale >= finest; n--) {
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
