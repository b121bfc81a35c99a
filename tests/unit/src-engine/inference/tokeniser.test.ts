import { expect, test } from 'vitest';
import { fromPatches, toPatches, pixelTokeniser } from '#engine/inference/tokeniser.ts';

test('a token holds its pixels row by row, channel fastest', () => {
  // 1 x 2 tokens of 2 x 2 pixels; a pixel's number is 100 * row + 10 * column + channel.
  const picture = Float32Array.from(
    { length: 2 * 4 * 3 },
    (_, i) => 100 * Math.floor(i / 12) + 10 * (Math.floor(i / 3) % 4) + (i % 3),
  );
  expect([...toPatches(picture, { rows: 1, columns: 2 }, 2, 3)]).toEqual([
    ...[0, 1, 2, 10, 11, 12, 100, 101, 102, 110, 111, 112],
    ...[20, 21, 22, 30, 31, 32, 120, 121, 122, 130, 131, 132],
  ]);
});

test('pixel tokens lose nothing', async () => {
  const tokeniser = pixelTokeniser(4);
  const grid = { rows: 3, columns: 5 };
  const picture = Float32Array.from({ length: 12 * 20 * 3 }, (_, i) => Math.sin(i));
  const tokens = await tokeniser.tokenise(picture, grid);
  expect(await tokeniser.assemble(tokens, grid)).toEqual(picture);
  expect(fromPatches(toPatches(picture, grid, 4, 3), grid, 4, 3)).toEqual(picture);
});
