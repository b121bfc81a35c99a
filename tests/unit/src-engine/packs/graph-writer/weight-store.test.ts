import { expect, test } from 'vitest';
import { quantiseColumns } from '#engine/packs/graph-writer/weight-store.ts';

test('every number is kept to half a level of its column, and a column of zeros stays zero', () => {
  const [rows, columns] = [5, 3];
  const values = Float32Array.from({ length: rows * columns }, (_, index) =>
    index % columns === 2 ? 0 : Math.sin(index) * 10 ** (index % columns),
  );
  const { values: levels, scales } = quantiseColumns(values, rows, columns);
  expect(scales[2]).toBe(1);
  levels.forEach((level, index) => {
    const scale = scales[index % columns] as number;
    expect(Math.abs(level)).toBeLessThanOrEqual(63);
    expect(Math.abs(level * scale - (values[index] as number))).toBeLessThanOrEqual(scale / 2 + 1e-6);
  });
});
