import { createHash } from 'node:crypto';
import { type Rect, rectContains, rectIntersection } from '#shared/geometry/rect.ts';
import type { DisplayFormat } from '#engine/tiles/display-levels.ts';
import { readSnapshotTile, type TileSnapshot } from '#engine/tiles/snapshot.ts';
import { allocateSamples, type TilePosition, tileRect } from '#engine/tiles/tile-grid.ts';
import { tileSampleCount } from '#engine/tiles/tile-file.ts';
import { displayColours, type DisplayColours } from './display-colours.ts';

/** A photo's tile as a window shows it: 8 bit sRGB with alpha 0 outside the bounds. */
export const pictureDisplay: DisplayFormat = {
  bytesPerPixel: 4,
  async render(snapshot, position) {
    const samples =
      (await readSnapshotTile(snapshot, position)) ??
      allocateSamples(tileSampleCount(snapshot), snapshot.bitDepth);
    const rgba = coloursOf(snapshot).toRgba(samples);
    clearOutside(rgba, position, snapshot);
    return rgba;
  },
};

/** A mask's tile is shown as it is. */
export const maskDisplay: DisplayFormat = {
  bytesPerPixel: 1,
  async render(snapshot, position) {
    const samples = await readSnapshotTile(snapshot, position);
    return samples as Uint8Array | null;
  },
};

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
const remembered: { key: string; colours: DisplayColours }[] = [];

function coloursOf({ channels, bitDepth, iccProfile }: TileSnapshot): DisplayColours {
  const profile = iccProfile ? createHash('sha1').update(iccProfile).digest('base64') : '';
  const key = `${channels}:${bitDepth}:${profile}`;
  const known = remembered.find((entry) => entry.key === key);
  if (known) return known.colours;
  const colours = displayColours({ channels, bitDepth, iccProfile });
  remembered.unshift({ key, colours });
  remembered.length = Math.min(remembered.length, 4);
  return colours;
}
