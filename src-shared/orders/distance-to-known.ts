import { gridTokenCount, type TokenGrid } from '#shared/geometry/token-grid.ts';

/**
 * Squared Euclidean distance, in tokens, from every token of the grid to the nearest known one; exact integers.
 * Null where nothing is known. [rows * columns]
 */
export function squaredDistanceToKnown(grid: TokenGrid, known: Uint8Array): Float64Array | null {
  if (!known.includes(1)) return null;
  const { rows, columns } = grid;
  const vertical = new Float64Array(gridTokenCount(grid)).fill(Infinity);
  for (let column = 0; column < columns; column += 1) {
    let distance = Infinity;
    for (let row = 0; row < rows; row += 1) {
      distance = known[row * columns + column] === 1 ? 0 : distance + 1;
      vertical[row * columns + column] = distance;
    }
    distance = Infinity;
    for (let row = rows - 1; row >= 0; row -= 1) {
      const index = row * columns + column;
      distance = known[index] === 1 ? 0 : distance + 1;
      vertical[index] = Math.min(vertical[index]!, distance);
    }
  }
  const squared = new Float64Array(vertical.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      let best = Infinity;
      for (let other = 0; other < columns; other += 1) {
        const down = vertical[row * columns + other]!;
        best = Math.min(best, (other - column) ** 2 + down * down);
      }
      squared[row * columns + column] = best;
    }
  }
  return squared;
}
