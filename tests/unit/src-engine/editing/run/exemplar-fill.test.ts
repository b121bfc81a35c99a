import { expect, it, vi } from 'vitest';
import { parseRecipe } from '#engine/editing/recipe/recipe.ts';
import type * as exemplars from '#engine/imaging/exemplar/fill-from-exemplars.ts';
import { fillRun, maskWith, picture, quiet, runEdit, settingsWith } from '#tests/fixtures/edits.ts';

/** What the stage was told not to copy from, and what was made before. */
const avoided = vi.hoisted((): Uint8Array[] => []);
const given = vi.hoisted((): (Uint8Array | undefined)[] => []);
vi.mock('#engine/imaging/exemplar/fill-from-exemplars.ts', async (importOriginal) => {
  const original = await importOriginal<typeof exemplars>();
  return {
    ...original,
    fillFromExemplars: (...[input, ...rest]: Parameters<typeof original.fillFromExemplars>) => {
      avoided.push(Uint8Array.from(input.avoid!));
      given.push(input.made);
      return original.fillFromExemplars(input, ...rest);
    },
  };
});

it.each([2, 4] as const)('copies nothing from fully transparent pixels: %i channels', async (channels) => {
  const [width, height] = [90, 80];
  const image = picture(width, height, channels);
  // A cut-out: nobody sees the right third, whatever a program left there.
  image.data.forEach((_, i) => {
    if (i % channels === channels - 1) image.data[i] = ((i / channels) | 0) % width < 60 ? 1 + (i % 255) : 0;
  });
  const mask = maskWith(width, height, [{ x: 30, y: 30, width: 16, height: 16 }]);
  await runEdit(fillRun(image, mask, settingsWith({ detail: 'photo' })), quiet());
  const avoid = avoided.pop()!;
  expect(avoid).toHaveLength(width * height);
  expect([...avoid]).toEqual(Array.from(avoid, (_, pixel) => (pixel % width < 60 ? 0 : 1)));
});

it('is told what earlier turns made, unless the recipe is older or little of the photo is left', async () => {
  const [width, height] = [90, 80];
  const image = picture(width, height);
  const settings = settingsWith({ detail: 'photo' });
  const fill = (x: number, w: number) =>
    fillRun(image, maskWith(width, height, [{ x, y: 30, width: w, height: 16 }]), settings);
  const first = await runEdit(fill(16, 32), quiet());
  expect(given.pop()).toBeUndefined();
  const earlierTurns = parseRecipe(first.patches[0]!.recipe);
  const second = { ...fill(64, 16), earlierTurns };
  const { patches } = await runEdit(second, quiet());
  const made = given.pop()!;
  const isFilled = (i: number): boolean => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return y >= 30 && y < 46 && ((x >= 16 && x < 48) || (x >= 64 && x < 80));
  };
  expect([...made.keys()].filter((i) => made[i]! > 0 !== isFilled(i))).toEqual([]);
  // What a replay reads.
  expect(parseRecipe(patches[0]!.recipe)[0]!.settings.copied).toBe('photo');
  await runEdit({ ...second, settings: { ...settings, copied: 'everything' } }, quiet());
  expect(given.pop()).toBeUndefined();
  const nearlyAll = fillRun(image, maskWith(width, height, [{ x: 0, y: 0, width: 89, height }]), settings);
  const before = await runEdit({ ...nearlyAll, settings: settingsWith({ detail: 'off' }) }, quiet());
  await runEdit({ ...second, earlierTurns: parseRecipe(before.patches[0]!.recipe) }, quiet());
  expect(given.pop()).toBeUndefined();
});

it('is told of the lines of a frame, which are not copied', async () => {
  const [width, height] = [90, 80];
  const image = picture(width, height);
  for (let y = 0; y < height; y++) image.data.fill(0, y * width * 3, (y * width + 2) * 3);
  const mask = maskWith(width, height, [{ x: 6, y: 30, width: 16, height: 16 }]);
  await runEdit(fillRun(image, mask, settingsWith({ detail: 'photo' })), quiet());
  const told = given.pop()!;
  const across = told.length / height;
  expect([...told.keys()].filter((i) => told[i]! > 0)).toEqual(
    Array.from({ length: 2 * height }, (_, i) => (i >> 1) * across + (i & 1)),
  );
});
