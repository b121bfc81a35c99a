import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { TesseraError } from '../../src-shared/contract/errors';
import { recipeSidecar } from '../../src-engine/editing/recipe';
import { writeFileAtomically } from '../../src-engine/files/atomic-write';
import { removeLeftovers } from '../../src-engine/files/leftovers';
import { encodePicture } from '../../src-engine/imaging/codec';
import { readPixels } from '../../src-engine/tiles/snapshot';
import type { ExportRequest, PixelOperations } from './pixel-operations';

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
  if (recipe === null) return { lossy: encoded.lossy, recipe: 'none' };
  if (encoded.recipeInFile) return { lossy: encoded.lossy, recipe: 'in-file' };
  await writeFileAtomically(recipeSidecar(path), recipe);
  return { lossy: encoded.lossy, recipe: 'beside-file' };
}

/** A path says little: projects don't keep it, photos are moved. What it holds says that a file is the original. */
async function refuseOriginal(path: string, original: string | null): Promise<void> {
  if (original === null) return;
  const there = await readFile(path).catch(() => null);
  if (there === null || createHash('sha256').update(there).digest('hex') !== original) return;
  throw new TesseraError(
    'request-denied',
    'That is the original photo, which is never overwritten. Nothing was saved. Choose another name.',
  );
}
