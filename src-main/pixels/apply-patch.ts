import { rectArea, rectContains, rectIntersection } from '#shared/geometry/rect.ts';
import { TesseraError } from '#shared/errors.ts';
import { readPixels, writePixels } from '#engine/tiles/snapshot.ts';
import type { PatchedPicture, PatchRequest } from './pixel-operations.ts';

/**
 * Writes a result into a new snapshot and counts what it changed outside the mask: the engine's own count is not taken on
 * trust. @throws TesseraError internal where the patch does not fit the picture
 */
export async function applyPatch({
  pixels,
  mask,
  rect,
  samples,
  bounds,
}: PatchRequest): Promise<PatchedPicture> {
  const { channels } = pixels;
  if (!rectContains(bounds, rect) || samples.length !== rectArea(rect) * channels)
    throw new TesseraError(
      'internal',
      'The result does not fit the picture, so it was not used. The picture is as it was before. Run it again, and report this if it happens twice.',
    );
  const common = rectIntersection(rect, pixels.bounds);
  const before = await readPixels(pixels, common);
  const coverage = mask && (await readPixels(mask, common));
  let changedOutsideMask = 0;
  for (let y = 0; y < common.height; y++) {
    let old = y * common.width * channels;
    let now = ((common.y - rect.y + y) * rect.width + common.x - rect.x) * channels;
    for (let x = 0; x < common.width; x++) {
      if (coverage && coverage[y * common.width + x] !== 0) {
        old += channels;
        now += channels;
        continue;
      }
      for (let channel = 0; channel < channels; channel++)
        if (before[old++] !== samples[now++]) changedOutsideMask++;
    }
  }
  return { pixels: await writePixels({ ...pixels, bounds }, rect, samples), changedOutsideMask };
}
