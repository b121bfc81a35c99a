import { describe, expect, it } from 'vitest';
import { levelFor, tilesIn } from '#renderer/canvas/tiles/tile-set.ts';

describe('tile levels', () => {
  it.each([
    [4, 0],
    [1, 0],
    [0.6, 0],
    [0.5, 1],
    [0.26, 1],
    [0.25, 2],
    [0.001, 4],
  ])('at scale %f level %i is at least as fine as the screen', (scale, level) => {
    expect(levelFor(scale, 5)).toBe(level);
  });
});

describe('tiles in a rectangle', () => {
  it('are anchored at the document, left of its origin too', () => {
    const tiles = tilesIn({ x: -1, y: 0, width: 2, height: 512 }, 0);
    expect(tiles.map(({ column, row }) => [column, row])).toEqual([
      [-1, 0],
      [0, 0],
    ]);
  });

  it('span twice as much with every level', () => {
    expect(tilesIn({ x: 0, y: 0, width: 4096, height: 1024 }, 0)).toHaveLength(16);
    expect(tilesIn({ x: 0, y: 0, width: 4096, height: 1024 }, 2)).toHaveLength(2);
  });
});
