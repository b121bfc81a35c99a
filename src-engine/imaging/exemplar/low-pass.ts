import { enlargeTwice } from '../resample.ts';
import { FEATURES, type Level } from './pyramid.ts';

/** Colours of a picture: [height, width, 3]. */
interface Colours {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/**
 * For every level, the photo with the guide in its hole without what is finer than the guide's scale: [height, width, 3] each.
 * Levels coarser than that scale get the plain average, levels whose scale is below `finest` null.
 * @param photo, guide [height, width, 3] of the photo's size, in [0, 1] @param hole [height, width], 1 = the guide counts
 */
export function lowPassPyramid(
  levels: readonly Level[],
  native: { width: number; height: number; photo: Float32Array; guide: Float32Array; hole: Uint8Array },
  guideScale: number,
  finest: number,
): Array<Float32Array | null> {
  const out = new Array<Float32Array | null>(levels.length).fill(null);
  const { width, height, photo, guide, hole } = native;
  let picture: Colours = { width, height, data: join(photo, guide, hole) };
  let trusted = 0;
  for (let n = 0; n < levels.length; n++) {
    if (levels[n]!.scale > 1) picture = halve(picture);
    if (levels[n]!.scale <= guideScale) trusted = n;
    if (levels[n]!.scale * 2 > guideScale || n === levels.length - 1) out[n] = picture.data;
  }
  for (let n = trusted - 1; n >= 0 && levels[n]!.scale >= finest; n--) {
    const coarse = levels[n + 1]!;
    out[n] = enlargeTwice(out[n + 1]!, coarse.width, coarse.height, levels[n]!.width, levels[n]!.height, 3);
  }
  return out;
}

function join(photo: Float32Array, guide: Float32Array, hole: Uint8Array): Float32Array {
  if (photo === guide) return photo;
  const data = photo.slice();
  for (let i = 0; i < hole.length; i++)
    if (hole[i] === 1) for (let c = i * 3; c < i * 3 + 3; c++) data[c] = guide[c]!;
  return data;
}

/** The mean of every four pixels. */
function halve({ width: fineWidth, height: fineHeight, data }: Colours): Colours {
  const width = (fineWidth + 1) >> 1;
  const height = (fineHeight + 1) >> 1;
  const out = new Float32Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const top = 2 * y * fineWidth;
    const bottom = Math.min(fineHeight - 1, 2 * y + 1) * fineWidth;
    for (let x = 0; x < width; x++) {
      const right = Math.min(fineWidth - 1, 2 * x + 1);
      for (let c = 0; c < 3; c++)
        out[(y * width + x) * 3 + c] =
          (data[(top + 2 * x) * 3 + c]! +
            data[(top + right) * 3 + c]! +
            data[(bottom + 2 * x) * 3 + c]! +
            data[(bottom + right) * 3 + c]!) /
          4;
    }
  }
  return { width, height, data: out };
}

/** The three colours of a level's features: [height, width, 3]. */
export function colours(level: Level): Float32Array {
  const out = new Float32Array(level.width * level.height * 3);
  for (let i = 0; i < level.width * level.height; i++) {
    for (let c = 0; c < 3; c++) out[i * 3 + c] = level.features[i * FEATURES + c]!;
  }
  return out;
}
