import { describe, expect, test } from 'vitest';
import { TesseraError } from '#shared/errors.ts';
import { computeOrder, namedOrders, type OrderInput, orders } from '#shared/orders/index.ts';
import { orderNames } from '#shared/runs/run-settings.ts';

/** A picture of the window: '#' is known, '.' is to be generated, ' ' is neither. */
function window(...lines: string[]): OrderInput {
  const text = lines.join('');
  return {
    grid: { rows: lines.length, columns: lines[0]!.length },
    targets: Int32Array.from([...text].flatMap((mark, token) => (mark === '.' ? [token] : []))),
    known: Uint8Array.from(text, (mark) => (mark === '#' ? 1 : 0)),
    seed: 5,
    subject: null,
    drawn: Float32Array.from(text, (_, token) => ((token * 7) % 5) / 5),
  };
}
const run = (name: (typeof orderNames)[number], input: OrderInput) => [...computeOrder(name, input)];

const hole = window('######', '#....#', '#....#', '#....#', '#....#', '######');

describe.each(orderNames)('%s', (name) => {
  test('gives every target exactly once', () => {
    for (const input of [hole, window('....', '....'), window('#.', '. '), window('.'), window('##')]) {
      expect([...computeOrder(name, input)].sort((a, b) => a - b)).toEqual([...input.targets]);
    }
  });
  test('gives the same sequence twice', () => expect(run(name, hole)).toEqual(run(name, hole)));
});

test('no two orders share a name or a key, and all but the drawn one can be named alone', () => {
  expect(new Set(orders.map(({ name }) => name)).size).toBe(orders.length);
  expect(new Set(orders.map(({ key }) => key)).size).toBe(orders.length);
  expect(orders.filter(({ name }) => !namedOrders.includes(name)).map(({ name }) => name)).toEqual(['drawn']);
});

test('from-edges goes from the known tokens inward, ties by index', () => {
  expect(run('from-edges', hole)).toEqual([7, 8, 9, 10, 13, 16, 19, 22, 25, 26, 27, 28, 14, 15, 20, 21]);
});

test('from-edges measures straight distances, so a diagonal neighbour comes after a direct one', () => {
  expect(run('from-edges', window('#.', '..'))).toEqual([1, 2, 3]);
  expect(run('from-edges', window('..#', '...', '...'))).toEqual([1, 5, 4, 0, 8, 3, 7, 6]);
});

test('from-edges starts at the centre where nothing is known', () => {
  expect(run('from-edges', window('...', '...', '...'))).toEqual([4, 1, 3, 5, 7, 0, 2, 6, 8]);
});

test('from-edges ignores tokens that are neither known nor to be generated', () => {
  expect(run('from-edges', window('#   . ..'))).toEqual([4, 6, 7]);
});

test('raster reads row by row', () => expect(run('raster', window('.#.', '...'))).toEqual([0, 2, 3, 4, 5]));

test('spiral winds clockwise inward around the targets, and outward where nothing is known', () => {
  expect(run('spiral', window('####', '#...', '#...', '#...'))).toEqual([5, 6, 7, 11, 15, 14, 13, 9, 10]);
  expect(run('spiral', window('...', '...', '...'))).toEqual([4, 3, 6, 7, 8, 5, 2, 1, 0]);
  expect(run('spiral', window('#....'))).toEqual([1, 2, 3, 4]);
  expect(run('spiral', window('#', '.', '.'))).toEqual([1, 2]);
});

test('hilbert goes from neighbour to neighbour over a whole square, and keeps that sequence in any part and any grid', () => {
  expect(run('hilbert', window('....', '....', '....', '....'))).toEqual([
    0, 1, 5, 4, 8, 12, 13, 9, 10, 14, 15, 11, 7, 6, 2, 3,
  ]);
  const side = 16;
  const all = run('hilbert', window(...Array.from({ length: side }, () => '.'.repeat(side))));
  for (const [place, token] of all.entries()) {
    if (place === 0) continue;
    const before = all[place - 1]!;
    const apart =
      Math.abs((token % side) - (before % side)) +
      Math.abs(Math.floor(token / side) - Math.floor(before / side));
    expect(apart).toBe(1);
  }
  expect(run('hilbert', window('#..#', '....', '....', '####'))).toEqual([1, 5, 4, 8, 9, 10, 11, 7, 6, 2]);
  expect(run('hilbert', window('...', '...'))).toEqual([0, 1, 4, 3, 5, 2]);
});

test('random depends on the seed, and a token keeps its rank among others when the mask grows', () => {
  expect(run('random', hole)).not.toEqual(run('random', { ...hole, seed: 6 }));
  const all = run('random', window('......', '......', '......', '......', '......', '......'));
  expect(all.filter((token) => hole.targets.includes(token))).toEqual(run('random', hole));
});

test('random ranks a token by its row and column, whatever the window is wide', () => {
  const narrow = run('random', window('..', '..', '..')).map((token) => [token >> 1, token & 1]);
  const wide = run('random', window('..  ', '..  ', '..  ')).map((token) => [token >> 2, token & 3]);
  expect(wide).toEqual(narrow);
});

test('from-subject goes by distance from the point, whose token centres lie at one half', () => {
  expect(run('from-subject', { ...window('....'), subject: { row: 0.5, column: 3.2 } })).toEqual([
    3, 2, 1, 0,
  ]);
  expect(run('from-subject', { ...window('...'), subject: { row: 0.5, column: 1.5 } })).toEqual([1, 0, 2]);
});

test('from-subject measures rows like columns', () => {
  expect(run('from-subject', { ...window('.', '.', '.'), subject: { row: 1.6, column: 0.5 } })).toEqual([
    1, 2, 0,
  ]);
  expect(run('from-subject', { ...window('..', '..'), subject: { row: 1.4, column: 0.4 } })).toEqual([
    2, 0, 3, 1,
  ]);
});

test('from-subject starts at the target farthest from known tokens, or at the centre', () => {
  expect(run('from-subject', window('#....'))).toEqual([4, 3, 2, 1]);
  expect(run('from-subject', window('.....'))).toEqual([2, 1, 3, 0, 4]);
});

test('drawn goes from dark to light, ties by index', () => {
  expect(run('drawn', { ...window('....'), drawn: Float32Array.of(0.5, 0, 1, 0) })).toEqual([1, 3, 0, 2]);
});

test('drawn without a drawing says what to do', () => {
  expect(() => run('drawn', { ...hole, drawn: null })).toThrow(TesseraError);
});
