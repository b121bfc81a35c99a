import type { Rect } from '#shared/geometry/rect.ts';
import { tokenColumn, tokenRow } from '#shared/geometry/token-grid.ts';
import type { RunPass, RunPlan, StepId } from '#shared/runs/run-plan.ts';
import { type Frame, onCanvas } from './frame.ts';
import { stepOfTokens, orderColour } from './order-layer.ts';
import { themeColour } from './outline.ts';

const remadeOpacity = 0.55;
const linesFromPixels = 6;

/** What a turn from an AR step does with each token of the window level of that step. */
export interface BranchToken {
  readonly pass: RunPass;
  readonly token: number;
  /** 0 = made first among those made anew, 1 = last; null = it stays. */
  readonly place: number | null;
}

/** Which tokens stay and which are made anew from `at` on: those of the windows of the same level as the step's. */
export function branchTokens(plan: RunPlan, at: StepId): BranchToken[] {
  const level = plan.passes[at.pass]?.level;
  const tokens: BranchToken[] = [];
  plan.passes.forEach((pass, index) => {
    if (pass.level !== level) return;
    const last = Math.max(1, pass.arStepSizes.length - 1);
    stepOfTokens(pass).forEach((step, token) => {
      if (step < 0) return;
      const stays = index < at.pass || (index === at.pass && step < at.step);
      tokens.push({ pass, token, place: stays ? null : step / last });
    });
  });
  return tokens;
}

/** What stays outlined, what is made anew in the colours of the order. Nothing shows outside `bounds`. */
export function drawBranch(frame: Frame, plan: RunPlan, at: StepId, bounds: Rect): void {
  const { context, ratio } = frame;
  const area = onCanvas(frame, bounds);
  const stays = new Path2D();
  context.save();
  context.beginPath();
  context.rect(area.x, area.y, area.width, area.height);
  context.clip();
  for (const { pass, token, place } of branchTokens(plan, at)) {
    const cell = onCanvas(frame, tokenRect(pass, token));
    if (place === null) {
      stays.rect(cell.x, cell.y, cell.width, cell.height);
      continue;
    }
    context.globalAlpha = remadeOpacity;
    context.fillStyle = `rgb(${orderColour(place).join(' ')})`;
    context.fillRect(cell.x, cell.y, cell.width, cell.height);
    if (cell.width < linesFromPixels * ratio) continue;
    context.globalAlpha = 0.35;
    context.strokeStyle = 'black';
    context.lineWidth = ratio;
    context.strokeRect(cell.x + 0.5, cell.y + 0.5, cell.width, cell.height);
  }
  context.globalAlpha = 1;
  context.lineWidth = 1.5 * ratio;
  context.strokeStyle = themeColour('--kept');
  context.stroke(stays);
  context.restore();
}

/** The document pixels of a token. */
export function tokenRect({ crop, grid }: Pick<RunPass, 'crop' | 'grid'>, token: number): Rect {
  const width = crop.width / grid.columns;
  const height = crop.height / grid.rows;
  return {
    x: crop.x + tokenColumn(grid, token) * width,
    y: crop.y + tokenRow(grid, token) * height,
    width,
    height,
  };
}
