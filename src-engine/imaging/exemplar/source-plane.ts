import type { Rect } from '#shared/geometry/rect.ts';
import { FEATURES, type Level } from './pyramid.ts';

/** A picture that pieces are copied within: one level of the pyramid, or the photo itself. */
export interface SourcePlane {
  readonly width: number;
  readonly height: number;
  /** [height, width, channels]; the first three channels are colours in [0, 1], what a hole pixel holds is never read. */
  readonly samples: Float32Array;
  readonly channels: number;
  /** [height, width]; 1 = to be filled. */
  readonly hole: Uint8Array;
  /** [height, width]; 1 = known, yet never copied from. */
  readonly avoid: Uint8Array | null;
}

/** A level of the pyramid as something to copy within. */
export function planeOfLevel({ width, height, features, hole, avoid }: Level): SourcePlane {
  return { width, height, samples: features, channels: FEATURES, hole, avoid };
}

/** Whether the pixel at column `x`, row `y` may be copied. */
export function mayCopy({ width, height, hole, avoid }: SourcePlane, x: number, y: number): boolean {
  if (x < 0 || y < 0 || x >= width || y >= height) return false;
  const at = y * width + x;
  return hole[at] === 0 && (avoid === null || avoid[at] === 0);
}

/** The hole's bounds and one pixel around them; null where there is no hole. */
export function boxOfHole({
  width,
  height,
  hole,
}: Pick<SourcePlane, 'width' | 'height' | 'hole'>): Rect | null {
  const first = hole.indexOf(1);
  if (first < 0) return null;
  let top = Math.floor(first / width);
  const bottom = Math.floor(hole.lastIndexOf(1) / width);
  let left = width;
  let right = -1;
  for (let y = top; y <= bottom; y++) {
    const row = hole.subarray(y * width, (y + 1) * width);
    const begin = row.indexOf(1);
    if (begin < 0) continue;
    left = Math.min(left, begin);
    right = Math.max(right, row.lastIndexOf(1));
  }
  left = Math.max(0, left - 1);
  top = Math.max(0, top - 1);
  return {
    x: left,
    y: top,
    width: Math.min(width - 1, right + 1) - left + 1,
    height: Math.min(height - 1, bottom + 1) - top + 1,
  };
}
