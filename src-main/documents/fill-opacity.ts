import { fullOpacity, opacityPart } from '#engine/editing/recipe/fill-opacity.ts';
import { isMade, turnsOfRecipe, withRestored } from '#engine/editing/recipe/recipe.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import { TesseraError } from '#shared/errors.ts';
import { undoLabels } from '#shared/text/actions.ts';
import { text } from '#shared/text/text.ts';
import type { PixelOperations } from '#main/pixels/pixel-operations.ts';
import { restorePart } from '#main/pixels/restore-part.ts';
import { type DocumentState, joinRecipes } from './document-state.ts';
import { fillOpacity, lastFill } from './last-fill.ts';
import type { OpenDocument } from './open-document.ts';

/**
 * Chooses how much of the last fill shows over the picture before it: one undo step, unless nothing would change. Each choice
 * is made from the whole fill: what was lowered can be raised again.
 * @param opacity in percent @throws TesseraError busy, request-invalid, those of writing
 */
export const setFillOpacity = (
  document: OpenDocument,
  pixels: Pick<PixelOperations, 'restoreOriginal'>,
  opacity: number,
): Promise<DocumentSummary> =>
  document.edit(undoLabels.opacity, async (present): Promise<DocumentState> => {
    if (document.work !== 'none') throw new TesseraError('busy', text.refusals.reshapeWaits);
    const fill = lastFill(document.states);
    const recipe = fill?.full.recipes.at(-1);
    const [turn] = turnsOfRecipe(recipe ?? null);
    if (!fill || recipe === undefined || !turn || !isMade(turn) || !turn.mask)
      throw new TesseraError('request-invalid', text.refusals.noFillToFade);
    const { before, full } = fill;
    if (fillOpacity(document.states) === opacity) return present;
    const { pixels: whole, changedOutsideMask } = full;
    if (opacity === fullOpacity)
      return { ...present, pixels: whole, recipes: full.recipes, changedOutsideMask };
    const turnsBefore = turnsOfRecipe(joinRecipes(before.recipes)).length;
    const part = await opacityPart(turn, opacity, turnsBefore);
    const faded = await restorePart(pixels, part, { pixels: whole, original: before.pixels });
    return {
      ...present,
      pixels: faded.pixels,
      recipes: [...before.recipes, withRestored(recipe, [part])],
      changedOutsideMask: Math.max(changedOutsideMask ?? 0, faded.changedOutsideMask),
    };
  });
