import type { Rect } from '#shared/geometry/rect.ts';

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
