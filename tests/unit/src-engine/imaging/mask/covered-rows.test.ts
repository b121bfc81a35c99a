import { expect, it } from 'vitest';
import { coveredRows } from '#engine/imaging/mask/covered-rows.ts';

it('gives every row in which anything is covered, also where the mask is a view on larger memory', () => {
  const memory = Uint8Array.from([9, 9, 0, 0, 0, 0, 0, 1, 255, 0, 0, 0, 0, 0, 0, 3, 9]);
  const found = [...coveredRows(memory.subarray(2, 16), 2)].map(([y, row]) => [y, ...row]);
  expect(found).toEqual([
    [2, 0, 1],
    [3, 255, 0],
    [6, 0, 3],
  ]);
});
