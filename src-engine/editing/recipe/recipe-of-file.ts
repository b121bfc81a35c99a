import { readFile, rm, stat } from 'node:fs/promises';
import { deleting } from '#engine/files/system-errors.ts';
import { systemCode } from '#shared/errors.ts';
import { readRecipe } from '#engine/imaging/codec/index.ts';
import type { DigitalSource } from '#shared/pictures/metadata-choices.ts';
import { isMade, recipeSidecar, type Provenance, type RecipeTurn } from './recipe.ts';

/** A recipe is never larger. */
const maxSidecarBytes = 64 << 20;

/** The recipe (JSON text) inside a picture's file, or in the one beside it; null = none. @param bytes of the file at `path` */
export const recipeOfFile = async (path: string, bytes: Uint8Array): Promise<string | null> =>
  (await readRecipe(bytes)) ?? readSidecar(recipeSidecar(path));

/** Takes away the recipe beside a picture that was written over; one whose name is too long to be there is none. */
export async function removeSidecar(path: string): Promise<void> {
  const sidecar = recipeSidecar(path);
  const removed = rm(sidecar, { force: true }).catch((error: unknown) => {
    if (systemCode(error) !== 'ENAMETOOLONG') throw error;
  });
  await deleting(sidecar, removed);
}

/** A recipe's own file; null where there is none, or where it is no recipe by its size. */
export async function readSidecar(path: string): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (!found?.isFile() || found.size > maxSidecarBytes) return null;
  return readFile(path, 'utf8').catch(() => null);
}

/** What the turns that made a picture say of its origin; null where none made a pixel. */
export function digitalSourceOf(turns: readonly RecipeTurn[]): DigitalSource | null {
  if (!turns.some(isMade)) return null;
  if (turns.some(({ request }) => request.kind === 'generate')) return 'trainedAlgorithmicMedia';
  return turns.some(usesNetwork) ? 'compositeWithTrainedAlgorithmicMedia' : 'algorithmicallyEnhanced';
}

/** Recipes that do not say whether the network took part are taken to say that it did. */
const usesNetwork = ({ network = true, kept }: Provenance): boolean =>
  network || kept.some(({ making }) => usesNetwork(making));
