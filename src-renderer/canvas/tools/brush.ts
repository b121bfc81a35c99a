import Brush from '@lucide/svelte/icons/brush';
import Eraser from '@lucide/svelte/icons/eraser';
import { type BrushMode, stampDab } from '#renderer/canvas/mask/dab.ts';
import { Stroke } from '#renderer/canvas/mask/stroke.ts';
import type { Frame } from '#renderer/canvas/layers/frame.ts';
import type { CanvasTool, PointerSample, ToolContext, ToolDefinition } from './canvas-tool.ts';

/** At no pressure a pen still paints this part of the brush's size. */
const lightest = 0.15;
/** A pen paints with its tip up to this tilt, 45 degrees, and wider from there on: at most by this factor, as the side of a pencil does. */
const tipTilt = 0.5;
const sideOfPen = 2;

export const brushTool: ToolDefinition = {
  name: 'brush',
  key: 'KeyB',
  icon: Brush,
  startsGroup: true,
  create: (context) =>
    new BrushTool(context, {
      mode: 'add',
      erases: true,
      lift: (did) => context.commit(did === 'add' ? 'brush' : 'eraser'),
    }),
};

export const eraserTool: ToolDefinition = {
  name: 'eraser',
  key: 'KeyE',
  icon: Eraser,
  create: (context) => new BrushTool(context, { mode: 'subtract', lift: () => context.commit('eraser') }),
};

/** How a brush paints, apart from the size that all share. */
export interface BrushKind {
  readonly mode: BrushMode;
  /** The hardness of every stroke, whatever is chosen. */
  readonly hardness?: number;
  /** Alt wipes away what was painted. */
  readonly erases?: boolean;
  /** Called when the pen is lifted. */
  readonly lift: (did: BrushMode) => void;
}

/** Paints coverage, or wipes it away, as Alt does. Shift and a click draw a straight line from where the last stroke ended. */
export class BrushTool implements CanvasTool {
  readonly cursor = 'none';
  private stroke: Stroke | null = null;
  /** What the stroke under way does. */
  private doing: BrushMode;
  private lastEnd: PointerSample | null = null;

  constructor(
    private readonly context: ToolContext,
    private readonly kind: BrushKind,
  ) {
    this.doing = kind.mode;
  }

  private get hardness(): number {
    return this.kind.hardness ?? this.context.app.tools.brushHardness;
  }

  private modeFor({ alt }: PointerSample): BrushMode {
    return alt && this.kind.erases ? 'subtract' : this.kind.mode;
  }

  down(sample: PointerSample): void {
    const { mask } = this.context;
    const { hardness } = this;
    const mode = this.modeFor(sample);
    this.doing = mode;
    mask.begin();
    this.stroke = new Stroke(({ x, y, radius }) =>
      stampDab(mask, this.context.bounds(), x, y, radius, hardness, mode),
    );
    if (sample.shift && this.lastEnd !== null) this.add(this.lastEnd);
    this.add(sample);
  }

  move(samples: readonly PointerSample[]): void {
    for (const sample of samples) this.add(sample);
  }

  up(): void {
    if (this.stroke === null) return;
    this.stroke = null;
    this.kind.lift(this.doing);
  }

  cancel(): void {
    this.stroke = null;
    this.context.mask.cancel();
  }

  draw({ context, viewport, ratio }: Frame, pointer: PointerSample | null): void {
    if (pointer === null) return;
    const radius = Math.max(1.5 * ratio, (this.context.app.tools.brushSize / 2) * viewport.scale);
    const x = pointer.x * viewport.scale + viewport.x;
    const y = pointer.y * viewport.scale + viewport.y;
    const ring = (at: number, width: number, colour: string): void => {
      context.strokeStyle = colour;
      context.lineWidth = width * ratio;
      context.beginPath();
      context.arc(x, y, at, 0, 2 * Math.PI);
      context.stroke();
    };
    context.save();
    ring(radius, 2.5, 'rgb(0 0 0 / 0.5)');
    ring(radius, 1.2, 'white');
    const inner = radius * this.hardness;
    if (inner > 4 * ratio && inner < radius - 3 * ratio) ring(inner, 0.8, 'rgb(255 255 255 / 0.45)');
    const doing = this.stroke !== null ? this.doing : this.modeFor(pointer);
    if (doing === 'subtract') {
      context.lineWidth = 1.2 * ratio;
      context.beginPath();
      context.moveTo(x - 3.5 * ratio, y);
      context.lineTo(x + 3.5 * ratio, y);
      context.stroke();
    }
    context.restore();
  }

  private add(sample: PointerSample): void {
    const { x, y, pressure, tilt } = sample;
    this.lastEnd = sample;
    const pressed = lightest + (1 - lightest) * pressure;
    const widened = 1 + (sideOfPen - 1) * Math.max(0, (tilt - tipTilt) / (1 - tipTilt));
    const radius = (this.context.app.tools.brushSize / 2) * pressed * widened;
    this.stroke?.add({ x, y, radius });
  }
}
