import Lasso from '@lucide/svelte/icons/lasso';
import type { Frame } from '#renderer/canvas/layers/frame.ts';
import { strokeOutline, tracePoints } from '#renderer/canvas/layers/outline.ts';
import { fillPolygon, type Point } from '#renderer/canvas/mask/shapes.ts';
import type { CanvasTool, PointerSample, ToolContext, ToolDefinition } from './canvas-tool.ts';

export const lassoTool: ToolDefinition = {
  name: 'lasso',
  key: 'KeyL',
  icon: Lasso,
  create: (context) => new LassoTool(context),
};

/** Adds what is drawn around to the selection; Alt takes it away. */
class LassoTool implements CanvasTool {
  readonly cursor = 'crosshair';
  private points: Point[] = [];

  constructor(private readonly context: ToolContext) {}

  down(sample: PointerSample): void {
    this.points = [{ x: sample.x, y: sample.y }];
  }

  move(samples: readonly PointerSample[]): void {
    if (this.points.length === 0) return;
    const apart = 0.7 / this.context.scale();
    for (const { x, y } of samples) {
      const last = this.points.at(-1)!;
      if (Math.hypot(x - last.x, y - last.y) >= apart) this.points.push({ x, y });
    }
    this.context.redraw();
  }

  up(sample: PointerSample): void {
    this.move([sample]);
    const { points } = this;
    this.cancel();
    if (points.length < 3) return;
    this.context.mask.begin();
    fillPolygon(this.context.mask, this.context.bounds(), points, sample.alt ? 'subtract' : 'add');
    this.context.commit('lasso');
  }

  cancel(): void {
    this.points = [];
    this.context.redraw();
  }

  draw(frame: Frame): void {
    if (this.points.length > 1) strokeOutline(frame, () => tracePoints(frame, this.points, true));
  }
}
