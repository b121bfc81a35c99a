import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { windowAround, windowShows } from '#shared/geometry/crop-window.ts';
import { levelWindows } from '#shared/geometry/level-windows.ts';
import { maskParts } from '#shared/geometry/mask-parts.ts';
import {
  cellAt,
  type CellField,
  cellsCovering,
  coarsenCells,
  pixelsOfCells,
} from '#shared/geometry/token-lattice.ts';

const shape = { window: { rows: 16, columns: 16 }, anyWindow: true };

/** A field over a document with the given rectangles of cells set. */
function field(
  rows: number,
  columns: number,
  blocks: readonly [row: number, column: number, rows: number, columns: number][],
): CellField {
  const cells = new Uint8Array(rows * columns);
  for (const [row, column, height, width] of blocks)
    for (let r = row; r < row + height; r++)
      cells.fill(1, r * columns + column, r * columns + column + width);
  return { row: 0, column: 0, rows, columns, span: 8, cells };
}

describe('cellsCovering', () => {
  it('anchors cells at the document’s origin, negative pixels included', () => {
    expect(cellsCovering({ x: -1, y: 0, width: 2, height: 9 }, 8)).toEqual({
      row: 0,
      column: -1,
      rows: 2,
      columns: 2,
    });
  });
});

describe('coarsenCells', () => {
  test.prop(
    [
      fc.integer({ min: -9, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 1, max: 9 }),
      fc.array(fc.boolean(), { minLength: 81, maxLength: 81 }),
    ],
    { seed: 3 },
  )('sets exactly the cells that hold a set one', (start, rows, columns, bits) => {
    const fine: CellField = {
      span: 8,
      row: start,
      column: -start,
      rows,
      columns,
      cells: Uint8Array.from({ length: rows * columns }, (_, i) => (bits[i] ? 1 : 0)),
    };
    const coarse = coarsenCells(fine);
    for (let row = coarse.row - 1; row <= coarse.row + coarse.rows; row++)
      for (let column = coarse.column - 1; column <= coarse.column + coarse.columns; column++) {
        const any = [0, 1].some((r) => [0, 1].some((c) => cellAt(fine, 2 * row + r, 2 * column + c) === 1));
        expect(cellAt(coarse, row, column)).toBe(any ? 1 : 0);
      }
  });
});

describe('windowAround', () => {
  it('centres the block and stays inside a larger document', () => {
    const document = { row: 0, column: 0, rows: 100, columns: 100 };
    expect(windowAround({ row: 50, column: 2, rows: 4, columns: 4 }, document, shape)).toEqual({
      row: 44,
      column: 0,
      rows: 16,
      columns: 16,
    });
  });

  it('is cut to a small document, or centred over it where the pack has one window only', () => {
    const document = { row: -2, column: 0, rows: 5, columns: 100 };
    const block = { row: 0, column: 40, rows: 1, columns: 1 };
    expect(windowAround(block, document, shape)).toMatchObject({ row: -2, rows: 5, columns: 16 });
    expect(windowAround(block, document, { ...shape, anyWindow: false })).toMatchObject({
      row: -7,
      rows: 16,
    });
  });
});

describe('maskParts', () => {
  const bounds = { x: 0, y: 0, width: 1600, height: 1600 };

  it('gives near pieces one window and far ones their own', () => {
    const near = maskParts(
      field(200, 200, [
        [10, 10, 2, 2],
        [10, 16, 2, 2],
      ]),
      bounds,
      shape,
    );
    expect(near).toHaveLength(1);
    expect(near[0]!.coarsestLevel).toBe(0);
    const far = maskParts(
      field(200, 200, [
        [10, 10, 2, 2],
        [150, 160, 2, 2],
      ]),
      bounds,
      shape,
    );
    expect(far.map((part) => part.coarsestLevel)).toEqual([0, 0]);
  });

  it('starts a large piece at the level whose window shows it with context', () => {
    const [part] = maskParts(field(200, 200, [[20, 20, 40, 40]]), bounds, shape);
    expect(part!.coarsestLevel).toBe(2);
  });

  it('shows a whole document that is masked completely', () => {
    const [part] = maskParts(field(200, 200, [[0, 0, 200, 200]]), bounds, shape);
    expect(part!.coarsestLevel).toBe(4);
  });

  it('handles hundreds of specks without losing one', () => {
    const specks = Array.from({ length: 300 }, (_, i): [number, number, number, number] => [
      (i * 61) % 199,
      (i * 37) % 199,
      1,
      1,
    ]);
    const touched = field(200, 200, specks);
    const parts = maskParts(touched, bounds, shape);
    const count = (cells: Uint8Array): number => cells.reduce((sum, cell) => sum + cell, 0);
    expect(parts.length).toBeLessThanOrEqual(64);
    expect(parts.reduce((sum, part) => sum + count(part.cells.cells), 0)).toBe(count(touched.cells));
  });
});

describe('levelWindows', () => {
  test.prop(
    [
      fc.integer({ min: 1, max: 60 }),
      fc.integer({ min: 1, max: 60 }),
      fc.array(
        fc.tuple(fc.nat(59), fc.nat(59), fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 30 })),
        { minLength: 1, maxLength: 4 },
      ),
    ],
    { seed: 3, numRuns: 50 },
  )('make every target exactly once, inside their window', (rows, columns, blocks) => {
    const targets = field(
      rows,
      columns,
      blocks.map(([r, c, h, w]) => {
        const row = r % rows;
        const column = c % columns;
        return [row, column, Math.min(h, rows - row), Math.min(w, columns - column)];
      }),
    );
    const document = { row: 0, column: 0, rows, columns };
    const made = new Set<string>();
    for (const { window, targets: cells } of levelWindows(targets, document, shape))
      for (const { row, column } of cells) {
        expect(row >= window.row && row < window.row + window.rows).toBe(true);
        expect(column >= window.column && column < window.column + window.columns).toBe(true);
        expect(made.has(`${row},${column}`)).toBe(false);
        made.add(`${row},${column}`);
      }
    expect(made.size).toBe(targets.cells.reduce((sum, cell) => sum + cell, 0));
  });

  it('start at the border with known tokens and end in the middle', () => {
    const targets = field(60, 60, [[4, 4, 52, 52]]);
    const windows = levelWindows(targets, { row: 0, column: 0, rows: 60, columns: 60 }, shape);
    const last = windows.at(-1)!.targets[0]!;
    expect(
      windows[0]!.targets.some(({ row, column }) => row === 4 || column === 4 || row === 55 || column === 55),
    ).toBe(true);
    expect(Math.abs(last.row - 28)).toBeLessThan(12);
    expect(Math.abs(last.column - 28)).toBeLessThan(12);
  });
});

describe('windowShows', () => {
  it('wants context unless the document has none', () => {
    const block = { row: 0, column: 0, rows: 16, columns: 4 };
    expect(windowShows(block, { row: 0, column: 0, rows: 100, columns: 100 }, shape)).toBe(false);
    expect(windowShows(block, { row: 0, column: 0, rows: 16, columns: 100 }, shape)).toBe(true);
    expect(pixelsOfCells(block, 8).height).toBe(128);
  });
});
