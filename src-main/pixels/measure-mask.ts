import { rectArea, rectIntersection, rectUnion, type Rect } from '#shared/geometry/rect.ts';
import { coverageBounds, coveredPixels } from '#engine/imaging/mask/index.ts';
import { readSnapshotTile, type TileSnapshot } from '#engine/tiles/snapshot.ts';
import { positionOfTile, tileRect } from '#engine/tiles/tile-grid.ts';
import type { MaskCoverage, MeasuredMask } from './pixel-operations.ts';

/** What was measured of tile files: they never change, so neither does this. Small (a few numbers per tile). */
const measured = new Map<string, MaskCoverage>();
const maxRemembered = 50_000;

/** Bounds and number of covered pixels; only tiles not seen before are read. */
export async function measureMask(mask: TileSnapshot): Promise<MeasuredMask> {
  let bounds: Rect | null = null;
  let pixels = 0;
  for (const [key, name] of Object.entries(mask.tiles)) {
    const position = positionOfTile(key);
    const place = tileRect(position, mask.tileSize);
    let coverage = measured.get(`${name}@${key}`);
    if (!coverage) {
      const data = (await readSnapshotTile(mask, position)) as Uint8Array;
      coverage = measureTile(data, place);
      if (measured.size >= maxRemembered) measured.clear();
      measured.set(`${name}@${key}`, coverage);
    }
    const inside: Rect | null = coverage.bounds && rectIntersection(coverage.bounds, mask.bounds);
    if (inside && rectArea(inside) > 0) bounds = bounds ? rectUnion(bounds, inside) : inside;
    pixels += coverage.pixels;
  }
  return { mask, coverage: { bounds, pixels } };
}

function measureTile(data: Uint8Array, place: Rect): MaskCoverage {
  const mask = { width: place.width, height: place.height, data };
  const bounds = coverageBounds(mask);
  return {
    bounds: bounds && { ...bounds, x: bounds.x + place.x, y: bounds.y + place.y },
    pixels: coveredPixels(mask),
  };
}
