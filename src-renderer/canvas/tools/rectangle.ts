import type { Rect } from '#shared/geometry/rect.ts';
import { type Frame, onCanvas } from '#renderer/canvas/layers/frame.ts';
import { strokeOutline } from '#renderer/canvas/layers/outline.ts';
import { fillRect, rectBetween } from '#renderer/canvas/mask/rectangle.ts';
import type { CanvasTool, PointerSample, ToolContext } from './canvas-tool.ts';

/** Adds a rectangle to the selection; Alt takes it away, Shift makes it a square. */
export class RectangleTool implements CanvasTool {
  readonly cursor = 'crosshair';
  private start: PointerSample | null = null;
  private rect: Rect | null = null;

  constructor(private readonly context: ToolContext) {}

  down(sample: PointerSample): void {
    this.start = sample;
  }

  move(samples: readonly PointerSample[]): void {
    const { start } = this;
    const end = samples.at(-1);
    if (start === null || end === undefined) return;
    const side = Math.max(Math.abs(end.x - start.x), Math.abs(end.y - start.y));
    const x = end.shift ? start.x + Math.sign(end.x - start.x) * side : end.x;
    const y = end.shift ? start.y + Math.sign(end.y - start.y) * side : end.y;
    this.rect = rectBetween(start.x, start.y, x, y);
    this.context.redraw();
  }

  up(sample: PointerSample): void {
    this.move([sample]);
    const { rect } = this;
    this.cancel();
    if (rect === null || rect.width === 0 || rect.height === 0) return;
    this.context.mask.begin();
    fillRect(this.context.mask, this.context.bounds(), rect, sample.alt ? 'subtract' : 'add');
    this.context.commit('rectangle');
  }

  cancel(): void {
    this.start = null;
    this.rect = null;
    this.context.redraw();
  }

  draw(frame: Frame): void {
    if (this.rect === null) return;
    const area = onCanvas(frame, this.rect);
    strokeOutline(frame, () => frame.context.rect(area.x, area.y, area.width, area.height));
  }
}
