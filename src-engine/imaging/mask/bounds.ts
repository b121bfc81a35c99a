import type { Rect } from '#shared/geometry/rect.ts';
import type { CoverageMask } from '#engine/imaging/samples.ts';

/** The smallest rectangle that holds every pixel with coverage above 0; null for an empty mask. */
export function coverageBounds({ width, height, data }: CoverageMask): Rect | null {
  let left = width;
  let right = -1;
  let top = -1;
  let bottom = -1;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let first = 0;
    while (first < width && data[row + first] === 0) first++;
    if (first === width) continue;
    let last = width - 1;
    while (data[row + last] === 0) last--;
    if (top < 0) top = y;
    bottom = y;
    left = Math.min(left, first);
    right = Math.max(right, last);
  }
  return top < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** How many pixels have any coverage. */
export function coveredPixels({ data }: CoverageMask): number {
  let count = 0;
  for (let i = 0; i < data.length; i++) if (data[i] !== 0) count++;
  return count;
}
