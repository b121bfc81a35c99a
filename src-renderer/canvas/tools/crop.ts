import Crop from '@lucide/svelte/icons/crop';
import type { Rect } from '#shared/geometry/rect.ts';
import { drawCrop, drawHorizon, drawStraightened } from '#renderer/canvas/layers/crop-layer.ts';
import type { Frame } from '#renderer/canvas/layers/frame.ts';
import type { CanvasTool, PointerSample, ToolContext, ToolDefinition } from './canvas-tool.ts';
import { type Grip, gripAt, gripCursor } from './frame-grip.ts';

export const cropTool: ToolDefinition = {
  name: 'crop',
  key: 'KeyT',
  icon: Crop,
  create: (context) => new CropTool(context),
};

/** Drags the frame of what stays inwards; inside of it, the whole frame. Enter crops. Straightening, it draws a line to be level. */
class CropTool implements CanvasTool {
  private held: { readonly grip: Grip | null; readonly sample: PointerSample; readonly frame: Rect } | null =
    null;
  private line: { readonly from: PointerSample; readonly to: PointerSample } | null = null;

  constructor(private readonly context: ToolContext) {}

  readonly cursor = (sample: PointerSample): string => {
    const { degrees, drawsHorizon } = this.context.app.crop;
    if (drawsHorizon) return 'crosshair';
    if (degrees !== 0) return 'default';
    const grip = this.held ? this.held.grip : this.gripAt(sample);
    if (grip) return gripCursor(grip);
    return this.held || isInside(sample, this.frame) ? 'move' : 'default';
  };

  down(sample: PointerSample): void {
    const { applying, degrees, drawsHorizon } = this.context.app.crop;
    if (applying) return;
    if (drawsHorizon) this.line = { from: sample, to: sample };
    if (drawsHorizon || degrees !== 0) return;
    const grip = this.gripAt(sample);
    if (grip || isInside(sample, this.frame)) this.held = { grip, sample, frame: this.frame };
  }

  move(samples: readonly PointerSample[]): void {
    const now = samples.at(-1);
    if (this.line && now) {
      this.line = { ...this.line, to: now };
      return this.context.redraw();
    }
    if (this.held === null || now === undefined) return;
    const { grip, sample, frame } = this.held;
    const by = { x: now.x - sample.x, y: now.y - sample.y };
    const { crop } = this.context.app;
    const bounds = this.context.bounds();
    const ratio = crop.ratio(bounds) ?? (now.shift ? frame.width / frame.height : null);
    crop.set(grip ? resizedFrame(frame, grip, by, bounds, ratio) : movedFrame(frame, by, bounds), bounds);
  }

  up(): void {
    const { line } = this;
    this.held = null;
    this.line = null;
    if (line) this.context.app.crop.levelAlong(line.to.x - line.from.x, line.to.y - line.from.y);
  }

  cancel(): void {
    this.held = null;
    this.line = null;
    const { crop } = this.context.app;
    if (!crop.applying) crop.reset();
  }

  draw(frame: Frame): void {
    const isStraightened = this.context.app.crop.degrees !== 0;
    if (isStraightened) drawStraightened(frame, this.frame);
    else drawCrop(frame, this.context.bounds(), this.frame, this.held !== null);
    if (this.line) drawHorizon(frame, this.line.from, this.line.to);
  }

  private get frame(): Rect {
    return this.context.app.crop.frame(this.context.bounds());
  }

  private gripAt = (sample: PointerSample): Grip | null => gripAt(sample, this.frame, this.context.scale());
}

interface Way {
  readonly x: number;
  readonly y: number;
}

const isInside = ({ x, y }: Way, frame: Rect): boolean =>
  x >= frame.x && y >= frame.y && x < frame.x + frame.width && y < frame.y + frame.height;

const limit = (value: number, from: number, to: number): number => Math.min(to, Math.max(from, value));

/** A frame moved as far as there is picture. */
export const movedFrame = (frame: Rect, by: Way, bounds: Rect): Rect => ({
  ...frame,
  x: limit(Math.round(frame.x + by.x), bounds.x, bounds.x + bounds.width - frame.width),
  y: limit(Math.round(frame.y + by.y), bounds.y, bounds.y + bounds.height - frame.height),
});

/** A frame whose edge or corner was dragged, inside the picture. @param ratio width / height that it keeps; null = any */
export function resizedFrame(
  frame: Rect,
  { horizontal, vertical }: Grip,
  by: Way,
  bounds: Rect,
  ratio: number | null,
): Rect {
  const across = resizedSide(frame.x, frame.width, horizontal, by.x, bounds.x, bounds.width);
  const down = resizedSide(frame.y, frame.height, vertical, by.y, bounds.y, bounds.height);
  let { length: width } = across;
  let { length: height } = down;
  if (ratio !== null) {
    if (horizontal === 0 || (vertical !== 0 && width < height * ratio)) width = height * ratio;
    else height = width / ratio;
    const fits = Math.min(1, across.room / width, down.room / height);
    width *= fits;
    height *= fits;
  }
  width = Math.max(1, Math.round(width));
  height = Math.max(1, Math.round(height));
  return {
    x: placed(frame.x, frame.width, horizontal, width, bounds.x, bounds.width),
    y: placed(frame.y, frame.height, vertical, height, bounds.y, bounds.height),
    ...{ width, height },
  };
}

/** How long a side becomes, and how long it could. @param held -1 = where it begins, 1 = where it ends, 0 = neither: its middle stays */
function resizedSide(from: number, length: number, held: -1 | 0 | 1, by: number, first: number, all: number) {
  const before = from - first;
  const behind = first + all - from - length;
  const room =
    held < 0 ? before + length : held > 0 ? length + behind : length + 2 * Math.min(before, behind);
  return { length: limit(length + held * by, 1, room), room };
}

/** Where a side begins once it is that long. */
function placed(
  from: number,
  before: number,
  held: -1 | 0 | 1,
  length: number,
  first: number,
  all: number,
): number {
  const start = held < 0 ? from + before - length : held > 0 ? from : from + (before - length) / 2;
  return limit(Math.round(start), first, first + all - length);
}
