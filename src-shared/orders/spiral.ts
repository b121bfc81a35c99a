import { tokenColumn, tokenRow } from '#shared/geometry/token-grid.ts';
import { defineOrder, type OrderInput } from './order.ts';

/**
 * Clockwise around the targets' bounding box, from its top-left corner inward; where nothing is known the same path
 * backwards, from the centre outward, as from-edges does.
 */
export const spiral = defineOrder({
  name: 'spiral',
  key: 'Shift+Digit3',
  permute: (input) => {
    if (input.targets.length === 0) return new Int32Array(0);
    const wanted = new Set(input.targets);
    const order = inwardPath(input).filter((token) => wanted.has(token));
    return Int32Array.from(input.known.includes(1) ? order : order.reverse());
  },
});

function inwardPath({ grid, targets }: OrderInput): number[] {
  let [top, bottom, left, right] = [grid.rows, -1, grid.columns, -1];
  for (const token of targets) {
    top = Math.min(top, tokenRow(grid, token));
    bottom = Math.max(bottom, tokenRow(grid, token));
    left = Math.min(left, tokenColumn(grid, token));
    right = Math.max(right, tokenColumn(grid, token));
  }
  const path: number[] = [];
  const visit = (row: number, column: number) => path.push(row * grid.columns + column);
  while (top <= bottom && left <= right) {
    for (let column = left; column <= right; column += 1) visit(top, column);
    for (let row = top + 1; row <= bottom; row += 1) visit(row, right);
    if (top < bottom) for (let column = right - 1; column >= left; column -= 1) visit(bottom, column);
    if (left < right) for (let row = bottom - 1; row > top; row -= 1) visit(row, left);
    [top, bottom, left, right] = [top + 1, bottom - 1, left + 1, right - 1];
  }
  return path;
}
