import type { Rect } from '#shared/geometry/rect.ts';
import { matchGrain } from '#engine/imaging/blend/grain.ts';
import { solveMembrane } from '#engine/imaging/blend/membrane.ts';
import type { FloatImage } from '#engine/imaging/resample.ts';

/** An enlarged fill and what lies around it, in the photo's own numbers over [0, 1]. */
export interface SmoothFillInput {
  /** [height, width, 3]; finished in place. */
  readonly fill: FloatImage;
  /** [height, width, 3] */
  readonly photo: Float32Array;
  /** [height, width]; above 0 = not known (yet). */
  readonly open: Uint8Array;
  /** [height, width]; above 0 = filled by this part. */
  readonly coverage: Uint8Array;
  /** Document pixels of the picture. */
  readonly area: Rect;
  readonly seed: number;
}

/** The correction at the border has faded to 1 / e after this many pixels. */
const fadePixels = 10;

/** Without copied texture: no step at the border, and the photo's grain over what is smoother than it. */
export function finishSmoothFill({ fill, photo, open, coverage, area, seed }: SmoothFillInput): void {
  const known = open.map((value) => (value === 0 ? 1 : 0));
  // Deep inside a large hole there is no border, and no grain to measure.
  if (!known.includes(1)) return;
  joinBorder(fill, photo, open, coverage);
  overlay(fill, photo, known);
  const filled = coverage.map((value) => (value > 0 ? 1 : 0));
  matchGrain(fill, filled, known, area, seed);
}

/** At native resolution the known side of the border is exact: spread what is left of the difference into the fill. */
function joinBorder(fill: FloatImage, photo: Float32Array, open: Uint8Array, coverage: Uint8Array): void {
  const difference = new Float32Array(fill.data.length);
  const near = pixelsNearKnown(open, fill.width, fill.height);
  const unknown = new Uint8Array(open.length);
  for (let pixel = 0; pixel < open.length; pixel++) {
    if (coverage[pixel] !== 0) unknown[pixel] = near[pixel]!;
    else if (open[pixel] === 0)
      for (let c = pixel * 3; c < pixel * 3 + 3; c++) difference[c] = photo[c]! - fill.data[c]!;
  }
  solveMembrane({
    width: fill.width,
    height: fill.height,
    channels: 3,
    values: difference,
    unknown,
    laplacian: null,
    pull: 1 / fadePixels ** 2,
  });
  for (let pixel = 0; pixel < open.length; pixel++)
    if (unknown[pixel] === 1)
      for (let c = pixel * 3; c < pixel * 3 + 3; c++) fill.data[c] = fill.data[c]! + difference[c]!;
}

/** 1 within `reach` pixels (along rows and columns) of a known pixel: farther in, the correction has faded to nothing. */
function pixelsNearKnown(open: Uint8Array, width: number, height: number): Uint8Array {
  const reach = 6 * fadePixels;
  const near = open.map((value) => (value === 0 ? 1 : 0));
  const spread = (start: number, step: number, length: number): void => {
    // Distances to the last known pixel, forwards and then backwards; marks are set only after both were read.
    let since = reach + 1;
    const marks = new Uint8Array(length);
    for (let i = 0; i < length; i++) {
      since = near[start + i * step] === 1 ? 0 : since + 1;
      if (since <= reach) marks[i] = 1;
    }
    since = reach + 1;
    for (let i = length - 1; i >= 0; i--) {
      since = near[start + i * step] === 1 ? 0 : since + 1;
      if (since <= reach) marks[i] = 1;
    }
    for (let i = 0; i < length; i++) near[start + i * step] = marks[i]!;
  };
  for (let y = 0; y < height; y++) spread(y * width, 1, width);
  for (let x = 0; x < width; x++) spread(x, width, height);
  return near;
}

function overlay(fill: FloatImage, photo: Float32Array, known: Uint8Array): void {
  for (let pixel = 0; pixel < known.length; pixel++)
    if (known[pixel] === 1) for (let c = pixel * 3; c < pixel * 3 + 3; c++) fill.data[c] = photo[c]!;
}
