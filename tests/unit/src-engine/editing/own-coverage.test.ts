import { expect, it } from 'vitest';
import { ownCoverage } from '#engine/editing/sources.ts';
import { cellAt, type CellField } from '#shared/geometry/token-lattice.ts';

it('keeps what is open in the cells of a part, and nothing else', () => {
  const cells: CellField = {
    ...{ span: 8, row: -1, column: 1, rows: 3, columns: 4 },
    cells: Uint8Array.of(1, 0, 0, 1, 0, 1, 1, 0, 1, 0, 0, 1),
  };
  const area = { x: -5, y: -13, width: 61, height: 43 };
  const open = Uint8Array.from({ length: area.width * area.height }, (_, i) => i % 251);
  const own = ownCoverage(open, area, cells);
  for (let y = 0; y < area.height; y++)
    for (let x = 0; x < area.width; x++) {
      const isOwn = cellAt(cells, Math.floor((area.y + y) / 8), Math.floor((area.x + x) / 8)) === 1;
      expect(own[y * area.width + x]).toBe(isOwn ? open[y * area.width + x] : 0);
    }
});
