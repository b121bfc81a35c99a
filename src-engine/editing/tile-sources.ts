import { rectIntersection } from '#shared/geometry/rect.ts';
import { boundsOfTiles, readPixels, type TileSnapshot } from '#engine/tiles/snapshot.ts';
import type { CoverageSource, PixelSource } from './sources.ts';

/** A document's pixels as a source. */
export function tilePixels(snapshot: TileSnapshot): PixelSource {
  const { bounds, channels, bitDepth, iccProfile } = snapshot;
  return { bounds, channels, bitDepth, iccProfile, read: (rect) => readPixels(snapshot, rect) };
}

/** The mask covers the document's pixels, also where it was drawn before the document was extended. */
export function tileCoverage(mask: TileSnapshot, { bounds }: TileSnapshot): CoverageSource {
  const coveredWithin = rectIntersection(boundsOfTiles(mask), bounds);
  return { bounds, coveredWithin, read: async (rect) => (await readPixels(mask, rect)) as Uint8Array };
}
