import type { Rect } from '#shared/geometry/rect.ts';
import { emptySnapshot, readPixels, writePixels, type TileSnapshot } from '#engine/tiles/snapshot.ts';

/** The same samples at another place of the document; `bounds` is as large as the picture's. */
export async function movePicture(pixels: TileSnapshot, bounds: Rect): Promise<TileSnapshot> {
  let moved = emptySnapshot({ ...pixels, bounds });
  const { y: top, height } = pixels.bounds;
  for (let row = 0; row < height; row += pixels.tileSize) {
    const strip = { height: Math.min(pixels.tileSize, height - row) };
    const samples = await readPixels(pixels, { ...pixels.bounds, ...strip, y: top + row });
    moved = await writePixels(moved, { ...bounds, ...strip, y: bounds.y + row }, samples);
  }
  return moved;
}
