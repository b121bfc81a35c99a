import type { Rect } from '#shared/geometry/rect.ts';

export const defaultTileSize = 512;

/** One tile of a snapshot: its place on the document-anchored grid. */
export interface TilePosition {
  readonly column: number;
  readonly row: number;
}

/** The name of a tile in `TileSnapshot.tiles`. */
export const tileKey = ({ column, row }: TilePosition): string => `${column},${row}`;

/** The place that a name stands for. */
export function positionOfTile(key: string): TilePosition {
  const [column = 0, row = 0] = key.split(',').map(Number);
  return { column, row };
}

/** The document pixels that a tile covers. */
export const tileRect = ({ column, row }: TilePosition, tileSize: number): Rect => ({
  x: column * tileSize,
  y: row * tileSize,
  width: tileSize,
  height: tileSize,
});

/** The tiles that share at least one pixel with `rect`, row by row. */
export function tilesCovering(rect: Rect, tileSize: number): TilePosition[] {
  const positions: TilePosition[] = [];
  if (rect.width <= 0 || rect.height <= 0) return positions;
  const lastColumn = Math.floor((rect.x + rect.width - 1) / tileSize);
  const lastRow = Math.floor((rect.y + rect.height - 1) / tileSize);
  for (let row = Math.floor(rect.y / tileSize); row <= lastRow; row++)
    for (let column = Math.floor(rect.x / tileSize); column <= lastColumn; column++)
      positions.push({ column, row });
  return positions;
}

/** Samples of a picture or tile: [height, width, channels]. */
export type Samples = Uint8Array | Uint16Array;

/** Zeros in the kind of array that `bitDepth` calls for. */
export const allocateSamples = (length: number, bitDepth: 8 | 16): Samples =>
  bitDepth === 8 ? new Uint8Array(length) : new Uint16Array(length);
