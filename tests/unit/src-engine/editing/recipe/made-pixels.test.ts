import { deflateSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { madePixels } from '#engine/editing/recipe/made-pixels.ts';
import { digitalSourceOf } from '#engine/editing/recipe/recipe-of-file.ts';
import { selectionOfTurns, sidesOfTurns } from '#engine/editing/recipe/selection-of-turns.ts';
import { parseRecipe, recipeText, type RecipeTurn, reshapeTurn } from '#engine/editing/recipe/recipe.ts';
import { coverageOutside } from '#engine/editing/sources.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { fillRun, maskWith, picture, runEdit, settingsWith } from '#tests/fixtures/edits.ts';

const filled: Rect = { x: 3, y: 4, width: 5, height: 6 };
const bounds = { x: 0, y: 0, width: 20, height: 16 };
const made = await runEdit(
  fillRun(picture(bounds.width, bounds.height), maskWith(20, 16, [filled]), settingsWith({ detail: 'off' })),
);
const [fill] = parseRecipe(made.patches[0]!.recipe) as [RecipeTurn];
const by = { left: 2, right: 0, top: 0, bottom: 3 };
const extend: RecipeTurn = { ...fill, request: { kind: 'extend', by }, mask: null };

const nothing = (rect: Rect) => coverageOutside(rect, rect);
const at = (data: Uint8Array, width: number): string[] =>
  [...data.keys()].filter((i) => data[i]! > 0).map((i) => `${i % width} ${Math.floor(i / width)}`);
const pixelsOf = ({ x, y, width, height }: Rect): string[] =>
  Array.from({ length: width * height }, (_, i) => `${x + (i % width)} ${y + Math.floor(i / width)}`);

it('finds what was filled, moved along by the sides that came later, in a file that begins at its own corner', async () => {
  const now = { x: 0, y: 0, width: 22, height: 19 };
  const data = await madePixels(nothing(now), [fill, extend], now).read(now);
  const expected = [
    ...pixelsOf({ ...filled, x: filled.x + 2 }),
    ...pixelsOf({ x: 0, y: 0, width: 2, height: 19 }),
    ...pixelsOf({ x: 2, y: 16, width: 20, height: 3 }),
  ];
  expect(at(data, now.width).sort()).toEqual(expected.sort());
  const part = { x: 4, y: 3, width: 4, height: 4 };
  const read = await madePixels(nothing(now), [fill, extend], now).read(part);
  expect(at(read, 4)).toEqual(pixelsOf({ x: 1, y: 1, width: 3, height: 3 }));
});

it('finds it in a picture that was cropped and rotated since, and where that was rotated back', async () => {
  const input = { bounds, channels: 3, bitDepth: 8, hash: 'a'.repeat(64) };
  const rect = { x: 4, y: 0, width: 16, height: 16 };
  const crop = reshapeTurn({ kind: 'crop', rect }, input, '1');
  const rotate = (degrees: 90 | 270): RecipeTurn =>
    reshapeTurn({ kind: 'rotate', degrees }, { ...input, bounds: rect }, '1');
  const now = { x: 0, y: 0, width: 16, height: 16 };
  const left = { ...filled, x: 0, width: 4 };
  const read = (turns: readonly RecipeTurn[]) => madePixels(nothing(now), turns, now).read(now);
  expect(at(await read([fill, crop]), 16)).toEqual(pixelsOf(left));
  const upright = { x: 16 - left.y - left.height, y: left.x, width: left.height, height: left.width };
  expect(at(await read([fill, crop, rotate(90)]), 16)).toEqual(pixelsOf(upright));
  expect(at(await read([fill, crop, rotate(90), rotate(270)]), 16)).toEqual(pixelsOf(left));
  const turns = [fill, crop, rotate(90)];
  expect(at(await selectionOfTurns(turns, now), 16)).toEqual(pixelsOf(upright));
  expect(sidesOfTurns([fill, crop])).toEqual({ left: -4, top: 0, right: 0, bottom: 0 });
  const back = { ...by, left: 4, bottom: 0 };
  const added: RecipeTurn = {
    ...{ ...extend, input: { ...input, bounds: rect } },
    request: { kind: 'extend', by: back },
  };
  expect(at(await selectionOfTurns([crop, added], bounds), 20)).toEqual(
    pixelsOf({ x: 0, y: 0, width: 4, height: 16 }),
  );
});

it('a recipe of format 7 alone holds crops and rotations, without how pixels were made', () => {
  const input = { bounds, channels: 3, bitDepth: 8, hash: 'a'.repeat(64) };
  const rotate = reshapeTurn({ kind: 'rotate', degrees: 180 }, input, '1');
  const text = recipeText([fill, rotate]);
  const { formatVersion, turns } = JSON.parse(text) as { formatVersion: number; turns: object[] };
  expect([formatVersion, turns[1]]).toEqual([7, { request: rotate.request, input, version: '1' }]);
  expect(JSON.parse(recipeText([fill]))).toMatchObject({ formatVersion: 4 });
  expect(parseRecipe(text)[1]).toEqual(rotate);
  expect(digitalSourceOf([rotate])).toBeNull();
  expect(digitalSourceOf([fill, rotate])).not.toBeNull();
});

it('counts what is made now', async () => {
  const data = await madePixels(coverageOutside(bounds, { ...bounds, width: 19 }), [], bounds).read(bounds);
  expect(at(data, 20)).toEqual(pixelsOf({ x: 19, y: 0, width: 1, height: 16 }));
});

it.each<[string, readonly RecipeTurn[], Rect]>([
  ['a picture that was cropped since', [fill], { ...bounds, width: 19 }],
  ['a damaged mask', [{ ...fill, mask: { rect: fill.mask!.rect, coverage: 'AAAA' } }], bounds],
  ['a mask of another length', [masked(deflateSync(Buffer.alloc(7, 255)).toString('base64'))], bounds],
  ['a mask beside the picture', [{ ...fill, mask: { ...fill.mask!, rect: { ...filled, x: 17 } } }], bounds],
  ['a picture that was generated', [{ ...fill, request: { kind: 'generate' }, mask: null }], bounds],
])('takes nothing for made in %s', async (_, turns, now) => {
  expect(parseRecipe(recipeText(turns))).toHaveLength(turns.length);
  const data = await madePixels(nothing(now), turns, now).read(now);
  expect(at(data, now.width)).toEqual([]);
});

function masked(coverage: string): RecipeTurn {
  return { ...fill, mask: { rect: fill.mask!.rect, coverage } };
}
