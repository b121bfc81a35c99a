import { describe, expect, it } from 'vitest';
import { MaskTiles } from '#renderer/canvas/mask/mask-tiles.ts';
import { fillPolygon, type Point, polygonBounds } from '#renderer/canvas/mask/shapes.ts';

const bounds = { x: 0, y: 0, width: 700, height: 700 };
const filled = (points: Point[], mode: 'add' | 'subtract' = 'add', mask = new MaskTiles()): MaskTiles => {
  mask.begin();
  fillPolygon(mask, bounds, points, mode);
  return mask;
};
const area = (mask: MaskTiles): number => mask.read(bounds).reduce((sum, value) => sum + value, 0) / 255;
const shoelace = (points: Point[]): number =>
  Math.abs(
    points.reduce(
      (sum, { x, y }, i) =>
        sum + x * points[(i + 1) % points.length]!.y - points[(i + 1) % points.length]!.x * y,
      0,
    ),
  ) / 2;

describe('polygon', () => {
  it('covers whole pixels exactly', () => {
    const mask = filled([
      { x: 10, y: 10 },
      { x: 20, y: 10 },
      { x: 20, y: 15 },
      { x: 10, y: 15 },
    ]);
    expect([...mask.read({ x: 10, y: 10, width: 10, height: 5 })].every((value) => value === 255)).toBe(true);
    expect(area(mask)).toBe(50);
  });

  it.each([0.3, 7.77, 250])(
    'covers its area, soft edges and tile borders included (shifted by %f)',
    (shift) => {
      const star = Array.from({ length: 10 }, (_, i) => {
        const radius = i % 2 === 0 ? 180 : 90;
        return {
          x: 200 + shift + radius * Math.cos((i * Math.PI) / 5),
          y: 300 + radius * Math.sin((i * Math.PI) / 5),
        };
      });
      expect(area(filled(star)) / shoelace(star)).toBeCloseTo(1, 2);
    },
  );

  it('covers the pixels at its sides by exactly the part that lies inside', () => {
    const mask = filled([
      { x: 10.25, y: 4 },
      { x: 20.5, y: 4 },
      { x: 20.5, y: 8 },
      { x: 10.25, y: 8 },
    ]);
    const row = [...mask.read({ x: 9, y: 5, width: 13, height: 1 })];
    expect(row).toEqual([0, 191, 255, 255, 255, 255, 255, 255, 255, 255, 255, 128, 0]);
  });

  it('leaves a hole where it crosses itself', () => {
    const bow = [
      { x: 0, y: 0 },
      { x: 100, y: 100 },
      { x: 100, y: 0 },
      { x: 0, y: 100 },
    ];
    const mask = filled(bow);
    expect(mask.read({ x: 50, y: 10, width: 1, height: 1 })[0]).toBe(0);
    expect(mask.read({ x: 5, y: 50, width: 1, height: 1 })[0]).toBe(255);
  });

  it('takes away from what was selected', () => {
    const square = [
      { x: 100, y: 100 },
      { x: 200, y: 100 },
      { x: 200, y: 200 },
      { x: 100, y: 200 },
    ];
    const mask = filled(square);
    filled(square, 'subtract', mask);
    expect(area(mask)).toBe(0);
  });

  it('is cut off at the picture and ignores lines and points', () => {
    expect(
      area(
        filled([
          { x: -50, y: -50 },
          { x: 10, y: -50 },
          { x: 10, y: 10 },
          { x: -50, y: 10 },
        ]),
      ),
    ).toBe(100);
    expect(
      filled([
        { x: 1, y: 1 },
        { x: 50, y: 50 },
      ]).end(),
    ).toBeNull();
  });

  it('knows the whole pixels it may touch', () => {
    expect(
      polygonBounds([
        { x: 1.2, y: 3.9 },
        { x: 4.1, y: 8 },
      ]),
    ).toEqual({ x: 1, y: 3, width: 4, height: 5 });
  });
});
