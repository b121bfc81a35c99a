/** A point of a pen's way: document pixels, and the radius the pressure makes there. */
export interface StrokePoint {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Distance between prints: the scallops between two circles of radius r this far apart are about a tenth of a pixel deep. */
export const dabSpacing = (radius: number): number => Math.max(0.5, 0.9 * Math.sqrt(radius));

/** Turns the points a pointer reports into evenly spaced prints of the brush. */
export class Stroke {
  private last: StrokePoint | null = null;
  /** Distance still to go until the next print. */
  private left = 0;

  /** `print` is called for every print, in order. */
  constructor(private readonly print: (point: StrokePoint) => void) {}

  add(point: StrokePoint): void {
    const { last } = this;
    this.last = point;
    if (last === null) {
      this.print(point);
      this.left = dabSpacing(point.radius);
      return;
    }
    const length = Math.hypot(point.x - last.x, point.y - last.y);
    let at = this.left;
    while (at <= length) {
      const t = at / length;
      const radius = last.radius + (point.radius - last.radius) * t;
      this.print({ x: last.x + (point.x - last.x) * t, y: last.y + (point.y - last.y) * t, radius });
      at += dabSpacing(radius);
    }
    this.left = at - length;
  }
}
