import Scaling from '@lucide/svelte/icons/scaling';
import type { ExtendBy } from '#shared/runs/run-request.ts';
import { drawExtension } from '#renderer/canvas/layers/extend-layer.ts';
import type { Frame } from '#renderer/canvas/layers/frame.ts';
import type { CanvasTool, PointerSample, ToolContext, ToolDefinition } from './canvas-tool.ts';
import { type Grip, gripAt, gripCursor } from './frame-grip.ts';

export const extendTool: ToolDefinition = {
  name: 'extend',
  key: 'KeyX',
  icon: Scaling,
  startsGroup: true,
  create: (context) => new ExtendTool(context),
};

/** Drags the frame past the picture's edge. Shift keeps the picture's proportions. */
class ExtendTool implements CanvasTool {
  private grip: Grip | null = null;
  private start: { readonly sample: PointerSample; readonly by: ExtendBy } | null = null;

  constructor(private readonly context: ToolContext) {}

  readonly cursor = (sample: PointerSample): string => {
    const grip = this.grip ?? this.gripAt(sample);
    return grip ? gripCursor(grip) : 'default';
  };

  down(sample: PointerSample): void {
    this.grip = this.gripAt(sample);
    this.start = { sample, by: this.context.app.settings.extendBy };
  }

  move(samples: readonly PointerSample[]): void {
    const now = samples.at(-1);
    if (this.grip === null || this.start === null || now === undefined) return;
    const { sample, by } = this.start;
    const { horizontal, vertical } = this.grip;
    const bounds = this.context.bounds();
    const next = { ...by };
    const dx = horizontal * (now.x - sample.x);
    const dy = vertical * (now.y - sample.y);
    if (horizontal !== 0) next[horizontal < 0 ? 'left' : 'right'] += dx;
    if (vertical !== 0) next[vertical < 0 ? 'top' : 'bottom'] += dy;
    if (now.shift && horizontal !== 0 && vertical !== 0) {
      const grown = Math.max(dx / bounds.width, dy / bounds.height);
      next[horizontal < 0 ? 'left' : 'right'] = by[horizontal < 0 ? 'left' : 'right'] + grown * bounds.width;
      next[vertical < 0 ? 'top' : 'bottom'] = by[vertical < 0 ? 'top' : 'bottom'] + grown * bounds.height;
    }
    this.context.app.settings.extend(next);
  }

  up(): void {
    const { settings, view } = this.context.app;
    if (this.grip !== null) view.refit(settings.frameWithRoom(this.context.bounds()));
    this.grip = null;
    this.start = null;
  }

  cancel(): void {
    if (this.start !== null) this.context.app.settings.extend(this.start.by);
    this.up();
  }

  draw(frame: Frame): void {
    const bounds = this.context.bounds();
    drawExtension(frame, bounds, this.context.app.settings.extendedBounds(bounds));
  }

  private gripAt(sample: PointerSample): Grip | null {
    const outer = this.context.app.settings.extendedBounds(this.context.bounds());
    return gripAt(sample, outer, this.context.scale());
  }
}
