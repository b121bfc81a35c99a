import GridCheck from '@lucide/svelte/icons/grid-2x2-check';
import { Stroke } from '#renderer/canvas/mask/stroke.ts';
import type { Frame } from '#renderer/canvas/layers/frame.ts';
import { themeColour, drawBrushRing } from '#renderer/canvas/layers/outline.ts';
import { text } from '#shared/text/text.ts';
import type { CanvasTool, PointerSample, ToolContext, ToolDefinition } from './canvas-tool.ts';

export const keepTool: ToolDefinition = {
  name: 'keep',
  key: 'KeyK',
  icon: GridCheck,
  startsGroup: true,
  create: (context) => new KeepTool(context),
};

/** Keeps whole tokens of the turn on the picture; Alt takes them back. */
class KeepTool implements CanvasTool {
  readonly cursor = 'none';
  readonly hidesOrder = true;
  private stroke: Stroke | null = null;

  constructor(private readonly context: ToolContext) {}

  down(sample: PointerSample): void {
    const { turns } = this.context.app;
    const turnId = turns.shownId;
    if (turnId === null) return;
    const allowed = this.context.inRegion;
    this.stroke = new Stroke(({ x, y, radius }) =>
      turns.keep.paint(x, y, radius, turnId, allowed, sample.alt),
    );
    this.move([sample]);
  }

  move(samples: readonly PointerSample[]): void {
    const radius = this.context.app.tools.brushSize / 2;
    for (const { x, y } of samples) this.stroke?.add({ x, y, radius });
    this.context.redraw();
  }

  up(): void {
    if (this.stroke === null) return;
    this.stroke = null;
    const { notices, turns, run } = this.context.app;
    run.next.freshSeed();
    notices.announce(text.turns.keep.announce(turns.keep.count));
  }

  cancel(): void {
    this.stroke = null;
  }

  draw(frame: Frame, pointer: PointerSample | null): void {
    if (pointer === null) return;
    const { keep } = this.context.app.turns;
    drawBrushRing(frame, pointer, this.context.app.tools.brushSize / 2, themeColour('--kept'));
    const keeps = (keep.mode === 'keep') !== pointer.alt;
    const { context, viewport, ratio } = frame;
    const x = pointer.x * viewport.scale + viewport.x;
    const y = pointer.y * viewport.scale + viewport.y;
    context.save();
    context.strokeStyle = themeColour('--kept');
    context.lineWidth = 1.4 * ratio;
    context.beginPath();
    context.moveTo(x - 4 * ratio, y);
    context.lineTo(x + 4 * ratio, y);
    if (keeps) {
      context.moveTo(x, y - 4 * ratio);
      context.lineTo(x, y + 4 * ratio);
    }
    context.stroke();
    context.restore();
  }
}
