import { describe, expect, it } from 'vitest';
import { DIRECTIONS, minCut } from '#engine/imaging/exemplar/min-cut.ts';
import { randomKey, randomUnit } from '#engine/imaging/exemplar/keyed-random.ts';

/** A grid graph with random whole capacities. */
function randomGrid(width: number, height: number, seed: number) {
  const key = randomKey(seed, 0);
  const nodes = width * height;
  const neighbour = new Int32Array(nodes * DIRECTIONS).fill(-1);
  const capacity = new Float64Array(nodes * DIRECTIONS);
  const terminal = new Float64Array(nodes);
  for (let i = 0; i < nodes; i++) {
    terminal[i] = Math.round((randomUnit(key, i, 9) - 0.5) * 20);
    const x = i % width;
    const next = [
      x + 1 < width ? i + 1 : -1,
      x > 0 ? i - 1 : -1,
      i + width < nodes ? i + width : -1,
      i - width,
    ];
    next.forEach((other, direction) => {
      if (other < 0) return;
      neighbour[i * DIRECTIONS + direction] = other;
      capacity[i * DIRECTIONS + direction] = Math.floor(randomUnit(key, i, direction) * 8);
    });
  }
  return { neighbour, capacity, terminal, nodes };
}

/** What a cut costs: terminals cut off and edges from the source's side to the sink's. */
function cutCost(
  neighbour: Int32Array,
  capacity: Float64Array,
  terminal: Float64Array,
  side: ArrayLike<number>,
): number {
  let cost = 0;
  for (let i = 0; i < terminal.length; i++) {
    if (side[i] && terminal[i]! > 0) cost += terminal[i]!;
    if (!side[i] && terminal[i]! < 0) cost -= terminal[i]!;
    for (let e = i * DIRECTIONS; e < (i + 1) * DIRECTIONS; e++) {
      if (neighbour[e]! >= 0 && !side[i] && side[neighbour[e]!]) cost += capacity[e]!;
    }
  }
  return cost;
}

describe('minCut', () => {
  it('finds the cheapest of all cuts on small random grids', () => {
    for (let seed = 1; seed <= 12; seed++) {
      const { neighbour, capacity, terminal, nodes } = randomGrid(4, 3, seed);
      let cheapest = Infinity;
      for (let bits = 0; bits < 1 << nodes; bits++) {
        const side = Array.from({ length: nodes }, (_, i) => (bits >> i) & 1);
        cheapest = Math.min(cheapest, cutCost(neighbour, capacity, terminal, side));
      }
      const side = minCut(neighbour, capacity.slice(), terminal.slice());
      expect(cutCost(neighbour, capacity, terminal, side)).toBe(cheapest);
    }
  });

  it('keeps every node on the side of its only terminal when nothing pulls', () => {
    const none = new Int32Array(8).fill(-1);
    expect([...minCut(none, new Float64Array(8), Float64Array.of(3, -2))]).toEqual([0, 1]);
  });
});
