import { type Rect, rectIntersection } from '#shared/geometry/rect.ts';
import type { MaskTiles } from './mask-tiles.ts';

/** Add to the selection, or take away from it. */
export type BrushMode = 'add' | 'subtract';

/** One round print of the brush. */
export interface Dab {
  /** Pixels a side; the print's middle lies at (size - 1) / 2 plus its sub-pixel offset. */
  readonly size: number;
  /** [size * size], 0 to 255. */
  readonly coverage: Uint8Array;
}

/** Below this radius the middle is placed to a quarter of a pixel, above it to a whole one: nobody sees the difference. */
const subpixelRadius = 16;
const cacheLimit = 48;
const cache = new Map<string, Dab>();

/** A print of `radius` pixels: full within radius * hardness, falling smoothly to nothing at the radius. */
export function makeDab(radius: number, hardness: number, offsetX = 0, offsetY = 0): Dab {
  const reach = Math.ceil(radius + 1);
  const size = 2 * reach + 1;
  const coverage = new Uint8Array(size * size);
  const inner = Math.min(radius * hardness, radius - 0.5);
  const outer = Math.max(radius + 0.5, inner + 1);
  for (let row = 0; row < size; row++)
    for (let column = 0; column < size; column++) {
      const distance = Math.hypot(column - reach - offsetX, row - reach - offsetY);
      const t = Math.min(1, Math.max(0, (distance - inner) / (outer - inner)));
      coverage[row * size + column] = Math.round(255 * (1 - t * t * (3 - 2 * t)));
    }
  return { size, coverage };
}

function cachedDab(radius: number, hardness: number, offsetX: number, offsetY: number): Dab {
  const key = `${radius},${hardness},${offsetX},${offsetY}`;
  const found = cache.get(key);
  if (found !== undefined) return found;
  const dab = makeDab(radius, hardness, offsetX, offsetY);
  if (cache.size >= cacheLimit) cache.delete(cache.keys().next().value!);
  cache.set(key, dab);
  return dab;
}

/** Prints the brush with its middle at document point (x, y). Printing twice on one spot changes nothing. */
export function stampDab(
  mask: MaskTiles,
  bounds: Rect,
  x: number,
  y: number,
  radius: number,
  hardness: number,
  mode: BrushMode,
): void {
  const stepped = radius < subpixelRadius ? Math.max(0.5, Math.round(radius * 4) / 4) : Math.round(radius);
  const grain = radius < subpixelRadius ? 4 : 1;
  // Pixel (i, j) has its middle at (i + 0.5, j + 0.5).
  const placedX = Math.round((x - 0.5) * grain) / grain;
  const placedY = Math.round((y - 0.5) * grain) / grain;
  const middleX = Math.round(placedX);
  const middleY = Math.round(placedY);
  const dab = cachedDab(stepped, hardness, placedX - middleX, placedY - middleY);
  const reach = (dab.size - 1) / 2;
  const left = middleX - reach;
  const top = middleY - reach;
  const part = rectIntersection({ x: left, y: top, width: dab.size, height: dab.size }, bounds);
  mask.edit(part, (tile, offset, fromX, fromY, count) => {
    let source = (fromY - top) * dab.size + fromX - left;
    if (mode === 'add')
      for (let i = offset; i < offset + count; i++, source++) {
        const value = dab.coverage[source]!;
        if (value > tile[i]!) tile[i] = value;
      }
    else
      for (let i = offset; i < offset + count; i++, source++) {
        const value = 255 - dab.coverage[source]!;
        if (value < tile[i]!) tile[i] = value;
      }
  });
}
