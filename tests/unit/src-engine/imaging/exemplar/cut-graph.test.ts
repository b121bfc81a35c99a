import { afterEach, describe, expect, it } from 'vitest';
import { createCutGraph } from '#engine/imaging/exemplar/cut-graph.ts';
import { randomKey, randomUnit } from '#engine/imaging/exemplar/keyed-random.ts';
import { useKernels } from '#engine/imaging/kernels/kernels.ts';

afterEach(() => useKernels(true));

/** The sides of a random grid's nodes, some of them tied as strongly both ways: many cuts cost the same. */
function sidesOfGrid(width: number, height: number, seed: number): boolean[] {
  const key = randomKey(seed, 0);
  const nodes = width * height;
  const graph = createCutGraph(nodes);
  for (let node = 0; node < nodes; node++) {
    const capacity = (direction: number): number => Math.floor(randomUnit(key, node, direction) * 6);
    if (node % width < width - 1) graph.connect(node, 0, node + 1, capacity(0));
    if (node + width < nodes) graph.connect(node, 2, node + width, capacity(2));
    graph.tie(node, (randomUnit(key, node, 8) - 0.5) * 10);
    graph.tie(node, (randomUnit(key, node, 9) - 0.5) * 10);
  }
  const isSwitched = graph.cut();
  return Array.from({ length: nodes }, (_, node) => isSwitched(node));
}

describe('createCutGraph', () => {
  it('finds the very same cut in WebAssembly and without', () => {
    for (let seed = 1; seed <= 20; seed++) {
      useKernels(true);
      const compiled = sidesOfGrid(17, 11, seed);
      expect(new Set(compiled).size).toBe(2);
      useKernels(false);
      expect(sidesOfGrid(17, 11, seed)).toEqual(compiled);
    }
  });

  it('finds the same cut after a larger graph as before it', () => {
    const before = sidesOfGrid(9, 9, 3);
    sidesOfGrid(200, 150, 4);
    expect(sidesOfGrid(9, 9, 3)).toEqual(before);
  });
});
