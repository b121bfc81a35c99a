import Crosshair from '@lucide/svelte/icons/crosshair';
import type { CanvasTool, PointerSample, ToolContext, ToolDefinition } from './canvas-tool.ts';

export const subjectTool: ToolDefinition = {
  name: 'subject',
  key: 'KeyS',
  icon: Crosshair,
  startsGroup: true,
  create: (context) => new SubjectTool(context),
};

/** Picks the point the order starts from. */
class SubjectTool implements CanvasTool {
  readonly cursor = 'crosshair';
  private picking = false;

  constructor(private readonly context: ToolContext) {}

  down(sample: PointerSample): void {
    this.picking = true;
    this.pick(sample);
  }

  move(samples: readonly PointerSample[]): void {
    const now = samples.at(-1);
    if (this.picking && now !== undefined) this.pick(now);
  }

  up(): void {
    this.picking = false;
  }

  cancel(): void {
    this.picking = false;
  }

  private pick({ x, y }: PointerSample): void {
    const { app, bounds } = this.context;
    const area = bounds();
    const limit = (value: number, from: number, length: number): number =>
      Math.min(from + length - 1, Math.max(from, Math.floor(value)));
    app.settings.change({
      order: 'from-subject',
      subject: { x: limit(x, area.x, area.width), y: limit(y, area.y, area.height) },
    });
    this.context.redraw();
  }
}
