import type { Painting } from '#shared/contract/documents.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import type { DrawnPicture } from '#shared/runs/run-settings.ts';

/** Cells on the longer side, at most. */
const maxSide = 256;

/** A grid of cells stretched over an area of the document, which strokes paint into. */
export class PaintedGrid {
  readonly width: number;
  readonly height: number;

  /** `area`: in document pixels. */
  constructor(readonly area: Rect) {
    const scale = Math.min(1, maxSide / Math.max(area.width, area.height));
    this.width = Math.max(1, Math.round(area.width * scale));
    this.height = Math.max(1, Math.round(area.height * scale));
  }

  covers = ({ x, y, width, height }: Rect): boolean =>
    this.area.x === x && this.area.y === y && this.area.width === width && this.area.height === height;

  /** The cell under a document point; null outside the area. */
  protected cellAt(x: number, y: number): number | null {
    const column = Math.floor(((x - this.area.x) / this.area.width) * this.width);
    const row = Math.floor(((y - this.area.y) / this.area.height) * this.height);
    const inside = column >= 0 && row >= 0 && column < this.width && row < this.height;
    return inside ? row * this.width + column : null;
  }

  /** The cell of `other` under the centre of each of these cells, as [cell, cell of the other or null]. */
  protected *cellsUnder(other: PaintedGrid): Generator<[number, number | null]> {
    for (let row = 0; row < this.height; row++)
      for (let column = 0; column < this.width; column++)
        yield [
          row * this.width + column,
          other.cellAt(
            this.area.x + ((column + 0.5) / this.width) * this.area.width,
            this.area.y + ((row + 0.5) / this.height) * this.area.height,
          ),
        ];
  }

  /** The cells of a round print of `radius` document pixels at document point (x, y), by their centres. */
  protected *cellsOfPrint(x: number, y: number, radius: number): Generator<number> {
    const scale = this.width / this.area.width;
    const column = (x - this.area.x) * scale;
    const row = (y - this.area.y) * scale;
    const reach = Math.max(0.75, radius * scale);
    for (let j = Math.max(0, Math.floor(row - reach)); j < Math.min(this.height, row + reach); j++)
      for (let i = Math.max(0, Math.floor(column - reach)); i < Math.min(this.width, column + reach); i++)
        if (Math.hypot(i + 0.5 - column, j + 0.5 - row) <= reach) yield j * this.width + i;
  }
}

/** As the dial says; 64 more are twice the effort, 64 less half of it (run-settings.ts). */
export const plainEffort = 128;
const strokeSteps = { more: 64, less: -64, erase: 0 } as const;

/** Effort painted over an area: one stroke doubles or halves it, however often it crosses itself. */
export class EffortPicture extends PaintedGrid {
  /** [height * width], 128 = as the dial says. */
  readonly grey: Uint8Array<ArrayBuffer>;
  private readonly touched: Uint8Array;

  /** As it was kept; untouched where that is of another size. */
  static from({ area, grey }: Painting): EffortPicture {
    const picture = new EffortPicture(area);
    if (grey.length === picture.grey.length) picture.grey.set(grey);
    return picture;
  }

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

/** Remembers in which sequence the cells over an area were painted first. */
export class OrderPicture extends PaintedGrid {
  /** [height * width] the painting's clock when a cell was first touched; 0 = never. */
  private readonly touched: Float64Array;
  private clock = 0;

  /** As it was kept by `toDrawnOrder`; untouched where that is of another size. */
  static from({ area, grey }: Painting): OrderPicture {
    const picture = new OrderPicture(area);
    if (grey.length !== picture.touched.length) return picture;
    grey.forEach((place, cell) => (picture.touched[cell] = place === 255 ? 0 : place + 1));
    picture.clock = 255;
    return picture;
  }

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
