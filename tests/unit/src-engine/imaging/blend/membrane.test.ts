import { describe, expect, it } from 'vitest';
import { solveMembrane } from '#engine/imaging/blend/membrane.ts';

const size = 65;

/** A square of unknowns inside known values of a function. */
function problem(value: (x: number, y: number) => number) {
  const values = new Float32Array(size * size);
  const unknown = new Uint8Array(size * size);
  for (let i = 0; i < values.length; i++) {
    const x = i % size;
    const y = Math.floor(i / size);
    const inside = x > 4 && y > 4 && x < 60 && y < 60;
    unknown[i] = inside ? 1 : 0;
    values[i] = inside ? 0 : value(x, y);
  }
  return { width: size, height: size, channels: 1, values, unknown };
}

describe('solveMembrane', () => {
  it('restores a plane from its rim', () => {
    const plane = (x: number, y: number): number => 0.1 + 0.01 * x - 0.005 * y;
    const { values, ...rest } = problem(plane);
    solveMembrane({ ...rest, values, laplacian: null });
    for (let i = 0; i < values.length; i++) {
      expect(values[i]).toBeCloseTo(plane(i % size, Math.floor(i / size)), 2);
    }
  });

  it('restores a parabola from its rim and its Laplacian', () => {
    const bowl = (x: number, y: number): number => ((x - 32) ** 2 + (y - 32) ** 2) / 2000;
    const { values, ...rest } = problem(bowl);
    const laplacian = new Float32Array(size * size).fill(4 / 2000);
    solveMembrane({ ...rest, values, laplacian });
    for (let i = 0; i < values.length; i++) {
      expect(Math.abs(values[i]! - bowl(i % size, Math.floor(i / size)))).toBeLessThan(0.02);
    }
  });

  it("restores a step between two halves that ends at known pixels and at the picture's free edge", () => {
    const step = (x: number, y: number): number => (y < 18 ? -1 : x < 33 ? 0 : 0.5);
    const inside = (x: number): boolean => x > 4;
    const at = (x: number, y: number): number => y * size + x;
    const values = new Float32Array(size * size);
    const unknown = new Uint8Array(size * size);
    const laplacian = new Float32Array(size * size);
    for (let y = 0; y < size; y++)
      for (let x = 0; x < size; x++) {
        unknown[at(x, y)] = inside(x) ? 1 : 0;
        values[at(x, y)] = inside(x) ? 0 : step(x, y);
        for (const [u, v] of [
          [x - 1, y],
          [x + 1, y],
          [x, y - 1],
          [x, y + 1],
        ] as const)
          if (u >= 0 && v >= 0 && u < size && v < size)
            laplacian[at(x, y)] = laplacian[at(x, y)]! + step(u, v) - step(x, y);
      }
    solveMembrane({ width: size, height: size, channels: 1, values, unknown, laplacian });
    for (let i = 0; i < values.length; i++)
      expect(Math.abs(values[i]! - step(i % size, Math.floor(i / size)))).toBeLessThan(0.03);
  });

  it('lets corrections fade with the pull', () => {
    const { values, ...rest } = problem(() => 1);
    solveMembrane({ ...rest, values, laplacian: null, pull: 1 / 16 });
    expect(values[32 * size + 5]).toBeGreaterThan(0.6);
    expect(values[32 * size + 32]).toBeLessThan(0.1);
  });

  it('leaves known values alone, and everything where nothing is unknown', () => {
    const values = Float32Array.of(1, 2, 3, 4);
    solveMembrane({ width: 2, height: 2, channels: 1, values, unknown: new Uint8Array(4), laplacian: null });
    expect([...values]).toEqual([1, 2, 3, 4]);
  });
});
