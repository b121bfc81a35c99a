import { tokenColumn, tokenRow } from '#shared/geometry/token-grid.ts';
import { squaredDistanceToKnown } from './distance-to-known.ts';
import { defineOrder, type OrderInput, rankTokens } from './order.ts';

/** By distance from the subject, nearest first. The default subject is the target farthest from known tokens. */
export const fromSubject = defineOrder({
  name: 'from-subject',
  key: 'Shift+Digit5',
  permute: (input) => {
    const { grid, targets } = input;
    const subject = input.subject ?? defaultSubject(input);
    return rankTokens(
      targets,
      (token) =>
        (tokenRow(grid, token) + 0.5 - subject.row) ** 2 +
        (tokenColumn(grid, token) + 0.5 - subject.column) ** 2,
    );
  },
});

/** The deepest target's centre (the first of equals); the window's centre where nothing is known. */
function defaultSubject({ grid, targets, known }: OrderInput): { row: number; column: number } {
  const distance = squaredDistanceToKnown(grid, known);
  if (!distance || targets.length === 0) return { row: grid.rows / 2, column: grid.columns / 2 };
  let deepest = targets[0]!;
  for (const token of targets) if (distance[token]! > distance[deepest]!) deepest = token;
  return { row: tokenRow(grid, deepest) + 0.5, column: tokenColumn(grid, deepest) + 0.5 };
}
