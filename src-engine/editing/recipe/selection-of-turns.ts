import type { Sides } from '#engine/imaging/jpeg/orientation.ts';
import { maskOfTurn, type RecipeTurn } from './recipe.ts';

/** What turns added at a picture's sides, all together. */
export function sidesOfTurns(turns: readonly RecipeTurn[]): Sides {
  const sides = { left: 0, top: 0, right: 0, bottom: 0 };
  for (const { request } of turns)
    if (request.kind === 'extend')
      for (const side of ['left', 'top', 'right', 'bottom'] as const) sides[side] += request.by[side];
  return sides;
}

/**
 * [height, width] of the picture after turns: above 0 where one of them may have changed a pixel that was there before.
 * @throws TesseraError recipe-mismatch where a recipe's mask is damaged
 */
export async function selectionOfTurns(
  turns: readonly RecipeTurn[],
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Uint8Array> {
  const selection = new Uint8Array(width * height);
  for (const [index, turn] of turns.entries()) {
    if (turn.request.kind === 'generate') selection.fill(255);
    if (turn.request.kind !== 'fill') continue;
    const { bounds } = turn.input;
    const { rect } = turn.mask!;
    const coverage = await maskOfTurn(turn, bounds).read(rect);
    // Later turns moved the picture's first pixel.
    const { left, top } = sidesOfTurns(turns.slice(index + 1));
    const nothing = Buffer.alloc(rect.width);
    for (let y = 0; y < rect.height; y++) {
      const row = coverage.subarray(y * rect.width, (y + 1) * rect.width);
      if (nothing.equals(row)) continue;
      for (let x = 0; x < rect.width; x++) {
        const toX = rect.x - bounds.x + left + x;
        const toY = rect.y - bounds.y + top + y;
        if (row[x]! > 0 && toX < width && toY < height) selection[toY * width + toX] = 255;
      }
    }
  }
  return selection;
}
