import type { Rect } from '#shared/geometry/rect.ts';
import { cellAt, type CellField } from '#shared/geometry/token-lattice.ts';

/** The open coverage that lies in the part's cells. */
export function ownCoverage(open: Uint8Array, area: Rect, cells: CellField): Uint8Array {
  const own = open.slice();
  for (let y = 0; y < area.height; y++)
    for (let x = 0; x < area.width; x++) {
      if (own[y * area.width + x] === 0) continue;
      const row = Math.floor((area.y + y) / cells.span);
      const column = Math.floor((area.x + x) / cells.span);
      if (cellAt(cells, row, column) === 0) own[y * area.width + x] = 0;
    }
  return own;
}
