import { recipeSidecar } from '../../src-engine/editing/recipe';
import { writeFileAtomically } from '../../src-engine/files/atomic-write';
import { removeLeftovers } from '../../src-engine/files/leftovers';
import { encodePicture } from '../../src-engine/imaging/codec';
import { readPixels } from '../../src-engine/tiles/snapshot';
import type { ExportRequest, PixelOperations } from './pixel-operations';

/** Writes the picture whole or not at all; the recipe goes beside the file where it doesn't fit inside. */
export async function exportPicture(request: ExportRequest): ReturnType<PixelOperations['exportPicture']> {
  const { pixels, path, recipe } = request;
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
  if (recipe === null) return { lossy: encoded.lossy, recipe: 'none' };
  if (encoded.recipeInFile) return { lossy: encoded.lossy, recipe: 'in-file' };
  await writeFileAtomically(recipeSidecar(path), recipe);
  return { lossy: encoded.lossy, recipe: 'beside-file' };
}
