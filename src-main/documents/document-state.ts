import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import type { MaskCoverage } from '#main/pixels/pixel-operations.ts';

/** Everything undo brings back. States are immutable and share their tiles. */
export interface DocumentState {
  readonly pixels: TileSnapshot;
  /** One channel, 8 bit; same bounds as the pixels. */
  readonly mask: TileSnapshot;
  readonly coverage: MaskCoverage;
  /** Of the accepted runs, oldest first: JSON texts. */
  readonly recipes: readonly string[];
  /** Samples that accepted runs changed where they should not have; null before the first run. */
  readonly changedOutsideMask: number | null;
}

export const noCoverage: MaskCoverage = { bounds: null, pixels: 0 };

/** True where two snapshots of one document name the same files. */
export const sameTiles = (a: TileSnapshot, b: TileSnapshot): boolean => {
  const keys = Object.keys(a.tiles);
  return keys.length === Object.keys(b.tiles).length && keys.every((key) => a.tiles[key] === b.tiles[key]);
};

/** Nothing happened (clearing an empty mask, a stroke beside the picture): not worth an undo step. */
export const sameState = (a: DocumentState, b: DocumentState): boolean =>
  a === b || (a.pixels === b.pixels && a.recipes === b.recipes && sameTiles(a.mask, b.mask));
