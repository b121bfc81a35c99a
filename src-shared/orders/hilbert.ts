import { tokenColumn, tokenRow } from '#shared/geometry/token-grid.ts';
import { defineOrder, rankTokens } from './order.ts';

/**
 * Along a Hilbert curve (Hilbert, Mathematische Annalen 38, 1891) over the smallest square of a power of two that holds the grid: tokens that come
 * one after the other lie side by side. The curve skips what is outside the grid or not to be made.
 */
export const hilbert = defineOrder({
  name: 'hilbert',
  key: 'Shift+Digit7',
  permute: ({ grid, targets }) => {
    let side = 1;
    while (side < Math.max(grid.rows, grid.columns)) side *= 2;
    return rankTokens(targets, (token) =>
      distanceAlong(side, tokenColumn(grid, token), tokenRow(grid, token)),
    );
  },
});

/** How far along the curve over side x side cells a cell lies, 0 to side^2 - 1. */
function distanceAlong(side: number, column: number, row: number): number {
  let distance = 0;
  let [x, y] = [column, row];
  for (let half = side / 2; half >= 1; half /= 2) {
    const right = (x & half) > 0 ? 1 : 0;
    const below = (y & half) > 0 ? 1 : 0;
    distance += half * half * ((3 * right) ^ below);
    if (below === 1) continue;
    // The upper quadrants hold the curve turned: mirrored on the diagonal, and on the other one where they lie right.
    if (right === 1) [x, y] = [side - 1 - x, side - 1 - y];
    [x, y] = [y, x];
  }
  return distance;
}
