import type { DigitalSource } from '#shared/pictures/metadata-choices.ts';
import type { Provenance, RecipeTurn } from './recipe.ts';

/** What the turns that made a picture say of its origin; null where there are none. */
export function digitalSourceOf(turns: readonly RecipeTurn[]): DigitalSource | null {
  if (turns.length === 0) return null;
  if (turns.some(({ request }) => request.kind === 'generate')) return 'trainedAlgorithmicMedia';
  return turns.some(usesNetwork) ? 'compositeWithTrainedAlgorithmicMedia' : 'algorithmicallyEnhanced';
}

/** Recipes that do not say whether the network took part are taken to say that it did. */
const usesNetwork = ({ network = true, kept }: Provenance): boolean =>
  network || kept.some(({ making }) => usesNetwork(making));
