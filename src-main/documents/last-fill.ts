import { fullOpacity, opacityOf } from '#engine/editing/recipe/fill-opacity.ts';
import { turnsOfRecipe } from '#engine/editing/recipe/recipe.ts';
import type { History } from '#shared/document/history.ts';
import { rectsEqual } from '#shared/geometry/rect.ts';
import { undoLabels } from '#shared/text/actions.ts';
import type { DocumentState } from './document-state.ts';

/** The fill whose opacity can be chosen: what changed the pixels last. */
export interface LastFill {
  /** The picture that it was made from. */
  readonly before: DocumentState;
  /** With all of it. */
  readonly full: DocumentState;
}

/** Null where something else changed the pixels since, or nothing did. */
export function lastFill({ entries, present }: History<DocumentState>): LastFill | null {
  const changesNothing = (at: number): boolean =>
    entries[at]!.label === undoLabels.opacity || entries[at]!.state.pixels === entries[at - 1]!.state.pixels;
  let at = present;
  while (at > 0 && changesNothing(at)) at--;
  if (at === 0) return null;
  const { label, state: full } = entries[at]!;
  const { state: before } = entries[at - 1]!;
  const isFill = label === undoLabels.fill || label === undoLabels.heal;
  const added = full.recipes.length === before.recipes.length + 1;
  if (!isFill || !added || !rectsEqual(full.pixels.bounds, before.pixels.bounds)) return null;
  // A replay may have begun from an older picture, and have restored parts in the same step.
  const continues = before.recipes.every((recipe, index) => recipe === full.recipes[index]);
  return continues && !full.recipes.at(-1)!.includes('"restored"') ? { before, full } : null;
}

/** The opacity of the last fill, in percent; null where there is none that it can be chosen for. */
export function fillOpacity(history: History<DocumentState>): number | null {
  const fill = lastFill(history);
  if (!fill) return null;
  const last = history.entries[history.present]!.state.recipes.at(-1)!;
  // Told from its text where nobody lowered it, since recipes are long.
  if (!last.includes('"opacity"')) return fullOpacity;
  const [turn] = turnsOfRecipe(last);
  return turn ? opacityOf(turn) : null;
}
