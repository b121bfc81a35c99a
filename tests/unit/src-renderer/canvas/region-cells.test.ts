import { expect, it } from 'vitest';
import { regionCells } from '#renderer/canvas/region-cells.ts';

const old = { x: 0, y: 0, width: 64, height: 64 };
const places = (cells: readonly { row: number; column: number }[]): string[] =>
  cells.map(({ row, column }) => `${row},${column}`);

it('of a fill are the whole tokens that hold any selected pixel', () => {
  const rect = { x: 10, y: 10, width: 30, height: 20 };
  const read = (): Uint8Array => {
    const coverage = new Uint8Array(rect.width * rect.height);
    coverage[0] = 1; // (10, 10)
    coverage[rect.width * 19 + 29] = 255; // (39, 29)
    return coverage;
  };
  expect(places(regionCells({ kind: 'fill' }, rect, 16, old, read))).toEqual(['0,0', '1,2']);
});

it('of an extension are those that are not wholly in the old picture', () => {
  const by = { left: 0, right: 20, top: 0, bottom: 0 };
  const rect = { x: 60, y: 0, width: 24, height: 32 };
  const cells = regionCells({ kind: 'extend', by }, rect, 16, old, () => new Uint8Array());
  expect(places(cells)).toEqual(['0,4', '0,5', '1,4', '1,5']);
});
