import { tokenColumn, tokenRow, type TokenGrid } from '#shared/geometry/token-grid.ts';

/** Rows and columns of tokens on the window's grid, [n, 2]. */
export function tokenPositions(grid: TokenGrid, tokens: Int32Array): Int32Array {
  const positions = new Int32Array(tokens.length * 2);
  tokens.forEach((token, index) => {
    positions[2 * index] = tokenRow(grid, token);
    positions[2 * index + 1] = tokenColumn(grid, token);
  });
  return positions;
}
