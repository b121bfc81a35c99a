import { createHash } from 'node:crypto';
import { type TileSnapshot, readSnapshotTile } from '#engine/tiles/snapshot.ts';
import { tileSampleCount } from '#engine/tiles/tile-file.ts';
import { type Rect, rectIsEmpty, rectContains, rectIntersection } from '#shared/geometry/rect.ts';
import { DisplayLevels, type DisplayFormat } from '#engine/tiles/display-levels.ts';
import { tilesCovering, allocateSamples, type TilePosition, tileRect } from '#engine/tiles/tile-grid.ts';
import { displayColours, type DisplayColours } from './display-colours.ts';
import type { DisplayPicture, DisplayTileRequest } from './pixel-operations.ts';

/** A photo's tile as a window shows it: 8 bit sRGB with alpha 0 outside the bounds. */
const pictureDisplay: DisplayFormat = {
  bytesPerPixel: 4,
  async render(snapshot, position) {
    const samples =
      (await readSnapshotTile(snapshot, position)) ??
      allocateSamples(tileSampleCount(snapshot), snapshot.bitDepth);
    const rgba = (await coloursOf(snapshot)).toRgba(samples);
    clearOutside(rgba, position, snapshot);
    return rgba;
  },
};

/** A mask's tile is shown as it is. */
const maskDisplay: DisplayFormat = {
  bytesPerPixel: 1,
  async render(snapshot, position) {
    const samples = await readSnapshotTile(snapshot, position);
    return samples as Uint8Array | null;
  },
};

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

function clearOutside(rgba: Uint8Array, position: TilePosition, { bounds, tileSize }: TileSnapshot): void {
  const covered: Rect = tileRect(position, tileSize);
  if (rectContains(bounds, covered)) return;
  const inside = rectIntersection(bounds, covered);
  const left = (inside.x - covered.x) * 4;
  const right = left + inside.width * 4;
  for (let y = 0; y < tileSize; y++) {
    const start = y * tileSize * 4;
    const documentY = covered.y + y;
    if (documentY < inside.y || documentY >= inside.y + inside.height) {
      rgba.fill(0, start, start + tileSize * 4);
    } else {
      rgba.fill(0, start, start + left);
      rgba.fill(0, start + right, start + tileSize * 4);
    }
  }
}

// Tables take milliseconds to make and serve every tile of a photo; a few photos are open at a time.
const remembered: { key: string; colours: Promise<DisplayColours> }[] = [];

function coloursOf({ channels, bitDepth, iccProfile }: TileSnapshot): Promise<DisplayColours> {
  const profile = iccProfile ? createHash('sha1').update(iccProfile).digest('base64') : '';
  const key = `${channels}:${bitDepth}:${profile}`;
  const known = remembered.find((entry) => entry.key === key);
  if (known) return known.colours;
  const colours = displayColours({ channels, bitDepth, iccProfile });
  remembered.unshift({ key, colours });
  remembered.length = Math.min(remembered.length, 4);
  return colours;
}
