import { tokenColumn, tokenRow } from '#shared/geometry/token-grid.ts';
import { squaredDistanceToKnown } from './distance-to-known.ts';
import { defineOrder, rankTokens } from './order.ts';

/** From the known tokens inward, nearest first; where nothing is known, from the window's centre outward. */
export const fromEdges = defineOrder({
  name: 'from-edges',
  key: 'Shift+Digit1',
  permute: ({ grid, targets, known }) => {
    const distance = squaredDistanceToKnown(grid, known);
    if (distance) return rankTokens(targets, (token) => distance[token]!);
    const centreRow = (grid.rows - 1) / 2;
    const centreColumn = (grid.columns - 1) / 2;
    return rankTokens(
      targets,
      (token) => (tokenRow(grid, token) - centreRow) ** 2 + (tokenColumn(grid, token) - centreColumn) ** 2,
    );
  },
});
