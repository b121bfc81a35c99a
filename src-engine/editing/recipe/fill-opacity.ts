import { packMask } from './packed-mask.ts';
import { type MadeTurn, maskOfTurn, type RecipeTurn, type RestoredPart } from './recipe.ts';

/** What a fill has unless somebody lowered it, in percent. */
export const fullOpacity = 100;

/** The opacity of a turn's fill. */
export const opacityOf = ({ restored = [] }: RecipeTurn): number =>
  restored.findLast(({ opacity }) => opacity !== undefined)?.opacity ?? fullOpacity;

/**
 * Lowers the opacity of a fill: as a stroke that takes all it may have changed back to the picture before it, by the rest. So
 * versions that know of no opacity repeat it, too, and nothing outside the fill's mask changes.
 * @param turn a fill @param opacity in percent, below 100 @param before how many turns come before it in its recipe
 * @throws TesseraError recipe-mismatch where the turn's mask is damaged
 */
export async function opacityPart(turn: MadeTurn, opacity: number, before: number): Promise<RestoredPart> {
  const { rect } = turn.mask!;
  const taken = Math.round((255 * (fullOpacity - opacity)) / fullOpacity);
  const coverage = (await maskOfTurn(turn, rect).read(rect)).map((share) => (share === 0 ? 0 : taken));
  const part = await packMask({ bounds: rect, read: async () => coverage }, rect);
  return { ...part, before, opacity };
}
