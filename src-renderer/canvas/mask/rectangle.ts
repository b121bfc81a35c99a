import { type Rect, rectIntersection } from '#shared/geometry/rect.ts';
import type { BrushMode } from './dab.ts';
import type { MaskTiles } from './mask-tiles.ts';

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
