import type { RunRequest } from '#shared/runs/run-request.ts';
import { type Rect, rectContains } from '#shared/geometry/rect.ts';
import { cellsCovering } from '#shared/geometry/token-lattice.ts';

export interface Cell {
  readonly row: number;
  readonly column: number;
}

/**
 * The whole tokens of a region: those that hold any pixel that was made. For a fill what the selection covers, for an
 * extension what lies outside the old picture, for a generated picture everything.
 * @param rect the document pixels a turn changed @param read coverage of a rectangle, 1 byte per pixel
 */
export function regionCells(
  request: RunRequest,
  rect: Rect,
  span: number,
  old: Rect,
  read: (rect: Rect) => Uint8Array,
): Cell[] {
  const block = cellsCovering(rect, span);
  const cells: Cell[] = [];
  const coverage = request.kind === 'fill' ? coveredCells(rect, span, read(rect)) : null;
  for (let row = block.row; row < block.row + block.rows; row++)
    for (let column = block.column; column < block.column + block.columns; column++) {
      const whole = { x: column * span, y: row * span, width: span, height: span };
      const inside =
        coverage !== null
          ? coverage.has(`${row},${column}`)
          : request.kind === 'generate' || !rectContains(old, whole);
      if (inside) cells.push({ row, column });
    }
  return cells;
}

function coveredCells(rect: Rect, span: number, coverage: Uint8Array): Set<string> {
  const found = new Set<string>();
  for (let y = 0; y < rect.height; y++) {
    const row = Math.floor((rect.y + y) / span);
    for (let x = 0; x < rect.width; x++)
      if (coverage[y * rect.width + x] !== 0) {
        const column = Math.floor((rect.x + x) / span);
        found.add(`${row},${column}`);
        // The rest of this cell's row of pixels says nothing new.
        x = (column + 1) * span - rect.x - 1;
      }
  }
  return found;
}
