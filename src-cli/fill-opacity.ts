import { type Command, InvalidArgumentError, Option } from 'commander';
import { restoreOriginal } from '#engine/editing/restore-original.ts';
import { fullOpacity, opacityPart } from '#engine/editing/recipe/fill-opacity.ts';
import { unpackMask } from '#engine/editing/recipe/packed-mask.ts';
import { type MadeTurn, parseRecipe, type RestoredPart } from '#engine/editing/recipe/recipe.ts';
import { imageSource } from '#engine/editing/sources.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { copyCommonPixels } from '#engine/imaging/copy-pixels.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { text } from '#shared/text/text.ts';
import { wholeNumber } from './run-options.ts';

export interface OpacityOptions {
  readonly opacity: number;
}

export const addOpacityOption = (command: Command): Command =>
  command.option('--opacity <percent>', text.commandHelp.fill.opacity, wholeNumber(0, 100), fullOpacity);

/** Where there is nothing before what is made, that is said. */
export const refuseOpacityOption = (command: Command): Command =>
  command.addOption(
    new Option('--opacity <percent>', text.window.opacity.nothingBefore).hideHelp().argParser(() => {
      throw new InvalidArgumentError(text.window.opacity.nothingBefore);
    }),
  );

/** What lowers the opacity of the last turn of a recipe; null = nothing does. */
export async function loweredOpacity(recipe: string, opacity: number): Promise<RestoredPart | null> {
  if (opacity === fullOpacity) return null;
  const turns = parseRecipe(recipe);
  return opacityPart(turns.at(-1) as MadeTurn, opacity, turns.length - 1);
}

/** Lets the picture before a fill show through it. @param filled samples of a picture as large as `before`, which are written to */
export async function lowerOpacity(
  filled: SampleImage['data'],
  before: SampleImage,
  bounds: Rect,
  part: RestoredPart,
): Promise<void> {
  const [present, original] = [{ ...before, data: filled }, before].map((each) => imageSource(each, bounds));
  const samples = await restoreOriginal(present!, original!, unpackMask(part, bounds), part.rect);
  copyCommonPixels(samples, part.rect, filled, bounds, before.channels);
}
