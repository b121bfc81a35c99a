import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import { type Rect, rectIsEmpty } from '#shared/geometry/rect.ts';
import { DisplayLevels } from '#engine/tiles/display-levels.ts';
import { tilesCovering } from '#engine/tiles/tile-grid.ts';
import { maskDisplay, pictureDisplay } from './picture-display.ts';
import type { DisplayPicture, DisplayTileRequest } from './pixel-operations.ts';

const pictures = new DisplayLevels(pictureDisplay, 256 << 20);
const masks = new DisplayLevels(maskDisplay, 64 << 20);

/** A tile as the screen shows it; zeros where there is nothing. */
export async function displayTile({
  kind,
  snapshot,
  level,
  column,
  row,
}: DisplayTileRequest): Promise<Uint8Array> {
  const levels = kind === 'picture' ? pictures : masks;
  const tile = await levels.tile(snapshot, level, { column, row });
  return tile ?? new Uint8Array(snapshot.tileSize ** 2 * (kind === 'picture' ? 4 : 1));
}

/** A rectangle as the screen shows it, at the finest level whose sides are at most `longestSide`. */
export async function displayRect(
  snapshot: TileSnapshot,
  rect: Rect,
  longestSide: number,
): Promise<DisplayPicture> {
  let level = 0;
  while (Math.max(rect.width, rect.height) >> level > longestSide) level++;
  const scale = 1 << level;
  const left = Math.floor(rect.x / scale);
  const top = Math.floor(rect.y / scale);
  const area: Rect = {
    x: left,
    y: top,
    width: Math.ceil((rect.x + rect.width) / scale) - left,
    height: Math.ceil((rect.y + rect.height) / scale) - top,
  };
  const rgba = new Uint8Array(area.width * area.height * 4);
  const size = snapshot.tileSize;
  for (const { column, row } of rectIsEmpty(rect) ? [] : tilesCovering(area, size)) {
    const tile = await pictures.tile(snapshot, level, { column, row });
    if (!tile) continue;
    const first = Math.max(area.x, column * size);
    const last = Math.min(area.x + area.width, (column + 1) * size);
    for (let y = Math.max(area.y, row * size); y < Math.min(area.y + area.height, (row + 1) * size); y++) {
      const from = ((y - row * size) * size + first - column * size) * 4;
      rgba.set(
        tile.subarray(from, from + (last - first) * 4),
        ((y - area.y) * area.width + first - area.x) * 4,
      );
    }
  }
  return { width: area.width, height: area.height, rgba };
}
