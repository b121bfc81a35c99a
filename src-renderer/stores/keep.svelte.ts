import { KeptCells, type CellTest, type KeptCell } from './kept-cells.ts';
import type { KeptPart } from '#shared/runs/turns.ts';

export type KeepMode = 'keep' | 'take-back';

/** Keep part: the whole tokens that stay, collected over several turns until the rest is made anew. */
export class KeepStore {
  mode = $state<KeepMode>('keep');
  /** Grows with every change of the cells. */
  private revision = $state(0);
  private kept = new KeptCells(1);

  get span(): number {
    return this.kept.span;
  }

  get cells(): readonly KeptCell[] {
    void this.revision;
    return this.kept.list();
  }

  get count(): number {
    void this.revision;
    return this.kept.size;
  }

  /** Turns with kept cells, and how many. */
  get counts(): ReadonlyMap<string, number> {
    void this.revision;
    return this.kept.counts();
  }

  get parts(): readonly KeptPart[] {
    void this.revision;
    return this.kept.toParts();
  }

  /** Another region, or another lattice: nothing is kept. */
  start(span: number): void {
    this.kept = new KeptCells(span);
    this.revision++;
  }

  /** One print of the brush, document pixels; Alt turns the mode round. */
  paint(x: number, y: number, radius: number, turnId: string, allowed: CellTest, other: boolean): void {
    const keeps = (this.mode === 'keep') !== other;
    if (this.kept.paint(x, y, radius, keeps ? turnId : null, allowed)) this.revision++;
  }

  forget(turnId: string): void {
    this.kept.forget(turnId);
    this.revision++;
  }
}
