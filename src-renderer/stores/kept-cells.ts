import { cellsCovering } from '#shared/geometry/token-lattice.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import type { KeptPart } from '#shared/runs/turns.ts';

/** True where a cell of the region holds something that was made, so that it can be kept. */
export type CellTest = (row: number, column: number) => boolean;

/** A cell of the lattice and the turn whose pixels stay there. */
export interface KeptCell {
  readonly row: number;
  readonly column: number;
  readonly turnId: string;
}

const keyOf = (row: number, column: number): string => `${row},${column}`;

/** Whole tokens that stay, each owned by one turn: parts of several turns together make a mix. `span` in document pixels. */
export class KeptCells {
  private readonly owners = new Map<string, KeptCell>();

  constructor(readonly span: number) {}

  get size(): number {
    return this.owners.size;
  }

  list = (): readonly KeptCell[] => [...this.owners.values()];
  ownerOf = (row: number, column: number): string | null =>
    this.owners.get(keyOf(row, column))?.turnId ?? null;

  /**
   * Gives the cells under a round brush to a turn, or takes them back (null). A cell is under the brush where its middle
   * is, or the brush's. Returns true where anything changed. Document pixels.
   */
  paint(x: number, y: number, radius: number, turnId: string | null, allowed: CellTest): boolean {
    const { span } = this;
    const area = { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
    const under = cellsCovering(area, span);
    let changed = false;
    for (let row = under.row; row < under.row + Math.max(1, under.rows); row++)
      for (let column = under.column; column < under.column + Math.max(1, under.columns); column++) {
        const middle = Math.hypot((column + 0.5) * span - x, (row + 0.5) * span - y) <= radius;
        const holds = Math.floor(y / span) === row && Math.floor(x / span) === column;
        if ((!middle && !holds) || !allowed(row, column)) continue;
        if (this.ownerOf(row, column) === turnId) continue;
        if (turnId === null) this.owners.delete(keyOf(row, column));
        else this.owners.set(keyOf(row, column), { row, column, turnId });
        changed = true;
      }
    return changed;
  }

  /** Forgets what was kept of a turn that is gone. */
  forget(turnId: string): void {
    for (const [key, cell] of this.owners) if (cell.turnId === turnId) this.owners.delete(key);
  }

  /** How many cells each turn owns, in the sequence in which they were first painted. */
  counts(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const { turnId } of this.owners.values()) counts.set(turnId, (counts.get(turnId) ?? 0) + 1);
    return counts;
  }

  /** What a run is told: one block of cells for each turn. */
  toParts(): KeptPart[] {
    return [...this.counts().keys()].map((turnId) => {
      const cells = this.list().filter((cell) => cell.turnId === turnId);
      const row = Math.min(...cells.map((cell) => cell.row));
      const column = Math.min(...cells.map((cell) => cell.column));
      const rows = Math.max(...cells.map((cell) => cell.row)) - row + 1;
      const columns = Math.max(...cells.map((cell) => cell.column)) - column + 1;
      const field = new Uint8Array(rows * columns);
      for (const cell of cells) field[(cell.row - row) * columns + cell.column - column] = 1;
      return { turnId, cells: { span: this.span, row, column, rows, columns, cells: field } };
    });
  }
}

/** The pixels of a cell. */
export const cellRect = ({ row, column }: { row: number; column: number }, span: number): Rect => ({
  x: column * span,
  y: row * span,
  width: span,
  height: span,
});
