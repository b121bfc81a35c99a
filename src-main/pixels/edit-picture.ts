import {
  laidAfter,
  restorableRect,
  restoreOriginal as restoredSamples,
} from '#engine/editing/restore-original.ts';
import { tileCoverage, tilePixels } from '#engine/editing/sources.ts';
import { rectArea, rectContains, rectIntersection, rectIsEmpty, type Rect } from '#shared/geometry/rect.ts';
import { TesseraError } from '#shared/errors.ts';
import { readPixels, writePixels, type TileSnapshot, emptySnapshot } from '#engine/tiles/snapshot.ts';
import { commitMask, measureMask } from './edit-mask.ts';
import { emptyCorners, straightened } from '#engine/editing/straighten.ts';
import { boundsAfter, reshapeSamples } from '#engine/editing/reshape.ts';
import { positionOfTile, tileRect } from '#engine/tiles/tile-grid.ts';
import type { Reshape, Straighten } from '#shared/runs/run-request.ts';
import { text } from '#shared/text/text.ts';
import type { MeasuredMask, PatchedPicture, PatchRequest, RestoreRequest } from './pixel-operations.ts';

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
    throw new TesseraError('internal', text.refusals.resultDoesNotFit);
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

/** The same tiles where the stroke meets nothing that differs. */
export async function restoreOriginal(request: RestoreRequest): Promise<PatchedPicture> {
  const { pixels, rect } = request;
  const original = laidAfter(tilePixels(request.original), request.since);
  const unchanged = { pixels, changedOutsideMask: 0 };
  const nothing: TileSnapshot = { ...pixels, iccProfile: null, channels: 1, bitDepth: 8, tiles: {} };
  const { mask, coverage } = await commitMask(nothing, rect, request.coverage);
  if (!coverage.bounds) return unchanged;
  const area = restorableRect(pixels.bounds, original.bounds, coverage.bounds);
  if (rectIsEmpty(area)) return unchanged;
  const stroke = tileCoverage(mask, pixels);
  const samples = await restoredSamples(tilePixels(pixels), original, stroke, area);
  const before = await readPixels(pixels, area);
  if (samples.every((sample, index) => sample === before[index])) return unchanged;
  return applyPatch({ pixels, mask, rect: area, samples, bounds: pixels.bounds });
}

/** The picture cropped, rotated or straightened: tiles inside a crop stay the same files. */
export async function reshapePicture(pixels: TileSnapshot, reshape: Reshape): Promise<TileSnapshot> {
  const bounds = boundsAfter(pixels.bounds, reshape);
  const reshaped = emptySnapshot({ ...pixels, bounds });
  if (reshape.kind === 'rotate') {
    const { width, height } = pixels.bounds;
    const data = await readPixels(pixels, pixels.bounds);
    const rotated = reshapeSamples({ ...pixels, width, height, data }, pixels.bounds, reshape);
    return writePixels(reshaped, bounds, rotated.data);
  }
  if (reshape.kind === 'straighten') return straightenPicture(pixels, reshape, reshaped);
  const tiles = Object.entries(pixels.tiles).map(
    ([key, name]) => [key, name, tileRect(positionOfTile(key), pixels.tileSize)] as const,
  );
  const inside = tiles.filter(([, , rect]) => rectContains(bounds, rect));
  let cropped: TileSnapshot = { ...reshaped, tiles: Object.fromEntries(inside) };
  for (const [, , rect] of tiles) {
    const part = rectIntersection(rect, bounds);
    if (rectIsEmpty(part) || rectContains(bounds, rect)) continue;
    cropped = await writePixels(cropped, part, await readPixels(pixels, part));
  }
  return cropped;
}

async function straightenPicture(
  pixels: TileSnapshot,
  straighten: Straighten,
  empty: TileSnapshot,
): Promise<TileSnapshot> {
  const { tileSize } = pixels;
  const { read, bounds } = straightened(tilePixels(pixels), pixels.bounds, straighten);
  let made = empty;
  // Nothing is selected: so it stays.
  if (Object.keys(pixels.tiles).length === 0) return made;
  for (let row = 0; row < bounds.height; row += tileSize) {
    const strip = { ...bounds, y: bounds.y + row, height: Math.min(tileSize, bounds.height - row) };
    made = await writePixels(made, strip, await read(strip));
  }
  return made;
}

/** What is selected once a picture was reshaped: the same places, or the empty corners that were kept to be filled. */
export async function reshapeSelection(mask: TileSnapshot, reshape: Reshape): Promise<MeasuredMask> {
  if (reshape.kind !== 'straighten' || reshape.corners === 'cut') return reshapeMask(mask, reshape);
  const { bounds, coverage } = emptyCorners(mask.bounds, reshape);
  return measureMask(await writePixels(emptySnapshot({ ...mask, bounds }), bounds, coverage));
}

/** As reshapePicture. */
export const reshapeMask = async (mask: TileSnapshot, reshape: Reshape): Promise<MeasuredMask> =>
  measureMask(await reshapePicture(mask, reshape));

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
