import { windowAround, windowShows, type WindowShape } from './crop-window.ts';
import { cellAt, type CellField, type CellRect } from './token-lattice.ts';

/** One window of a level: what it shows and which tokens it makes. */
export interface LevelWindow {
  readonly window: CellRect;
  /** The tokens it makes, on the level's lattice. */
  readonly targets: readonly { readonly row: number; readonly column: number }[];
}

/**
 * The windows that make a level's tokens: one where it shows all of them, else cells of half a window with a quarter window
 * of context around each, those nearest to known tokens first, so that each continues what was already made.
 * @param targets the level's tokens to make
 */
export function levelWindows(targets: CellField, document: CellRect, shape: WindowShape): LevelWindow[] {
  const all = listCells(targets);
  if (all.length === 0) return [];
  if (windowShows(targets, document, shape))
    return [{ window: windowAround(targets, document, shape), targets: all }];
  const cellRows = Math.max(1, Math.floor(shape.window.rows / 2));
  const cellColumns = Math.max(1, Math.floor(shape.window.columns / 2));
  const distance = distanceFromKnown(targets, document);
  const cells = new Map<
    string,
    { block: CellRect; targets: { row: number; column: number }[]; depth: number }
  >();
  for (const target of all) {
    const row = Math.floor((target.row - targets.row) / cellRows);
    const column = Math.floor((target.column - targets.column) / cellColumns);
    const key = `${row},${column}`;
    let cell = cells.get(key);
    if (!cell) {
      const block = {
        row: targets.row + row * cellRows,
        column: targets.column + column * cellColumns,
        rows: cellRows,
        columns: cellColumns,
      };
      cell = { block, targets: [], depth: 0 };
      cells.set(key, cell);
    }
    cell.targets.push(target);
    cell.depth += distance[(target.row - targets.row) * targets.columns + target.column - targets.column]!;
  }
  return [...cells.values()]
    .sort((a, b) => a.depth / a.targets.length - b.depth / b.targets.length)
    .map((cell) => ({ window: windowAround(cell.block, document, shape), targets: cell.targets }));
}

function listCells(field: CellField): { row: number; column: number }[] {
  const list = [];
  for (let i = 0; i < field.cells.length; i++)
    if (field.cells[i] !== 0)
      list.push({
        row: field.row + Math.floor(i / field.columns),
        column: field.column + (i % field.columns),
      });
  return list;
}

/** City-block steps from each target to the nearest token of the document that is not one; all 1 where there is none. */
function distanceFromKnown(targets: CellField, document: CellRect): Int32Array {
  const { rows, columns } = targets;
  const far = rows + columns + 1;
  const distance = new Int32Array(rows * columns);
  const inside = (row: number, column: number): boolean =>
    row >= document.row &&
    column >= document.column &&
    row < document.row + document.rows &&
    column < document.column + document.columns;
  const outer = (r: number, c: number): number => {
    const row = targets.row + r;
    const column = targets.column + c;
    return inside(row, column) && cellAt(targets, row, column) === 0 ? 0 : far;
  };
  const at = (r: number, c: number): number =>
    r >= 0 && c >= 0 && r < rows && c < columns ? distance[r * columns + c]! : outer(r, c);
  for (let r = 0; r < rows; r++)
    for (let c = 0; c < columns; c++)
      distance[r * columns + c] =
        targets.cells[r * columns + c] === 0
          ? outer(r, c)
          : Math.min(far, 1 + Math.min(at(r - 1, c), at(r, c - 1)));
  for (let r = rows - 1; r >= 0; r--)
    for (let c = columns - 1; c >= 0; c--)
      if (targets.cells[r * columns + c] !== 0)
        distance[r * columns + c] = Math.min(
          distance[r * columns + c]!,
          1 + Math.min(at(r + 1, c), at(r, c + 1)),
        );
  return distance;
}
