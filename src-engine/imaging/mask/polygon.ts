import type { CoverageMask } from '../samples';

const subRows = 4;

/**
 * A polygon (closed, even-odd, corners in pixels) as coverage with anti-aliased edges: exact along rows, four scan lines
 * per row. Parts outside the mask's size are cut off.
 */
export function polygonMask(
  width: number,
  height: number,
  corners: readonly { x: number; y: number }[],
): CoverageMask {
  const data = new Uint8Array(width * height);
  const sums = new Float32Array(width);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let sub = 0; sub < subRows; sub++) {
      const crossings = crossingsAt(corners, y + (sub + 0.5) / subRows);
      for (let i = 0; i + 1 < crossings.length; i += 2) addSpan(sums, crossings[i]!, crossings[i + 1]!);
    }
    for (let x = 0; x < width; x++)
      data[y * width + x] = Math.round((255 * Math.min(subRows, sums[x]!)) / subRows);
  }
  return { width, height, data };
}

/** Where the polygon's sides cross the scan line, ascending. */
function crossingsAt(corners: readonly { x: number; y: number }[], y: number): number[] {
  const found: number[] = [];
  for (let i = 0; i < corners.length; i++) {
    const a = corners[i]!;
    const b = corners[(i + 1) % corners.length]!;
    if (a.y <= y === b.y <= y) continue;
    found.push(a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x));
  }
  return found.sort((a, b) => a - b);
}

/** Adds the covered share of each pixel between `from` and `to`. */
function addSpan(sums: Float32Array, from: number, to: number): void {
  const start = Math.max(0, from);
  const end = Math.min(sums.length, to);
  for (let x = Math.floor(start); x < end; x++)
    sums[x] = sums[x]! + Math.max(0, Math.min(end, x + 1) - Math.max(start, x));
}
