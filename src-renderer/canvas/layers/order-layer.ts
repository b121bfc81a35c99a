import type { Rect } from '#shared/geometry/rect.ts';
import type { RunPass, RunPlan } from '#shared/runs/run-plan.ts';
import { type Frame, memoryContext, onCanvas } from './frame.ts';

/** The picture stays in sight below. */
const opacity = 0.22;
/** CSS pixels from arrow to arrow, and of one. */
const arrowsApart = 30;
const arrowLength = 16;
/** A dark line with a light one inside shows on every photo. */
const arrowStrokes = [
  [2.6, 'rgb(0 0 0 / 0.45)'],
  [1.2, 'rgb(255 255 255 / 0.9)'],
] as const;

/** The AR step every token of a pass belongs to, by token index; -1 = known. */
export function stepOfTokens(pass: RunPass): Int32Array {
  const steps = new Int32Array(pass.grid.rows * pass.grid.columns).fill(-1);
  let next = 0;
  pass.arStepSizes.forEach((size, step) => {
    for (let i = 0; i < size; i++) steps[pass.order[next++]!] = step;
  });
  return steps;
}

interface PassPicture {
  readonly pass: RunPass;
  readonly steps: Int32Array;
  readonly canvas: OffscreenCanvas;
}

/** Which token is made when: the coarsest windows of the plan, coloured by AR step. */
export class OrderLayer {
  private plan: RunPlan | null = null;
  private pictures: PassPicture[] = [];

  /** Nothing shows outside `bounds`. `reveal` in [0, 1]: how much of the sequence shows, for the animation. */
  draw(frame: Frame, plan: RunPlan, bounds: Rect, reveal: number): void {
    if (plan !== this.plan) {
      this.plan = plan;
      const coarsest = Math.min(...plan.passes.map((pass) => pass.level));
      this.pictures = plan.passes
        .filter((pass) => pass.level === coarsest)
        .map((pass) => ({
          pass,
          steps: stepOfTokens(pass),
          canvas: new OffscreenCanvas(pass.grid.columns, pass.grid.rows),
        }));
    }
    const area = onCanvas(frame, bounds);
    frame.context.save();
    frame.context.beginPath();
    frame.context.rect(area.x, area.y, area.width, area.height);
    frame.context.clip();
    for (const picture of this.pictures) this.drawPass(frame, picture, reveal);
    frame.context.restore();
  }

  private drawPass(frame: Frame, { pass, steps, canvas }: PassPicture, reveal: number): void {
    const { context } = frame;
    const last = Math.max(1, pass.arStepSizes.length - 1);
    const shownUpTo = reveal * pass.arStepSizes.length;
    const image = new ImageData(pass.grid.columns, pass.grid.rows);
    steps.forEach((step, token) => {
      if (step < 0 || step >= shownUpTo) return;
      image.data.set([...orderColour(step / last), 255], token * 4);
    });
    memoryContext(canvas).putImageData(image, 0, 0);
    const area = onCanvas(frame, pass.crop);
    context.save();
    context.imageSmoothingEnabled = false;
    context.globalAlpha = opacity;
    context.drawImage(canvas, area.x, area.y, area.width, area.height);
    context.restore();
    drawArrows(frame, pass, steps, shownUpTo);
  }
}

/** Thin arrows from earlier tokens to later ones, so far apart that the picture stays in sight. */
function drawArrows(
  { context, viewport, ratio }: Frame,
  pass: RunPass,
  steps: Int32Array,
  shownUpTo: number,
): void {
  const { columns, rows } = pass.grid;
  const cell = (pass.crop.width / columns) * viewport.scale;
  const every = Math.max(1, Math.ceil((arrowsApart * ratio) / cell));
  const length = Math.min(arrowLength * ratio, cell * every * 0.6);
  context.save();
  for (const [width, colour] of arrowStrokes) {
    context.lineWidth = width * ratio;
    context.strokeStyle = colour;
    context.beginPath();
    for (let row = every >> 1; row < rows; row += every)
      for (let column = every >> 1; column < columns; column += every) {
        const way = orderDirection(steps, { columns, rows }, row, column);
        if (way === null || steps[row * columns + column]! >= shownUpTo) continue;
        const x = pass.crop.x * viewport.scale + viewport.x + (column + 0.5) * cell;
        const y = pass.crop.y * viewport.scale + viewport.y + (row + 0.5) * cell;
        traceArrow(context, x, y, way, length);
      }
    context.stroke();
  }
  context.restore();
}

/** Where the order goes from a token, as a unit vector: from earlier neighbours to later ones; null = nowhere. */
export function orderDirection(
  steps: Int32Array,
  { columns, rows }: { readonly columns: number; readonly rows: number },
  row: number,
  column: number,
): readonly [x: number, y: number] | null {
  const here = steps[row * columns + column]!;
  if (here < 0) return null;
  const at = (dx: number, dy: number): number => {
    const [x, y] = [column + dx, row + dy];
    const step = x < 0 || y < 0 || x >= columns || y >= rows ? -1 : steps[y * columns + x]!;
    return step < 0 ? here : step;
  };
  const x = at(1, 0) - at(-1, 0);
  const y = at(0, 1) - at(0, -1);
  const length = Math.hypot(x, y);
  return length === 0 ? null : [x / length, y / length];
}

function traceArrow(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  [dx, dy]: readonly [number, number],
  length: number,
): void {
  const [tipX, tipY] = [x + (dx * length) / 2, y + (dy * length) / 2];
  const head = length * 0.35;
  context.moveTo(x - (dx * length) / 2, y - (dy * length) / 2);
  context.lineTo(tipX, tipY);
  for (const side of [1, -1]) {
    context.moveTo(tipX, tipY);
    context.lineTo(tipX - (dx + side * dy * 0.7) * head, tipY - (dy - side * dx * 0.7) * head);
  }
}

/** First to last: light gold to deep violet, even in lightness so that the sequence reads without a legend. */
const stops = [
  [255, 226, 138],
  [250, 170, 92],
  [222, 104, 104],
  [150, 66, 138],
  [58, 44, 122],
] as const;

/** The colour of a place in the order: 0 = first, 1 = last. [red, green, blue] */
export function orderColour(place: number): [number, number, number] {
  const at = Math.min(1, Math.max(0, place)) * (stops.length - 1);
  const index = Math.min(stops.length - 2, Math.floor(at));
  const t = at - index;
  const [from, to] = [stops[index]!, stops[index + 1]!];
  const mix = (channel: 0 | 1 | 2): number => Math.round(from[channel] + (to[channel] - from[channel]) * t);
  return [mix(0), mix(1), mix(2)];
}
