import type { Rect } from '#shared/geometry/rect.ts';
import type { DrawnPicture } from '#shared/runs/run-settings.ts';
import { PaintedGrid } from './painted-grid.ts';

/** Remembers in which sequence the cells over an area were painted first. */
export class OrderPicture extends PaintedGrid {
  /** [height * width] the painting's clock when a cell was first touched; 0 = never. */
  private readonly touched: Float64Array;
  private clock = 0;

  constructor(area: Rect) {
    super(area);
    this.touched = new Float64Array(this.width * this.height);
  }

  /** False where nothing was painted. */
  get used(): boolean {
    return this.touched.some((at) => at !== 0);
  }

  /** A copy to paint the next stroke on. */
  copy(): OrderPicture {
    const next = new OrderPicture(this.area);
    next.touched.set(this.touched);
    next.clock = this.clock;
    return next;
  }

  /** The same painting over another area: every spot of the photo keeps its place in the sequence. */
  refit(area: Rect): OrderPicture {
    const next = new OrderPicture(area);
    next.clock = this.clock;
    for (const [cell, under] of next.cellsUnder(this))
      if (under !== null) next.touched[cell] = this.touched[under]!;
    return next;
  }

  /** A round print of `radius` document pixels at document point (x, y): cells not touched yet come next. */
  touch(x: number, y: number, radius: number): void {
    this.clock++;
    for (const cell of this.cellsOfPrint(x, y, radius))
      if (this.touched[cell] === 0) this.touched[cell] = this.clock;
  }

  /** The place of a cell in the sequence, 0 to 1; null where it was never painted. */
  place(cell: number): number | null {
    const at = this.touched[cell]!;
    return at === 0 ? null : (at - 1) / Math.max(1, this.clock - 1);
  }

  /** The grey picture: 0 = painted first, 254 = painted last, 255 = never painted. */
  toDrawnOrder(): DrawnPicture {
    const grey = new Uint8Array(this.touched.length);
    for (let cell = 0; cell < grey.length; cell++) {
      const place = this.place(cell);
      grey[cell] = place === null ? 255 : Math.round(place * 254);
    }
    return { width: this.width, height: this.height, grey };
  }
}
