/** One connected part of a grid. Bounds are inclusive-exclusive, in cells. */
export interface Component {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Cell indices, row-major, ascending. */
  readonly cells: Int32Array;
}

/** The parts of the non-zero cells that touch by side or corner, in reading order of their first cell. */
export function connectedComponents(cells: Uint8Array, columns: number, rows: number): Component[] {
  const seen = new Uint8Array(cells.length);
  const parts: Component[] = [];
  for (let start = 0; start < cells.length; start++) {
    if (cells[start] === 0 || seen[start] === 1) continue;
    seen[start] = 1;
    const found = [start];
    let left = columns;
    let right = 0;
    let top = rows;
    let bottom = 0;
    for (let next = 0; next < found.length; next++) {
      const cell = found[next]!;
      const row = Math.floor(cell / columns);
      const column = cell - row * columns;
      left = Math.min(left, column);
      right = Math.max(right, column + 1);
      top = Math.min(top, row);
      bottom = Math.max(bottom, row + 1);
      for (let r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++)
        for (let c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
          const neighbour = r * columns + c;
          if (cells[neighbour] === 0 || seen[neighbour] === 1) continue;
          seen[neighbour] = 1;
          found.push(neighbour);
        }
    }
    parts.push({ left, top, right, bottom, cells: Int32Array.from(found).sort() });
  }
  return parts;
}
