import { readFile, rm } from 'node:fs/promises';
import { parseRecipe, recipeSidecar } from '#engine/editing/recipe/recipe.ts';
import { selectionOfTurns } from '#engine/editing/recipe/selection-of-turns.ts';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { removeLeftovers } from '#engine/files/leftovers.ts';
import {
  decodePhoto,
  encodePicture,
  keepJpeg,
  type KeptJpeg,
  openStoredJpeg,
  reasonAgainstSides,
} from '#engine/imaging/codec/index.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { readPixels } from '#engine/tiles/snapshot.ts';
import { text } from '#shared/text/text.ts';
import type { ExportedPicture, ExportRequest } from './pixel-operations.ts';
import { refuseOriginal } from './refuse-original.ts';

/** Writes the picture whole or not at all; the recipe goes beside the file where it doesn't fit inside. */
export async function exportPicture(request: ExportRequest): Promise<ExportedPicture> {
  const { pixels, path, recipe, format, quality, stored } = request;
  const takesOriginalName = await refuseOriginal(path, request.original);
  const { width, height } = pixels.bounds;
  const data = await readPixels(pixels, pixels.bounds);
  const { channels, bitDepth, iccProfile } = pixels;
  const image: SampleImage = { width, height, channels, bitDepth, data, iccProfile };
  const kept = format === 'jpeg' && quality === null && stored ? await keep(image, request, stored) : null;
  if (kept && 'bytes' in kept) {
    const { bytes, ...jpeg } = kept;
    await removeLeftovers(path);
    await writeFileAtomically(path, bytes);
    await rm(recipeSidecar(path), { force: true });
    return {
      lossy: true,
      recipe: recipe === null ? 'none' : 'in-file',
      jpeg,
      note: null,
      takesOriginalName,
    };
  }
  const encoded = await encodePicture(image, request);
  await removeLeftovers(path);
  await writeFileAtomically(path, encoded.bytes);
  const written = {
    lossy: encoded.lossy,
    jpeg: null,
    note: kept && text.dialogs.export.notKept(kept.reason),
    takesOriginalName,
  };
  if (recipe !== null && !encoded.recipeInFile) {
    await writeFileAtomically(recipeSidecar(path), recipe);
    return { ...written, recipe: 'beside-file' };
  }
  // Of the picture that was written over: it would be taken for this one's.
  await rm(recipeSidecar(path), { force: true });
  return { ...written, recipe: recipe === null ? 'none' : 'in-file' };
}

/** The stored JPEG with the document's picture in it, compared with what was opened; else why it cannot be kept. */
async function keep(
  after: SampleImage,
  { pixels, recipe, metadata }: ExportRequest,
  { file, bounds, recipes }: NonNullable<ExportRequest['stored']>,
): Promise<(KeptJpeg & { readonly bytes: Uint8Array }) | { readonly reason: string }> {
  const bytes = await readFile(file).catch(() => null);
  if (!bytes) return { reason: text.dialogs.export.storedMissing };
  const { image: before, orientation } = await decodePhoto(bytes, 'the photo');
  const opened = openStoredJpeg(bytes, orientation);
  if ('reason' in opened) return opened;
  const left = bounds.x - pixels.bounds.x;
  const top = bounds.y - pixels.bounds.y;
  const sides = {
    ...{ left, top },
    right: pixels.bounds.width - bounds.width - left,
    bottom: pixels.bounds.height - bounds.height - top,
  };
  const reason = reasonAgainstSides(opened, sides);
  if (reason !== null) return { reason };
  const turns = recipes.flatMap((one) => parseRecipe(one));
  const selected = await selectionOfTurns(turns, after);
  return keepJpeg(opened, { before, after, sides, selected, recipe, keepsMetadata: metadata !== null });
}
