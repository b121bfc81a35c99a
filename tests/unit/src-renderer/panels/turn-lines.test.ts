import { expect, it } from 'vitest';
import { turnLines } from '#renderer/panels/turn-lines.ts';
import { turn } from '#tests/fixtures/turn-tree.ts';

it('draws a line from every turn to those that branched from it, none for turns from the start', () => {
  const turns = [turn('a'), turn('b'), turn('c', { parentId: 'a' }), turn('d', { parentId: 'b' })];
  expect(turnLines(turns, 3)).toEqual([
    { from: 0, to: 2, lane: 0 },
    { from: 1, to: 3, lane: 1 },
  ]);
});

it('keeps lines of different turns apart, and lets those of one turn share a lane', () => {
  const turns = [
    turn('a'),
    ...['b', 'c', 'd'].map((id) => turn(id, { parentId: 'a' })),
    turn('e', { parentId: 'd' }),
  ];
  const lines = turnLines(turns, 3);
  expect(new Set(lines.filter(({ from }) => from === 0).map(({ lane }) => lane)).size).toBe(1);
  for (const one of lines)
    for (const other of lines)
      if (one.lane === other.lane && one.from < other.from) expect(one.to).toBeLessThanOrEqual(other.from);
});
