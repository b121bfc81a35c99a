import { earlierOfTurn, settingsOfTurn } from '#engine/editing/recipe/recipe.ts';
import { packOfTurn, type TurnToRepeat } from '#engine/editing/recipe/replay.ts';
import { listUsablePacks } from '#engine/packs/registry.ts';
import type { EditJob } from '#engine/protocol.ts';
import type { TileSnapshot } from '#engine/tiles/snapshot.ts';

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
