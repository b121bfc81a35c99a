import type { Rect } from '#shared/geometry/rect.ts';
import type { Frame } from '#renderer/canvas/layers/frame.ts';
import type { BrushMode } from '#renderer/canvas/mask/dab.ts';
import { rectBetween } from '#renderer/canvas/mask/shapes.ts';
import type { CanvasTool, PointerSample, ToolContext } from './canvas-tool.ts';

/** What a box that was dragged out means. */
export interface BoxShape {
  /** Changes the selection and sends it. */
  fill(box: Rect, mode: BrushMode): void;
  outline(frame: Frame, box: Rect): void;
}

/** Drags a box of whole pixels from corner to corner; Alt takes away what lies in its shape, Shift makes it a square. */
export class BoxTool implements CanvasTool {
  readonly cursor = 'crosshair';
  private start: PointerSample | null = null;
  private box: Rect | null = null;

  constructor(
    private readonly context: ToolContext,
    private readonly shape: BoxShape,
  ) {}

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
    this.box = rectBetween(start.x, start.y, x, y);
    this.context.redraw();
  }

  up(sample: PointerSample): void {
    this.move([sample]);
    const { box } = this;
    this.cancel();
    if (box === null || box.width === 0 || box.height === 0) return;
    this.context.mask.begin();
    this.shape.fill(box, sample.alt ? 'subtract' : 'add');
  }

  cancel(): void {
    this.start = null;
    this.box = null;
    this.context.redraw();
  }

  draw(frame: Frame): void {
    if (this.box !== null) this.shape.outline(frame, this.box);
  }
}
