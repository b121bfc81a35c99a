import type { Rect } from './rect.ts';

/**
 * Cells of `span` x `span` document pixels, anchored at the document's origin: cell (row, column) covers pixels from
 * (column * span, row * span), negative ones included. Every level of a run has one (span = token pixels * 2^level), so
 * that neighbouring windows share tokens and their noise.
 */
export interface CellRect {
  readonly row: number;
  readonly column: number;
  readonly rows: number;
  readonly columns: number;
}

/** The cells that hold any pixel of the rectangle. */
export function cellsCovering(rect: Rect, span: number): CellRect {
  const row = Math.floor(rect.y / span);
  const column = Math.floor(rect.x / span);
  return {
    row,
    column,
    rows: Math.max(0, Math.ceil((rect.y + rect.height) / span) - row),
    columns: Math.max(0, Math.ceil((rect.x + rect.width) / span) - column),
  };
}

/** The document pixels that cells cover. */
export const pixelsOfCells = (cells: CellRect, span: number): Rect => ({
  x: cells.column * span,
  y: cells.row * span,
  width: cells.columns * span,
  height: cells.rows * span,
});

/** The smallest block of cells that holds both. */
export function cellUnion(a: CellRect, b: CellRect): CellRect {
  const row = Math.min(a.row, b.row);
  const column = Math.min(a.column, b.column);
  return {
    row,
    column,
    rows: Math.max(a.row + a.rows, b.row + b.rows) - row,
    columns: Math.max(a.column + a.columns, b.column + b.columns) - column,
  };
}

/** Which cells of a block have some property: 1 = yes. */
export interface CellField extends CellRect {
  readonly span: number;
  /** [rows * columns] */
  readonly cells: Uint8Array;
}

/** 1 where the field has it at a lattice position, 0 elsewhere and outside the block. */
export function cellAt(field: CellField, row: number, column: number): number {
  const r = row - field.row;
  const c = column - field.column;
  return r >= 0 && c >= 0 && r < field.rows && c < field.columns ? field.cells[r * field.columns + c]! : 0;
}

/** The same property on the lattice with twice the span: a cell has it where any of its four does. */
export function coarsenCells(field: CellField): CellField {
  const row = Math.floor(field.row / 2);
  const column = Math.floor(field.column / 2);
  const rows = Math.floor((field.row + field.rows - 1) / 2) - row + 1;
  const columns = Math.floor((field.column + field.columns - 1) / 2) - column + 1;
  const cells = new Uint8Array(rows * columns);
  for (let r = 0; r < field.rows; r++)
    for (let c = 0; c < field.columns; c++)
      if (field.cells[r * field.columns + c] !== 0)
        cells[
          (Math.floor((field.row + r) / 2) - row) * columns + Math.floor((field.column + c) / 2) - column
        ] = 1;
  return { span: field.span * 2, row, column, rows, columns, cells };
}
