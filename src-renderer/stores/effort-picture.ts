import type { Rect } from '#shared/geometry/rect.ts';
import type { DrawnPicture } from '#shared/runs/run-settings.ts';

/** Longest side of the grey picture. */
const longest = 256;
/** As the dial says; 64 more are twice the effort, 64 less half of it (run-settings.ts). */
export const plainEffort = 128;
const strokeSteps = { more: 64, less: -64, erase: 0 } as const;

/** How many times the dial's effort a grey value asks for: 1/4 to 4. */
export const effortFactor = (grey: number): number => 2 ** ((grey - plainEffort) / 64);

/** Effort painted over an area: one stroke doubles or halves it, however often it crosses itself. */
export class EffortPicture {
  readonly width: number;
  readonly height: number;
  /** [height * width], 128 = as the dial says. */
  readonly grey: Uint8Array<ArrayBuffer>;
  private readonly touched: Uint8Array;

  /** `area`: the document pixels the picture is stretched over. */
  constructor(readonly area: Rect) {
    const scale = Math.min(1, longest / Math.max(area.width, area.height));
    this.width = Math.max(1, Math.round(area.width * scale));
    this.height = Math.max(1, Math.round(area.height * scale));
    this.grey = new Uint8Array(this.width * this.height).fill(plainEffort);
    this.touched = new Uint8Array(this.grey.length);
  }

  /** False where painting changed nothing in the end. */
  get used(): boolean {
    return this.grey.some((value) => value !== plainEffort);
  }

  covers = ({ x, y, width, height }: Rect): boolean =>
    this.area.x === x && this.area.y === y && this.area.width === width && this.area.height === height;

  /** A copy to paint the next stroke on. */
  copy(): EffortPicture {
    const next = new EffortPicture(this.area);
    next.grey.set(this.grey);
    return next;
  }

  /** A round print of `radius` document pixels at document point (x, y); a stroke changes a cell once. */
  print(x: number, y: number, radius: number, stroke: keyof typeof strokeSteps): void {
    const scale = this.width / this.area.width;
    const column = (x - this.area.x) * scale;
    const row = (y - this.area.y) * scale;
    const reach = Math.max(0.75, radius * scale);
    for (let j = Math.max(0, Math.floor(row - reach)); j < Math.min(this.height, row + reach); j++)
      for (let i = Math.max(0, Math.floor(column - reach)); i < Math.min(this.width, column + reach); i++) {
        const cell = j * this.width + i;
        if (this.touched[cell] !== 0 || Math.hypot(i + 0.5 - column, j + 0.5 - row) > reach) continue;
        this.touched[cell] = 1;
        const next = stroke === 'erase' ? plainEffort : this.grey[cell]! + strokeSteps[stroke];
        this.grey[cell] = Math.min(255, Math.max(0, next));
      }
  }

  /** The grey value at a document point; the dial's outside the area. */
  at(x: number, y: number): number {
    const column = Math.floor(((x - this.area.x) / this.area.width) * this.width);
    const row = Math.floor(((y - this.area.y) / this.area.height) * this.height);
    const inside = column >= 0 && row >= 0 && column < this.width && row < this.height;
    return inside ? this.grey[row * this.width + column]! : plainEffort;
  }

  toGrey = (): DrawnPicture => ({ width: this.width, height: this.height, grey: this.grey });
}

/** The same painting over another area: every spot of the photo keeps its effort. */
export function refitEffort(picture: EffortPicture, area: Rect): EffortPicture {
  const next = new EffortPicture(area);
  for (let row = 0; row < next.height; row++)
    for (let column = 0; column < next.width; column++)
      next.grey[row * next.width + column] = picture.at(
        area.x + ((column + 0.5) / next.width) * area.width,
        area.y + ((row + 0.5) / next.height) * area.height,
      );
  return next;
}
