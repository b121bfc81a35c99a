import { turnsOfRecipe, withRestored } from '#engine/editing/recipe/recipe.ts';
import { reshapesOfTurns } from '#engine/editing/recipe/selection-of-turns.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import { TesseraError } from '#shared/errors.ts';
import { undoLabels } from '#shared/text/actions.ts';
import { text } from '#shared/text/text.ts';
import type { PixelOperations } from '#main/pixels/pixel-operations.ts';
import { type DocumentState, sameTiles, joinRecipes } from './document-state.ts';
import type { OpenDocument } from './open-document.ts';
import type { PendingStroke } from './pending-strokes.ts';

/**
 * Takes a document back to how it was opened where a stroke covers it: one undo step. Null where nothing differs there.
 * @throws TesseraError busy, request-invalid, those of writing
 */
export async function restoreStroke(
  document: OpenDocument,
  pixels: Pick<PixelOperations, 'restoreOriginal'>,
  { rect, coverage }: PendingStroke,
): Promise<DocumentSummary | null> {
  let differs = false;
  const summary = await document.edit(undoLabels.restore, async (present): Promise<DocumentState> => {
    if (document.work !== 'none') throw new TesseraError('busy', text.refusals.restoreWaits);
    const { original } = document;
    const turns = present.recipes.slice(original.recipes.length).flatMap((recipe) => turnsOfRecipe(recipe));
    const since = reshapesOfTurns(turns);
    const request = { pixels: present.pixels, original: original.pixels, since, rect, coverage };
    const restored = await pixels.restoreOriginal(request);
    differs = !sameTiles(restored.pixels, present.pixels);
    if (!differs) return present;
    const before = turnsOfRecipe(joinRecipes(original.recipes)).length;
    const part = { rect, coverage: Buffer.from(coverage).toString('base64'), before };
    const [last, ...earlier] = [...present.recipes].reverse();
    return {
      ...present,
      pixels: restored.pixels,
      recipes: last === undefined ? [] : [...earlier.reverse(), withRestored(last, [part])],
      changedOutsideMask: restored.changedOutsideMask,
    };
  });
  return differs ? summary : null;
}
