import type { Rect } from '#shared/geometry/rect.ts';
import type { RunPass, RunPlan } from '#shared/runs/run-plan.ts';
import { tokenColumn, tokenRow } from '#shared/geometry/token-grid.ts';
import { type Frame, memoryContext, onCanvas } from './frame.ts';
import { orderColour } from './order-colours.ts';

const opacity = 0.58;
/** Above this width on screen (CSS pixels) tokens fade, down to the least opacity: they would hide what is worked on. */
const fadeFromPixels = 90;
const minOpacity = 0.14;
const numbersFromPixels = 20;
const linesFromPixels = 7;

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
    const cell = area.width / pass.grid.columns;
    context.globalAlpha = Math.max(
      minOpacity,
      Math.min(opacity, (opacity * fadeFromPixels * frame.ratio) / cell),
    );
    context.drawImage(canvas, area.x, area.y, area.width, area.height);
    context.globalAlpha = 1;
    if (cell >= linesFromPixels * frame.ratio) this.drawCells(frame, pass, steps, shownUpTo, cell);
    context.restore();
  }

  private drawCells(
    { context, viewport, ratio }: Frame,
    pass: RunPass,
    steps: Int32Array,
    shownUpTo: number,
    cell: number,
  ): void {
    const numbered = cell >= numbersFromPixels * ratio;
    const cellHeight = (pass.crop.height / pass.grid.rows) * viewport.scale;
    context.strokeStyle = 'rgb(10 10 14 / 0.35)';
    context.lineWidth = ratio;
    context.font = `600 ${Math.min(13 * ratio, cell * 0.42)}px system-ui, sans-serif`;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    const last = Math.max(1, pass.arStepSizes.length - 1);
    steps.forEach((step, token) => {
      if (step < 0 || step >= shownUpTo) return;
      const x = pass.crop.x * viewport.scale + viewport.x + tokenColumn(pass.grid, token) * cell;
      const y = pass.crop.y * viewport.scale + viewport.y + tokenRow(pass.grid, token) * cellHeight;
      context.strokeRect(Math.round(x) + 0.5, Math.round(y) + 0.5, Math.round(cell), Math.round(cellHeight));
      if (!numbered) return;
      context.fillStyle = step / last < 0.5 ? 'rgb(24 18 10 / 0.92)' : 'rgb(255 255 255 / 0.95)';
      context.fillText(String(step + 1), x + cell / 2, y + cellHeight / 2 + ratio);
    });
  }
}
