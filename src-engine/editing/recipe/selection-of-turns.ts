import { coveredRows } from '#engine/imaging/mask/covered-rows.ts';
import type { ReshapeStep } from '#engine/editing/restore-original.ts';
import { boundsAfter, reshapeSamples } from '#engine/editing/reshape.ts';
import type { Sides } from '#engine/imaging/jpeg/orientation.ts';
import { copyCommonPixels } from '#engine/imaging/copy-pixels.ts';
import { type Rect, rectArea } from '#shared/geometry/rect.ts';
import { isReshape } from '#shared/runs/run-request.ts';
import { maskOfTurn, type RecipeTurn } from './recipe.ts';

/** What turns added at a picture's sides, all together; negative where a crop cut off more. Says nothing of one that was rotated. */
export function sidesOfTurns(turns: readonly RecipeTurn[]): Sides {
  const sides = { left: 0, top: 0, right: 0, bottom: 0 };
  for (const { request, input } of turns) {
    if (request.kind !== 'extend' && request.kind !== 'crop') continue;
    const by = request.kind === 'extend' ? request.by : cropSides(input.bounds, request.rect);
    for (const side of ['left', 'top', 'right', 'bottom'] as const) sides[side] += by[side];
  }
  return sides;
}

const cropSides = (before: Rect, { x, y, width, height }: Rect): Sides => ({
  left: before.x - x,
  top: before.y - y,
  right: x + width - before.x - before.width,
  bottom: y + height - before.y - before.height,
});

export const isRotated = (turns: readonly RecipeTurn[]): boolean =>
  turns.some(({ request }) => request.kind === 'rotate' || request.kind === 'straighten');

/**
 * [height, width] of the picture after turns: above 0 where one of them may have changed a pixel, or added it: what a crop
 * cut off and an extension added again lies where the photo has pixels.
 * @throws TesseraError recipe-mismatch where a recipe's mask is damaged
 */
export async function selectionOfTurns(
  turns: readonly RecipeTurn[],
  { width, height }: { readonly width: number; readonly height: number },
): Promise<Uint8Array> {
  let bounds: Rect = turns[0]?.input.bounds ?? { x: 0, y: 0, width, height };
  let selection = new Uint8Array(rectArea(bounds));
  const moveTo = (to: Rect, added = 0): void => {
    if (to.width === bounds.width && to.height === bounds.height) return;
    const moved = new Uint8Array(rectArea(to)).fill(added);
    copyCommonPixels(selection, bounds, moved, to, 1);
    selection = moved;
  };
  for (const turn of turns) {
    const { request, input } = turn;
    // A turn names its pixels as they lay then: a chain that was made over several files began anew with each.
    moveTo(input.bounds);
    ({ bounds } = input);
    if (request.kind === 'generate') selection.fill(255);
    else if (request.kind === 'fill') await select(turn, selection, bounds);
    else if (request.kind === 'straighten') {
      bounds = boundsAfter(bounds, request);
      selection = new Uint8Array(rectArea(bounds)).fill(255);
    } else if (isReshape(request)) {
      const image = { ...bounds, channels: 1, bitDepth: 8, data: selection } as const;
      selection = reshapeSamples(image, bounds, request).data as typeof selection;
      bounds = boundsAfter(bounds, request);
    } else {
      const { left, top, right, bottom } = request.by;
      const { x, y, width, height } = bounds;
      const extended = {
        x: x - left,
        y: y - top,
        width: left + width + right,
        height: top + height + bottom,
      };
      moveTo(extended, 255);
      bounds = extended;
    }
  }
  moveTo({ ...bounds, width, height });
  return selection;
}

/** Marks what a turn's mask covers. */
async function select(turn: RecipeTurn, selection: Uint8Array, bounds: Rect): Promise<void> {
  const { rect } = turn.mask!;
  const coverage = await maskOfTurn(turn, bounds).read(rect);
  for (const [y, row] of coveredRows(coverage, rect.width))
    for (let x = 0; x < rect.width; x++) {
      const toX = rect.x - bounds.x + x;
      const toY = rect.y - bounds.y + y;
      const isInside = toX >= 0 && toY >= 0 && toX < bounds.width && toY < bounds.height;
      if (row[x]! > 0 && isInside) selection[toY * bounds.width + toX] = 255;
    }
}

/** What turns did to the outline, oldest first. */
export const reshapesOfTurns = (turns: readonly RecipeTurn[]): ReshapeStep[] =>
  turns.flatMap(({ request, input }) =>
    isReshape(request) ? [{ reshape: request, before: input.bounds }] : [],
  );
