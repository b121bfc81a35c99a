import type { RestoredPart } from '#engine/editing/recipe/recipe.ts';
import type { PatchedPicture, PixelOperations, RestoreRequest } from './pixel-operations.ts';

/** Takes a picture back to another one by a part of a recipe. @param since left out = both have one outline */
export const restorePart = (
  pixels: Pick<PixelOperations, 'restoreOriginal'>,
  { rect, coverage }: RestoredPart,
  pictures: Pick<RestoreRequest, 'pixels' | 'original'> & Partial<Pick<RestoreRequest, 'since'>>,
): Promise<PatchedPicture> =>
  pixels.restoreOriginal({
    since: [],
    ...pictures,
    rect,
    coverage: new Uint8Array(Buffer.from(coverage, 'base64')),
  });
