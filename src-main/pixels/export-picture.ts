import { rm } from 'node:fs/promises';
import { recipeSidecar } from '../../src-engine/editing/recipe';
import { writeFileAtomically } from '../../src-engine/files/atomic-write';
import { removeLeftovers } from '../../src-engine/files/leftovers';
import { encodePicture } from '../../src-engine/imaging/codec';
import { readPixels } from '../../src-engine/tiles/snapshot';
import type { ExportRequest, PixelOperations } from './pixel-operations';
import { refuseOriginal } from './refuse-original';

/** Writes the picture whole or not at all; the recipe goes beside the file where it doesn't fit inside. */
export async function exportPicture(request: ExportRequest): ReturnType<PixelOperations['exportPicture']> {
  const { pixels, path, recipe } = request;
  await refuseOriginal(path, request.original);
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
    return { lossy: encoded.lossy, recipe: 'beside-file' };
  }
  // Of the picture that was written over: it would be taken for this one's.
  await rm(recipeSidecar(path), { force: true });
  return { lossy: encoded.lossy, recipe: recipe === null ? 'none' : 'in-file' };
}
