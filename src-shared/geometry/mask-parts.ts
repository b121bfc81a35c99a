import { windowShows, type WindowShape } from './crop-window.ts';
import type { Rect } from './rect.ts';
import { type CellField, type CellRect, cellsCovering, cellUnion, coarsenCells } from './token-lattice.ts';

/** A part of the mask that is filled by its own windows. */
export interface MaskPart {
  /** Masked cells of level 0 (finest: span = token pixels) that belong to the part. */
  readonly cells: CellField;
  /** The level whose one window shows the whole part with context; span = token pixels * 2^level. */
  readonly coarsestLevel: number;
}

const maxParts = 64;

/**
 * Cuts a mask into parts: pieces that are near share a window, pieces that are far apart get their own, because one window
 * over both would be coarser than each needs. Reading order.
 * @param touched cells of level 0 touched by the mask; at least one
 */
export function maskParts(touched: CellField, bounds: Rect, shape: WindowShape): MaskPart[] {
  let blocks = connectedBlocks(touched);
  // Hundreds of specks: look for pieces on a coarser lattice, where near ones have grown together.
  for (let field = touched; blocks.length > maxParts;) {
    field = coarsenCells(field);
    const factor = field.span / touched.span;
    blocks = connectedBlocks(field).map((block) => ({
      row: block.row * factor,
      column: block.column * factor,
      rows: block.rows * factor,
      columns: block.columns * factor,
    }));
  }
  const level = (block: CellRect): number => coarsestLevelFor(block, touched.span, bounds, shape);
  let parts = blocks.map((block) => ({ block, level: level(block) }));
  for (let merged = true; merged;) {
    merged = false;
    for (let a = 0; a < parts.length && !merged; a++)
      for (let b = a + 1; b < parts.length && !merged; b++) {
        const union = cellUnion(parts[a]!.block, parts[b]!.block);
        const unionLevel = level(union);
        if (unionLevel > Math.max(parts[a]!.level, parts[b]!.level)) continue;
        parts = [
          ...parts.slice(0, a),
          { block: union, level: unionLevel },
          ...parts.slice(a + 1, b),
          ...parts.slice(b + 1),
        ];
        merged = true;
      }
  }
  return assignCells(touched, parts);
}

/** The finest level at which one window shows the block with enough context. */
function coarsestLevelFor(block: CellRect, span: number, bounds: Rect, shape: WindowShape): number {
  for (let level = 0; ; level++) {
    const factor = 2 ** level;
    const row = Math.floor(block.row / factor);
    const column = Math.floor(block.column / factor);
    const scaled = {
      row,
      column,
      rows: Math.floor((block.row + block.rows - 1) / factor) - row + 1,
      columns: Math.floor((block.column + block.columns - 1) / factor) - column + 1,
    };
    if (windowShows(scaled, cellsCovering(bounds, span * factor), shape)) return level;
  }
}

/** Bounding blocks of the cells that touch by side or corner. */
function connectedBlocks(field: CellField): CellRect[] {
  const { rows, columns, cells } = field;
  const seen = new Uint8Array(cells.length);
  const blocks: CellRect[] = [];
  for (let start = 0; start < cells.length; start++) {
    if (cells[start] === 0 || seen[start] === 1) continue;
    seen[start] = 1;
    const waiting = [start];
    let [top, bottom, left, right] = [rows, 0, columns, 0];
    for (let cell = waiting.pop(); cell !== undefined; cell = waiting.pop()) {
      const row = Math.floor(cell / columns);
      const column = cell - row * columns;
      top = Math.min(top, row);
      bottom = Math.max(bottom, row + 1);
      left = Math.min(left, column);
      right = Math.max(right, column + 1);
      for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++)
        for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
          const neighbour = r * columns + c;
          if (cells[neighbour] === 0 || seen[neighbour] === 1) continue;
          seen[neighbour] = 1;
          waiting.push(neighbour);
        }
    }
    blocks.push({
      row: field.row + top,
      column: field.column + left,
      rows: bottom - top,
      columns: right - left,
    });
  }
  return blocks;
}

/** Every touched cell belongs to exactly one part: the first whose block holds it. */
function assignCells(touched: CellField, parts: readonly { block: CellRect; level: number }[]): MaskPart[] {
  const left = touched.cells.slice();
  return parts
    .map(({ block, level }) => {
      const cells = new Uint8Array(block.rows * block.columns);
      for (let r = 0; r < block.rows; r++)
        for (let c = 0; c < block.columns; c++) {
          const row = block.row + r - touched.row;
          const column = block.column + c - touched.column;
          if (row < 0 || column < 0 || row >= touched.rows || column >= touched.columns) continue;
          const at = row * touched.columns + column;
          if (left[at] === 0) continue;
          left[at] = 0;
          cells[r * block.columns + c] = 1;
        }
      return { cells: { ...block, span: touched.span, cells }, coarsestLevel: level };
    })
    .filter((part) => part.cells.cells.includes(1));
}
