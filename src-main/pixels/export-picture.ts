import { rm } from 'node:fs/promises';
import { recipeSidecar } from '#engine/editing/recipe/recipe.ts';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { removeLeftovers } from '#engine/files/leftovers.ts';
import { encodePicture } from '#engine/imaging/codec/index.ts';
import { readPixels } from '#engine/tiles/snapshot.ts';
import type { ExportRequest, PixelOperations } from './pixel-operations.ts';
import { refuseOriginal } from './refuse-original.ts';

/** Writes the picture whole or not at all; the recipe goes beside the file where it doesn't fit inside. */
export async function exportPicture(request: ExportRequest): ReturnType<PixelOperations['exportPicture']> {
  const { pixels, path, recipe } = request;
  const takesOriginalName = await refuseOriginal(path, request.original);
  const { width, height } = pixels.bounds;
  const data = await readPixels(pixels, pixels.bounds);
  const encoded = await encodePicture(
    {
      width,
      height,
      channels: pixels.channels,
      bitDepth: pixels.bitDepth,
      data,
      iccProfile: pixels.iccProfile,
    },
    request,
  );
  await removeLeftovers(path);
  await writeFileAtomically(path, encoded.bytes);
  if (recipe !== null && !encoded.recipeInFile) {
    await writeFileAtomically(recipeSidecar(path), recipe);
    return { lossy: encoded.lossy, recipe: 'beside-file', takesOriginalName };
  }
  // Of the picture that was written over: it would be taken for this one's.
  await rm(recipeSidecar(path), { force: true });
  return { lossy: encoded.lossy, recipe: recipe === null ? 'none' : 'in-file', takesOriginalName };
}
