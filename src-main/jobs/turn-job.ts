import { earlierOfTurn, type RecipeTurn, settingsOfTurn } from '#engine/editing/recipe/recipe.ts';
import { packOfTurn, type TurnToRepeat } from '#engine/editing/recipe/replay.ts';
import { listUsablePacks } from '#engine/packs/registry.ts';
import type { EditJob } from '#engine/protocol.ts';
import { emptyMask, type TileSnapshot } from '#engine/tiles/snapshot.ts';
import type { PixelOperations } from '#main/pixels/pixel-operations.ts';
import { TesseraError } from '#shared/errors.ts';
import { rectContains } from '#shared/geometry/rect.ts';
import { text } from '#shared/text/text.ts';

/** The engine's job that runs a turn of a recipe on a picture. */
export async function jobOfTurn(
  { turn, picture, kept }: TurnToRepeat<{ readonly pixels: TileSnapshot }>,
  where: Required<Pick<EditJob, 'recipes' | 'mask' | 'noSource' | 'packs'>>,
): Promise<EditJob> {
  const pack = packOfTurn(await listUsablePacks(where.packs), turn.pack);
  return {
    ...where,
    request: turn.request,
    settings: { ...settingsOfTurn(turn), packId: pack?.manifest.id ?? turn.pack.id },
    pixels: picture.pixels,
    earlier: earlierOfTurn(turn),
    kept: kept.map(({ cells, recipe, picture: part }) => ({ pixels: part.pixels, cells, recipe })),
    parentState: null,
    resume: null,
  };
}

/**
 * A mask of a recipe as tiles beside those of `base`; an empty one where there is none. Whoever wrote the recipe may have
 * made it up: no more is unpacked than the picture has.
 * @throws TesseraError recipe-mismatch, and those of writing
 */
export async function maskOfRecipe(
  mask: RecipeTurn['mask'],
  base: TileSnapshot,
  pixels: Pick<PixelOperations, 'commitMask'>,
): Promise<TileSnapshot> {
  const empty = emptyMask(base);
  if (!mask) return empty;
  if (!rectContains(base.bounds, mask.rect)) throw damagedMask();
  const coverage = new Uint8Array(Buffer.from(mask.coverage, 'base64'));
  try {
    return (await pixels.commitMask(empty, mask.rect, coverage)).mask;
  } catch (error) {
    throw error instanceof TesseraError && error.code === 'request-invalid' ? damagedMask(error) : error;
  }
}

const damagedMask = (cause?: unknown): TesseraError =>
  new TesseraError('recipe-mismatch', text.refusals.damagedRecipeMask, { cause });
