import { describe, expect, it } from 'vitest';
import { makeDab, stampDab } from '#renderer/canvas/mask/dab.ts';
import { MaskTiles } from '#renderer/canvas/mask/mask-tiles.ts';

const bounds = { x: 0, y: 0, width: 1200, height: 1200 };
const all = { x: 0, y: 0, width: 200, height: 200 };
const stamped = (x: number, y: number, radius: number, hardness: number): MaskTiles => {
  const mask = new MaskTiles();
  mask.begin();
  stampDab(mask, bounds, x, y, radius, hardness, 'add');
  return mask;
};
const area = (mask: MaskTiles): number => mask.read(all).reduce((sum, value) => sum + value, 0) / 255;

describe('brush print', () => {
  it.each([1.5, 4, 12, 60])('of a hard brush of radius %f covers the area of its circle', (radius) => {
    const ratio = area(stamped(100.5, 100.5, radius, 1)) / (Math.PI * radius ** 2);
    expect(Math.abs(ratio - 1)).toBeLessThan(0.08);
  });

  it('is full within radius times hardness and empty from the radius on', () => {
    const { size, coverage } = makeDab(40, 0.5);
    const middle = (size - 1) / 2;
    const at = (distance: number): number => coverage[middle * size + middle + distance]!;
    expect(at(19)).toBe(255);
    expect(at(30)).toBeGreaterThan(90);
    expect(at(30)).toBeLessThan(165);
    expect(at(41)).toBe(0);
  });

  it('falls steadily from the middle outward', () => {
    const { size, coverage } = makeDab(30, 0);
    const middle = (size - 1) / 2;
    for (let d = 1; d < middle; d++)
      expect(coverage[middle * size + middle + d]!).toBeLessThanOrEqual(
        coverage[middle * size + middle + d - 1]!,
      );
  });

  it('has its middle where the pointer is, to a fraction of a pixel for small brushes', () => {
    const mask = stamped(50.25, 60.75, 5, 1);
    let [sum, x, y] = [0, 0, 0];
    mask.read(all).forEach((value, index) => {
      sum += value;
      x += value * ((index % 200) + 0.5);
      y += value * (Math.floor(index / 200) + 0.5);
    });
    expect(x / sum).toBeCloseTo(50.25, 1);
    expect(y / sum).toBeCloseTo(60.75, 1);
  });

  it('changes nothing when printed twice on one spot', () => {
    const mask = stamped(100, 100, 20, 0.3);
    const once = mask.read(all);
    stampDab(mask, bounds, 100, 100, 20, 0.3, 'add');
    expect(mask.read(all)).toEqual(once);
  });

  it('wipes away with the eraser what the brush of the same size painted', () => {
    const mask = stamped(100, 100, 20, 1);
    stampDab(mask, bounds, 100, 100, 24, 1, 'subtract');
    expect(area(mask)).toBe(0);
  });

  it('never paints outside the picture', () => {
    const mask = new MaskTiles();
    mask.begin();
    stampDab(mask, { x: 0, y: 0, width: 10, height: 10 }, 0, 0, 30, 1, 'add');
    expect(mask.end()).toEqual({ x: 0, y: 0, width: 10, height: 10 });
    expect(mask.tile(-1, 0)).toBeUndefined();
  });
});
