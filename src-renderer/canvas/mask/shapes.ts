import { type Rect, rectIntersection, rectIsEmpty } from '#shared/geometry/rect.ts';
import type { BrushMode } from './dab.ts';
import type { MaskTiles } from './mask-tiles.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

const linesPerPixel = 4;

/** The whole pixels a polygon may touch. */
export function polygonBounds(points: readonly Point[]): Rect {
  const xs = points.map((point) => point.x);
  const ys = points.map((point) => point.y);
  const x = Math.floor(Math.min(...xs));
  const y = Math.floor(Math.min(...ys));
  return { x, y, width: Math.ceil(Math.max(...xs)) - x, height: Math.ceil(Math.max(...ys)) - y };
}

/**
 * Coverage of a closed polygon (even-odd), row by row: exact along x, four lines per pixel along y.
 * `visit` gets a row of `clip.width` values 0 to 255 that is reused for the next row.
 */
export function rasterisePolygon(
  points: readonly Point[],
  clip: Rect,
  visit: (y: number, coverage: Uint8Array) => void,
): void {
  const sums = new Float32Array(clip.width + 1);
  const row = new Uint8Array(clip.width);
  for (let y = clip.y; y < clip.y + clip.height; y++) {
    sums.fill(0);
    for (let line = 0; line < linesPerPixel; line++) {
      const crossings = crossingsAt(points, y + (line + 0.5) / linesPerPixel);
      for (let i = 0; i + 1 < crossings.length; i += 2)
        addSpan(sums, crossings[i]! - clip.x, crossings[i + 1]! - clip.x, clip.width);
    }
    for (let x = 0; x < clip.width; x++) row[x] = Math.round((sums[x]! / linesPerPixel) * 255);
    visit(y, row);
  }
}

/** Adds the inside of a polygon to the selection, or takes it away. */
export function fillPolygon(mask: MaskTiles, bounds: Rect, points: readonly Point[], mode: BrushMode): void {
  if (points.length < 3) return;
  const clip = rectIntersection(polygonBounds(points), bounds);
  if (rectIsEmpty(clip)) return;
  rasterisePolygon(points, clip, (y, coverage) => {
    mask.edit({ x: clip.x, y, width: clip.width, height: 1 }, (tile, offset, x, _y, count) => {
      for (let i = 0; i < count; i++) {
        const value = coverage[x - clip.x + i]!;
        const old = tile[offset + i]!;
        tile[offset + i] = mode === 'add' ? Math.max(old, value) : Math.min(old, 255 - value);
      }
    });
  });
}

function crossingsAt(points: readonly Point[], y: number): number[] {
  const crossings: number[] = [];
  for (let i = 0; i < points.length; i++) {
    const a = points[i]!;
    const b = points[(i + 1) % points.length]!;
    if (a.y <= y === b.y <= y) continue;
    crossings.push(a.x + ((y - a.y) / (b.y - a.y)) * (b.x - a.x));
  }
  return crossings.sort((a, b) => a - b);
}

/** Adds the part of every pixel that [from, to) covers. */
function addSpan(sums: Float32Array, from: number, to: number, width: number): void {
  const start = Math.max(0, from);
  const end = Math.min(width, to);
  if (end <= start) return;
  const first = Math.floor(start);
  const last = Math.min(width - 1, Math.floor(end));
  if (first === last) {
    sums[first]! += end - start;
    return;
  }
  sums[first]! += first + 1 - start;
  for (let x = first + 1; x < last; x++) sums[x]! += 1;
  sums[last]! += end - last;
}

/** The whole pixels between two corners, in any sequence. */
export function rectBetween(x0: number, y0: number, x1: number, y1: number): Rect {
  const x = Math.round(Math.min(x0, x1));
  const y = Math.round(Math.min(y0, y1));
  return { x, y, width: Math.round(Math.max(x0, x1)) - x, height: Math.round(Math.max(y0, y1)) - y };
}

/** Adds a rectangle of whole pixels to the selection, or takes it away. */
export function fillRect(mask: MaskTiles, bounds: Rect, rect: Rect, mode: BrushMode): void {
  const value = mode === 'add' ? 255 : 0;
  mask.edit(rectIntersection(rect, bounds), (tile, offset, _x, _y, count) =>
    tile.fill(value, offset, offset + count),
  );
}
