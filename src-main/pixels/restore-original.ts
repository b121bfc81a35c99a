import { restorableRect, restoreOriginal as restoredSamples } from '#engine/editing/restore-original.ts';
import { tileCoverage, tilePixels } from '#engine/editing/tile-sources.ts';
import { readPixels, type TileSnapshot } from '#engine/tiles/snapshot.ts';
import { rectIsEmpty } from '#shared/geometry/rect.ts';
import { applyPatch } from './apply-patch.ts';
import { commitMask } from './edit-mask.ts';
import type { PatchedPicture, RestoreRequest } from './pixel-operations.ts';

/** The same tiles where the stroke meets nothing that differs. */
export async function restoreOriginal(request: RestoreRequest): Promise<PatchedPicture> {
  const { pixels, original, rect } = request;
  const unchanged = { pixels, changedOutsideMask: 0 };
  const nothing: TileSnapshot = { ...pixels, iccProfile: null, channels: 1, bitDepth: 8, tiles: {} };
  const { mask, coverage } = await commitMask(nothing, rect, request.coverage);
  if (!coverage.bounds) return unchanged;
  const area = restorableRect(pixels.bounds, original.bounds, coverage.bounds);
  if (rectIsEmpty(area)) return unchanged;
  const stroke = tileCoverage(mask, pixels);
  const samples = await restoredSamples(tilePixels(pixels), tilePixels(original), stroke, area);
  const before = await readPixels(pixels, area);
  if (samples.every((sample, index) => sample === before[index])) return unchanged;
  return applyPatch({ pixels, mask, rect: area, samples, bounds: pixels.bounds });
}
