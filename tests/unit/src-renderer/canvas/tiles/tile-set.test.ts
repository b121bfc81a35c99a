import { describe, expect, it, vi } from 'vitest';
import { fetchBitmap } from '#renderer/bridge/raw-picture.ts';
import { levelFor, tilesIn, TileSet } from '#renderer/canvas/tiles/tile-set.ts';

vi.mock('#renderer/bridge/raw-picture.ts', () => ({ fetchBitmap: vi.fn() }));

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

describe('a picture that changes', () => {
  it('fetches only the tiles that have changed, and keeps the old ones until then', async () => {
    const asked: string[] = [];
    const close = vi.fn();
    vi.mocked(fetchBitmap).mockImplementation(async (address) => {
      asked.push(address);
      return { close } as unknown as ImageBitmap;
    });
    const bounds = { x: 0, y: 0, width: 1536, height: 512 };
    const addresses = (revision: number) => (level: number, column: number, row: number) =>
      `${level}/${column}/${row} of ${revision}`;
    const set = new TileSet(addresses(1), bounds, 1, () => undefined);
    const view = { scale: 1, x: 0, y: 0 };
    expect(set.fetch(view, bounds)).toBe(false);
    await vi.waitFor(() => expect(set.fetch(view, bounds)).toBe(true));
    expect(asked.splice(0)).toHaveLength(3);

    set.update(addresses(2), { x: 600, y: 10, width: 5, height: 5 });
    expect(set.fetch(view, bounds)).toBe(false);
    expect(close).not.toHaveBeenCalled();
    await vi.waitFor(() => expect(set.fetch(view, bounds)).toBe(true));
    expect(asked).toEqual(['0/1/0 of 2']);
    expect(close).toHaveBeenCalledTimes(1);
  });
});
