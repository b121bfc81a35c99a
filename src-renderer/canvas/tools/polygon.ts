import Pentagon from '@lucide/svelte/icons/pentagon';
import type { Frame } from '#renderer/canvas/layers/frame.ts';
import { strokeOutline, tracePoints } from '#renderer/canvas/layers/outline.ts';
import { fillPolygon, type Point } from '#renderer/canvas/mask/shapes.ts';
import type { CanvasTool, PointerSample, ToolContext, ToolDefinition } from './canvas-tool.ts';

/** CSS pixels around the first corner within which a click closes the polygon. */
const closingReach = 9;

export const polygonTool: ToolDefinition = {
  name: 'polygon',
  key: 'KeyP',
  icon: Pentagon,
  create: (context) => new PolygonTool(context),
};

/** Corner by corner; Enter, a double click or the first corner again closes it. Alt at the end takes away. */
class PolygonTool implements CanvasTool {
  readonly cursor = 'crosshair';
  private points: Point[] = [];
  private subtract = false;

  constructor(private readonly context: ToolContext) {}

  down(sample: PointerSample): void {
    this.subtract = sample.alt;
    const first = this.points[0];
    const near =
      first !== undefined &&
      Math.hypot(sample.x - first.x, sample.y - first.y) * this.context.scale() < closingReach;
    if (near && this.points.length > 2) return this.finish();
    this.points.push({ x: sample.x, y: sample.y });
    this.context.app.view.gesture = { finish: () => this.finish(), cancel: () => this.cancel() };
    this.context.redraw();
  }

  move(): void {
    this.context.redraw();
  }

  up(): void {}

  doubleClick(): void {
    this.finish();
  }

  cancel(): void {
    this.points = [];
    this.context.app.view.gesture = null;
    this.context.redraw();
  }

  draw(frame: Frame, pointer: PointerSample | null): void {
    if (this.points.length === 0) return;
    const shown = pointer === null ? this.points : [...this.points, pointer];
    strokeOutline(frame, () => tracePoints(frame, shown, false));
    const { context, viewport, ratio } = frame;
    context.save();
    context.fillStyle = 'white';
    context.strokeStyle = 'rgb(0 0 0 / 0.75)';
    context.lineWidth = ratio;
    for (const { x, y } of this.points) {
      context.beginPath();
      context.arc(
        x * viewport.scale + viewport.x,
        y * viewport.scale + viewport.y,
        3.5 * ratio,
        0,
        2 * Math.PI,
      );
      context.fill();
      context.stroke();
    }
    context.restore();
  }

  private finish(): void {
    const { points, subtract } = this;
    this.cancel();
    if (points.length < 3) return;
    this.context.mask.begin();
    fillPolygon(this.context.mask, this.context.bounds(), points, subtract ? 'subtract' : 'add');
    this.context.commit('polygon');
  }
}
