import { describe, expect, it } from 'vitest';
import { OrderPicture } from '#renderer/stores/painted-pictures.ts';

describe('drawn order', () => {
  it('is darker where it was painted earlier and white where it never was', () => {
    const picture = new OrderPicture({ x: 100, y: 0, width: 200, height: 100 });
    for (let x = 120; x <= 240; x += 5) picture.touch(x, 50, 10);
    const { width, height, grey } = picture.toDrawnOrder();
    expect([width, height]).toEqual([200, 100]);
    const at = (x: number, y: number): number => grey[y * width + x - 100]!;
    expect(at(115, 50)).toBe(0);
    expect(at(180, 50)).toBeGreaterThan(at(140, 50));
    expect(at(249, 50)).toBe(254);
    expect(at(299, 99)).toBe(255);
  });

  it('keeps the first touch of a cell when it is painted over', () => {
    const picture = new OrderPicture({ x: 0, y: 0, width: 50, height: 50 });
    picture.touch(10, 10, 5);
    picture.touch(40, 40, 5);
    picture.touch(10, 10, 5);
    expect(picture.toDrawnOrder().grey[10 * 50 + 10]).toBe(0);
  });

  it('stays within 256 pixels a side for any area', () => {
    const { width, height } = new OrderPicture({ x: 0, y: 0, width: 8000, height: 20 });
    expect([width, height]).toEqual([256, 1]);
  });
});
