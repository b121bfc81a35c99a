import type { Rect } from '#shared/geometry/rect.ts';
import type { DrawnPicture } from '#shared/runs/run-settings.ts';

/** Longest side of the grey picture. */
const longest = 256;

/** Remembers in which sequence the cells over an area were painted first. */
export class OrderPicture {
  readonly width: number;
  readonly height: number;
  /** [height * width] the painting's clock when a cell was first touched; 0 = never. */
  private readonly touched: Float64Array;
  private clock = 0;

  /** `area`: the document pixels the picture is stretched over. */
  constructor(readonly area: Rect) {
    const scale = Math.min(1, longest / Math.max(area.width, area.height));
    this.width = Math.max(1, Math.round(area.width * scale));
    this.height = Math.max(1, Math.round(area.height * scale));
    this.touched = new Float64Array(this.width * this.height);
  }

  /** False where nothing was painted. */
  get used(): boolean {
    return this.touched.some((at) => at !== 0);
  }

  covers = ({ x, y, width, height }: Rect): boolean =>
    this.area.x === x && this.area.y === y && this.area.width === width && this.area.height === height;

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
    for (let row = 0; row < next.height; row++)
      for (let column = 0; column < next.width; column++)
        next.touched[row * next.width + column] = this.touchedAt(
          area.x + ((column + 0.5) / next.width) * area.width,
          area.y + ((row + 0.5) / next.height) * area.height,
        );
    return next;
  }

  /** A round print of `radius` document pixels at document point (x, y): cells not touched yet come next. */
  touch(x: number, y: number, radius: number): void {
    const scale = this.width / this.area.width;
    const column = (x - this.area.x) * scale;
    const row = (y - this.area.y) * scale;
    const reach = Math.max(0.75, radius * scale);
    this.clock++;
    for (let j = Math.max(0, Math.floor(row - reach)); j < Math.min(this.height, row + reach); j++)
      for (let i = Math.max(0, Math.floor(column - reach)); i < Math.min(this.width, column + reach); i++) {
        const cell = j * this.width + i;
        if (this.touched[cell] === 0 && Math.hypot(i + 0.5 - column, j + 0.5 - row) <= reach)
          this.touched[cell] = this.clock;
      }
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

  /** The clock when a document point was first touched; 0 = never, or outside the area. */
  private touchedAt(x: number, y: number): number {
    const column = Math.floor(((x - this.area.x) / this.area.width) * this.width);
    const row = Math.floor(((y - this.area.y) / this.area.height) * this.height);
    const inside = column >= 0 && row >= 0 && column < this.width && row < this.height;
    return inside ? this.touched[row * this.width + column]! : 0;
  }
}
