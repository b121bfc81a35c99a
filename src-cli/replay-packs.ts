import { commandLinePackDirectories } from './pack-directories.ts';
import { TesseraError } from '#shared/errors.ts';
import { packOfTurn } from '#engine/editing/recipe/pack-of-turn.ts';
import type { Provenance } from '#engine/editing/recipe/recipe.ts';
import { listUsablePacks, openPack, openPackOrFolder, type Pack } from '#engine/packs/registry.ts';

/**
 * The packs that turns of a recipe, and the parts they keep, are repeated with: for each, what the user gave comes before
 * what is installed.
 * @param given ids or folders @throws TesseraError pack-not-found, usage where one of `given` made none of the turns; those of packs/registry
 */
export async function packsOfTurns(
  turns: readonly Provenance[],
  given: readonly string[],
): Promise<(provenance: Provenance) => Pack> {
  const directories = commandLinePackDirectories();
  const offered = await Promise.all(given.map((name) => openPackOrFolder(name, directories)));
  const installed = await listUsablePacks(directories);
  const chosen = new Map<string, Pack>();
  for (const { pack } of turns.flatMap(provenancesOf)) {
    if (chosen.has(keyOf(pack))) continue;
    const own = packOfTurn(offered, pack);
    const known = packOfTurn(installed, pack);
    if (!own && !known)
      throw new TesseraError(
        'pack-not-found',
        `It was made with the model pack "${pack.id}", which is not installed here. Nothing was written. Give it with --pack FOLDER.`,
      );
    chosen.set(keyOf(pack), own ?? (await openPack(known!.manifest.id, directories)));
  }
  const used = new Set(chosen.values());
  const unused = given.find((_, index) => !used.has(offered[index]!));
  if (unused !== undefined)
    throw new TesseraError(
      'usage',
      `None of the turns to repeat was made with the pack "${unused}". They were made with: ${[...new Set(turns.flatMap(provenancesOf).map(({ pack }) => pack.id))].join(', ')}.`,
    );
  return ({ pack }) => chosen.get(keyOf(pack))!;
}

const keyOf = ({ id, hash }: Provenance['pack']): string => `${id} ${hash}`;

const provenancesOf = (provenance: Provenance): Provenance[] => [
  provenance,
  ...provenance.kept.flatMap((part) => provenancesOf(part.making)),
];
