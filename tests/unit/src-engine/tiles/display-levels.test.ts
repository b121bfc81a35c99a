import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import { describe, expect, it } from 'vitest';
import { DisplayLevels, levelCount } from '#engine/tiles/display-levels.ts';

const snapshot = (tiles: Record<string, string>, width = 8, height = 8): TileSnapshot => ({
  directory: '',
  bounds: { x: 0, y: 0, width, height },
  channels: 3,
  bitDepth: 8,
  iccProfile: null,
  tileSize: 4,
  tiles,
});

function pictureLevels() {
  const rendered: string[] = [];
  const levels = new DisplayLevels(
    {
      bytesPerPixel: 4,
      async render(_, { column, row }) {
        rendered.push(`${column},${row}`);
        const tile = new Uint8Array(4 * 4 * 4);
        for (let pixel = 0; pixel < 16; pixel++)
          tile.set([column * 100 + pixel, 40, row * 100, 255], pixel * 4);
        return tile;
      },
    },
    1 << 20,
  );
  return { levels, rendered };
}

describe('display levels', () => {
  it('are enough to bring the longer side within one tile', () => {
    expect(levelCount({ x: 0, y: 0, width: 512, height: 10 }, 512)).toBe(1);
    expect(levelCount({ x: 0, y: 0, width: 513, height: 10 }, 512)).toBe(2);
    expect(levelCount({ x: 0, y: 0, width: 8000, height: 20 }, 512)).toBe(5);
  });

  it('average two by two pixels of the level below', async () => {
    const { levels } = pictureLevels();
    const tile = await levels.tile(snapshot({ '0,0': 'a', '1,0': 'b', '0,1': 'c', '1,1': 'd' }), 1, {
      column: 0,
      row: 0,
    });
    // Pixels 0, 1, 4 and 5 of tile (0, 0).
    expect([...tile!.subarray(0, 4)]).toEqual([3, 40, 0, 255]);
    // The same pixels of tile (1, 1), in the lower right quarter.
    expect([...tile!.subarray((2 * 4 + 2) * 4, (2 * 4 + 2) * 4 + 4)]).toEqual([103, 40, 100, 255]);
  });

  it('are made once, and after an edit only where it touched', async () => {
    const { levels, rendered } = pictureLevels();
    const before = snapshot({ '0,0': 'a', '1,0': 'b', '0,1': 'c', '1,1': 'd' });
    await levels.tile(before, 1, { column: 0, row: 0 });
    await levels.tile(before, 1, { column: 0, row: 0 });
    expect(rendered).toHaveLength(4);
    await levels.tile(snapshot({ ...before.tiles, '1,0': 'edited' }), 1, { column: 0, row: 0 });
    expect(rendered.slice(4)).toEqual(['1,0']);
  });

  it('do not darken colours at the edge of what is opaque', async () => {
    const levels = new DisplayLevels(
      {
        bytesPerPixel: 4,
        async render() {
          const tile = new Uint8Array(64);
          tile.set([200, 100, 50, 255]);
          return tile;
        },
      },
      1 << 20,
    );
    const tile = await levels.tile(snapshot({ '0,0': 'a' }), 1, { column: 0, row: 0 });
    expect([...tile!.subarray(0, 4)]).toEqual([200, 100, 50, 64]);
  });

  it('are nothing outside the bounds, and black inside where a picture has no file', async () => {
    const { levels, rendered } = pictureLevels();
    expect(await levels.tile(snapshot({}), 0, { column: 5, row: 0 })).toBeNull();
    expect(await levels.tile(snapshot({}), 0, { column: 1, row: 0 })).not.toBeNull();
    expect(rendered).toEqual(['1,0']);
  });
});
