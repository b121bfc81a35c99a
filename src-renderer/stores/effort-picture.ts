import type { Rect } from '#shared/geometry/rect.ts';
import type { DrawnPicture } from '#shared/runs/run-settings.ts';
import { PaintedGrid } from './painted-grid.ts';

/** As the dial says; 64 more are twice the effort, 64 less half of it (run-settings.ts). */
export const plainEffort = 128;
const strokeSteps = { more: 64, less: -64, erase: 0 } as const;

/** Effort painted over an area: one stroke doubles or halves it, however often it crosses itself. */
export class EffortPicture extends PaintedGrid {
  /** [height * width], 128 = as the dial says. */
  readonly grey: Uint8Array<ArrayBuffer>;
  private readonly touched: Uint8Array;

  constructor(area: Rect) {
    super(area);
    this.grey = new Uint8Array(this.width * this.height).fill(plainEffort);
    this.touched = new Uint8Array(this.grey.length);
  }

  /** False where painting changed nothing in the end. */
  get used(): boolean {
    return this.grey.some((value) => value !== plainEffort);
  }

  /** A copy to paint the next stroke on. */
  copy(): EffortPicture {
    const next = new EffortPicture(this.area);
    next.grey.set(this.grey);
    return next;
  }

  /** The same painting over another area: every spot of the photo keeps its effort. */
  refit(area: Rect): EffortPicture {
    const next = new EffortPicture(area);
    for (const [cell, under] of next.cellsUnder(this))
      if (under !== null) next.grey[cell] = this.grey[under]!;
    return next;
  }

  /** A round print of `radius` document pixels at document point (x, y); a stroke changes a cell once. */
  print(x: number, y: number, radius: number, stroke: keyof typeof strokeSteps): void {
    for (const cell of this.cellsOfPrint(x, y, radius)) {
      if (this.touched[cell] !== 0) continue;
      this.touched[cell] = 1;
      const next = stroke === 'erase' ? plainEffort : this.grey[cell]! + strokeSteps[stroke];
      this.grey[cell] = Math.min(255, Math.max(0, next));
    }
  }

  /** The grey value at a document point; the dial's outside the area. */
  at(x: number, y: number): number {
    const cell = this.cellAt(x, y);
    return cell === null ? plainEffort : this.grey[cell]!;
  }

  toGrey = (): DrawnPicture => ({ width: this.width, height: this.height, grey: this.grey });
}
