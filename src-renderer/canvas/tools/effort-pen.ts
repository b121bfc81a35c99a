import Gauge from '@lucide/svelte/icons/gauge';
import { Stroke } from '#renderer/canvas/mask/stroke.ts';
import { EffortLayer } from '#renderer/canvas/layers/effort-layer.ts';
import type { Frame } from '#renderer/canvas/layers/frame.ts';
import { EffortPicture } from '#renderer/stores/painted-pictures.ts';
import { drawBrushRing } from '#renderer/canvas/layers/outline.ts';
import type { CanvasTool, PointerSample, ToolContext, ToolDefinition } from './canvas-tool.ts';

export const effortPenTool: ToolDefinition = {
  name: 'effort-pen',
  key: 'KeyG',
  icon: Gauge,
  create: (context) => new EffortPenTool(context),
};

/** Paints where more or less effort goes: every stroke doubles or halves it once. */
class EffortPenTool implements CanvasTool {
  readonly cursor = 'none';
  readonly hidesOrder = true;
  private readonly layer = new EffortLayer();
  private picture: EffortPicture | null = null;
  private stroke: Stroke | null = null;
  private fresh = false;

  constructor(private readonly context: ToolContext) {}

  down(sample: PointerSample): void {
    const { settings, tools, documents } = this.context.app;
    const area = documents.current?.maskBounds ?? this.context.bounds();
    const { effortPicture } = settings;
    const picture = effortPicture?.covers(area) === true ? effortPicture.copy() : new EffortPicture(area);
    this.picture = picture;
    const stroke = sample.alt ? 'erase' : tools.effortStroke;
    this.stroke = new Stroke(({ x, y, radius }) => picture.print(x, y, radius, stroke));
    this.add([sample]);
  }

  move(samples: readonly PointerSample[]): void {
    this.add(samples);
  }

  up(): void {
    if (this.picture === null) return;
    this.context.app.settings.paintEffort(this.picture);
    this.cancel();
  }

  cancel(): void {
    this.stroke = null;
    this.picture = null;
    this.fresh = true;
    this.context.redraw();
  }

  draw(frame: Frame, pointer: PointerSample | null): void {
    const picture = this.picture ?? this.context.app.settings.effortPicture;
    if (picture !== null) this.layer.draw(frame, picture, this.fresh || this.picture !== null);
    this.fresh = false;
    if (pointer !== null) drawBrushRing(frame, pointer, this.context.app.tools.brushSize / 2);
  }

  private add(samples: readonly PointerSample[]): void {
    const radius = this.context.app.tools.brushSize / 2;
    for (const { x, y } of samples) this.stroke?.add({ x, y, radius });
    this.context.redraw();
  }
}
