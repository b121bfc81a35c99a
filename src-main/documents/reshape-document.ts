import { recipeText, reshapeTurn } from '#engine/editing/recipe/recipe.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import { TesseraError } from '#shared/errors.ts';
import { rectContains, rectIsEmpty, rectsEqual } from '#shared/geometry/rect.ts';
import type { Reshape } from '#shared/runs/run-request.ts';
import { undoLabels } from '#shared/text/actions.ts';
import { text } from '#shared/text/text.ts';
import type { PixelOperations } from '#main/pixels/pixel-operations.ts';
import type { DocumentState } from './document-state.ts';
import type { OpenDocument } from './open-document.ts';

/**
 * Crops, rotates or straightens a document, its selection along with it: one undo step, unless nothing would change.
 * @param version of the program, for the recipe @throws TesseraError busy, request-invalid, those of writing
 */
export const reshapeDocument = (
  document: OpenDocument,
  pixels: Pick<PixelOperations, 'hashPixels' | 'reshapePicture' | 'reshapeMask' | 'reshapeSelection'>,
  reshape: Reshape,
  version: string,
): Promise<DocumentSummary> =>
  document.edit(undoLabels[reshape.kind], async (present): Promise<DocumentState> => {
    if (document.work !== 'none') throw new TesseraError('busy', text.refusals.reshapeWaits);
    const { bounds, channels, bitDepth } = present.pixels;
    if (reshape.kind === 'crop') {
      if (rectIsEmpty(reshape.rect) || !rectContains(bounds, reshape.rect))
        throw new TesseraError('request-invalid', text.refusals.cropOutside);
      if (rectsEqual(reshape.rect, bounds)) return present;
    }
    const input = { bounds, channels, bitDepth, hash: await pixels.hashPixels(present.pixels) };
    return {
      ...present,
      pixels: await pixels.reshapePicture(present.pixels, reshape),
      ...(await pixels.reshapeSelection(present.mask, reshape)),
      noSource: await pixels.reshapeMask(present.noSource.mask, reshape),
      recipes: [...present.recipes, recipeText([reshapeTurn(reshape, input, version)])],
    };
  });
