import { describe, expect, it } from 'vitest';
import { MaskTiles, tileSize } from '#renderer/canvas/mask/mask-tiles.ts';
import { fillRect, rectBetween } from '#renderer/canvas/mask/shapes.ts';

const bounds = { x: -100, y: -100, width: 2000, height: 2000 };
const total = (values: Uint8Array): number => values.reduce((sum, value) => sum + value, 0);

describe('mask tiles', () => {
  it('reads back what was written across tile borders and left of the origin', () => {
    const mask = new MaskTiles();
    const rect = { x: -20, y: 500, width: 1100, height: 30 };
    mask.begin();
    fillRect(mask, bounds, rect, 'add');
    expect(mask.end()).toEqual(rect);
    expect(total(mask.read(rect))).toBe(255 * rect.width * rect.height);
    expect(total(mask.read({ x: -21, y: 499, width: 1102, height: 32 }))).toBe(
      255 * rect.width * rect.height,
    );
  });

  it('keeps tiles only where something was selected', () => {
    const mask = new MaskTiles();
    mask.begin();
    fillRect(mask, bounds, { x: 10, y: 10, width: 5, height: 5 }, 'add');
    expect(mask.tile(0, 0)).toBeDefined();
    expect(mask.tile(1, 0)).toBeUndefined();
  });

  it('puts everything back when a gesture is cancelled', () => {
    const mask = new MaskTiles();
    const first = { x: 0, y: 0, width: 40, height: 40 };
    mask.begin();
    fillRect(mask, bounds, first, 'add');
    mask.end();
    mask.begin();
    fillRect(mask, bounds, { x: 20, y: 20, width: 900, height: 40 }, 'add');
    fillRect(mask, bounds, { x: 0, y: 0, width: 10, height: 10 }, 'subtract');
    mask.cancel();
    expect(total(mask.read({ x: 0, y: 0, width: 1000, height: 100 }))).toBe(255 * 40 * 40);
    expect(mask.tile(1, 0)).toBeUndefined();
  });

  it('says that an empty gesture wrote nothing', () => {
    const mask = new MaskTiles();
    mask.begin();
    fillRect(mask, bounds, { x: 5000, y: 0, width: 10, height: 10 }, 'add');
    expect(mask.end()).toBeNull();
  });

  it('tells its listener every place that changed, cleared tiles too', () => {
    const changed: number[] = [];
    const mask = new MaskTiles((rect) => changed.push(rect.x));
    mask.begin();
    fillRect(mask, bounds, { x: 3, y: 0, width: 1, height: 1 }, 'add');
    mask.end();
    mask.setTile(2, 0, new Uint8Array(tileSize * tileSize));
    mask.clear();
    expect(changed).toEqual([3, 2 * tileSize, 0, 2 * tileSize]);
  });
});

describe('rectangle between two corners', () => {
  it('is the same from every corner and covers whole pixels', () => {
    const expected = { x: 2, y: 5, width: 8, height: 4 };
    expect(rectBetween(2.2, 5.4, 10.4, 9.1)).toEqual(expected);
    expect(rectBetween(10.4, 9.1, 2.2, 5.4)).toEqual(expected);
  });
});
