import { expect, test } from 'vitest';
import { decodeInTiles, type DecodeTile, type LatentPlane } from '#engine/inference/decode-tiles.ts';

const factor = 2;
/** A decoder that repeats the first latent channel: exact whatever the tile. */
const repeat: DecodeTile = (tile, height, width) => {
  const picture = new Float32Array(height * width * factor * factor * 3);
  for (let row = 0; row < height * factor; row += 1) {
    for (let column = 0; column < width * factor; column += 1) {
      const value = tile[(Math.floor(row / factor) * width + Math.floor(column / factor)) * 2]!;
      picture.fill(value, (row * width * factor + column) * 3, (row * width * factor + column + 1) * 3);
    }
  }
  return Promise.resolve(picture);
};
const plane = (rows: number, columns: number): LatentPlane => ({
  latent: Float32Array.from({ length: rows * columns * 2 }, (_, i) => Math.sin(i * i)),
  ...{ rows, columns, channels: 2, factor },
});

test.each([
  [8, 8],
  [9, 8],
  [20, 13],
  [8, 31],
])('tiles of a local decoder add up to the whole picture (%i x %i)', async (rows, columns) => {
  const sizes: number[] = [];
  const decode: DecodeTile = (tile, height, width) => {
    sizes.push(Math.max(height, width));
    return repeat(tile, height, width);
  };
  const tiled = await decodeInTiles(plane(rows, columns), decode, 8, 3);
  const whole = await repeat(plane(rows, columns).latent, rows, columns);
  expect(tiled.length).toBe(whole.length);
  tiled.forEach((value, i) => expect(value).toBeCloseTo(whole[i]!, 5));
  expect(Math.max(...sizes)).toBeLessThanOrEqual(8);
});

test('a plane that fits one tile is decoded once, untouched', async () => {
  let calls = 0;
  const expected = await repeat(plane(8, 5).latent, 8, 5);
  const decoded = await decodeInTiles(plane(8, 5), (...given) => ((calls += 1), repeat(...given)), 8, 3);
  expect(decoded).toEqual(expected);
  expect(calls).toBe(1);
});

test('where tiles disagree the picture fades from one to the other', async () => {
  let tile = 0;
  const decode: DecodeTile = (_latent, height, width) =>
    Promise.resolve(new Float32Array(height * width * 12).fill(tile++));
  const picture = await decodeInTiles(plane(4, 13), decode, 8, 3);
  const line = Array.from({ length: 26 }, (_, column) => picture[column * 3]!);
  expect(line[0]).toBe(0);
  expect(line[25]).toBe(1);
  for (let i = 1; i < line.length; i += 1) {
    expect(line[i]!).toBeGreaterThanOrEqual(line[i - 1]!);
    expect(line[i]! - line[i - 1]!).toBeLessThan(0.35);
  }
});
