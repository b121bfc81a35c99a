import { describe, expect, it } from 'vitest';
import { dabSpacing, Stroke, type StrokePoint } from '#renderer/canvas/mask/stroke.ts';

const draw = (points: StrokePoint[]): StrokePoint[] => {
  const prints: StrokePoint[] = [];
  const stroke = new Stroke((point) => prints.push(point));
  points.forEach((point) => stroke.add(point));
  return prints;
};

describe('stroke', () => {
  it('prints once where the pointer only touches', () => {
    expect(draw([{ x: 5, y: 5, radius: 10 }])).toHaveLength(1);
  });

  it('prints at even distances, however the pointer reports its way', () => {
    const whole = draw([
      { x: 0, y: 0, radius: 25 },
      { x: 100, y: 0, radius: 25 },
    ]);
    const pieces = draw(Array.from({ length: 101 }, (_, x) => ({ x, y: 0, radius: 25 })));
    expect(pieces).toHaveLength(whole.length);
    pieces.forEach((print, index) => expect(print.x).toBeCloseTo(whole[index]!.x, 6));
  });

  it('leaves no scallop deeper than a fifth of a pixel', () => {
    for (const radius of [2, 10, 100, 1000]) {
      const depth = radius - Math.sqrt(radius ** 2 - (dabSpacing(radius) / 2) ** 2);
      expect(depth).toBeLessThan(0.2);
    }
  });

  it('goes from one pressure to the next little by little', () => {
    const prints = draw([
      { x: 0, y: 0, radius: 4 },
      { x: 200, y: 0, radius: 40 },
    ]);
    for (let i = 1; i < prints.length; i++) expect(prints[i]!.radius).toBeGreaterThan(prints[i - 1]!.radius);
    expect(prints.at(-1)!.radius).toBeGreaterThan(37);
  });
});
