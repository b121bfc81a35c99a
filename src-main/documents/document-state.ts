import { parseRecipe, recipeText } from '#engine/editing/recipe/recipe.ts';
import { changedTiles, emptySnapshot, type TileSnapshot } from '#engine/tiles/snapshot.ts';
import { rectsEqual } from '#shared/geometry/rect.ts';
import type { MaskCoverage, MeasuredMask, OpenedPicture } from '#main/pixels/pixel-operations.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';

/** Everything undo brings back. States are immutable and share their tiles. */
export interface DocumentState {
  readonly pixels: TileSnapshot;
  /** One channel, 8 bit; same bounds as the pixels. */
  readonly mask: TileSnapshot;
  readonly coverage: MaskCoverage;
  /** Where texture is never copied from, and how much that is; same form and bounds as the mask. */
  readonly noSource: MeasuredMask;
  /** Recipes of the accepted runs, oldest first: JSON texts. */
  readonly recipes: readonly string[];
  /** Samples that accepted runs changed where they should not have; null before the first run. */
  readonly changedOutsideMask: number | null;
}

export const noCoverage: MaskCoverage = { bounds: null, pixels: 0 };

/** The state of a picture that was just opened. */
export function firstState({ pixels, recipe }: OpenedPicture): DocumentState {
  const { directory, bounds } = pixels;
  const mask = emptySnapshot({ directory, bounds, channels: 1, bitDepth: 8 });
  return {
    pixels,
    mask,
    coverage: noCoverage,
    noSource: { mask, coverage: noCoverage },
    recipes: recipe === null ? [] : [recipe],
    changedOutsideMask: null,
  };
}

/** True where two snapshots of one document name the same files. */
export const sameTiles = (a: TileSnapshot, b: TileSnapshot): boolean => {
  const keys = Object.keys(a.tiles);
  return keys.length === Object.keys(b.tiles).length && keys.every((key) => a.tiles[key] === b.tiles[key]);
};

/** Nothing happened (clearing an empty mask, a stroke beside the picture): not worth an undo step. */
export const sameState = (a: DocumentState, b: DocumentState): boolean =>
  a === b ||
  (a.pixels === b.pixels &&
    a.recipes === b.recipes &&
    sameTiles(a.mask, b.mask) &&
    sameTiles(a.noSource.mask, b.noSource.mask));

/** The same places where the picture lies now. */
export const noSourceWithin = (
  noSource: MeasuredMask,
  { bounds }: Pick<TileSnapshot, 'bounds'>,
): MeasuredMask =>
  rectsEqual(noSource.mask.bounds, bounds) ? noSource : { ...noSource, mask: { ...noSource.mask, bounds } };

/** The recipe an exported picture carries: the turns of all accepted runs, oldest first. Null = none. */
export function joinRecipes(recipes: readonly string[]): string | null {
  return recipes.length === 0 ? null : recipeText(recipes.flatMap((recipe) => parseRecipe(recipe)));
}

/** How many steps back a window is told what changed. */
const rememberedChanges = 16;

type Counts = Pick<DocumentSummary, 'pixelRevision' | 'pixelChanges' | 'maskRevision' | 'noSourceRevision'>;

/** What a window has to show anew of a document. */
export class Revisions {
  /** As of now. */
  counts: Counts = { pixelRevision: 0, pixelChanges: [], maskRevision: 0, noSourceRevision: 0 };

  /** Another state is present. */
  moved(before: DocumentState, after: DocumentState): void {
    let { pixelRevision, pixelChanges, maskRevision, noSourceRevision } = this.counts;
    if (after.pixels !== before.pixels) {
      pixelRevision++;
      pixelChanges = [...pixelChanges, changedTiles(before.pixels, after.pixels)].slice(-rememberedChanges);
    }
    if (after.mask !== before.mask) maskRevision++;
    if (after.noSource.mask !== before.noSource.mask) noSourceRevision++;
    this.counts = { pixelRevision, pixelChanges, maskRevision, noSourceRevision };
  }
}
