import { type Rect, rectArea, rectGrow, rectIntersection } from '../../src-shared/geometry/rect';
import { coarsestLevelFor, maskParts } from '../../src-shared/geometry/mask-parts';
import { levelWindows, type LevelWindow } from '../../src-shared/geometry/level-windows';
import {
  cellAt,
  type CellField,
  type CellRect,
  cellsCovering,
  coarsenCells,
  pixelsOfCells,
} from '../../src-shared/geometry/token-lattice';
import { computeOrder } from '../../src-shared/orders';
import type { RunPass, RunPlan } from '../../src-shared/runs/run-plan';
import type { RunSettings } from '../../src-shared/runs/run-settings';
import { computeStepSizes } from '../../src-shared/schedules';
import type { PackManifest } from '../packs/manifest';
import { createNoiseSchedule } from '../sampler/noise-schedule';
import { countTokenEvaluations, type TokenEvaluations } from '../sampler/token-evaluations';
import { effortNumbers, finestLevel, largestAutoHole, refineStartTime, textureReach } from './effort';
import { type RunSpeed, runSeconds, type RunWork } from './run-speed';
import type { TouchedCells } from './touched-cells';

/** One window with everything a run needs that the plan already knows. */
export interface PlannedPass extends RunPass {
  /** Its place on the level's lattice. */
  readonly window: CellRect;
  /** log2 of document pixels per window pixel; with the token's row and column it keys the noise. */
  readonly latticeLevel: number;
  /** Tokens given to the network as clean, ascending indices. */
  readonly known: readonly number[];
  /** True where none of them was made by this run, so that variants may share their encoding. */
  readonly knownIsPhoto: boolean;
  /** What it costs: `prefix` once where variants share it, `own` for each. */
  readonly cost: TokenEvaluations;
}

/** A part of the mask with its windows, coarse to fine. */
export interface PlannedPart {
  /** Cells of level 0 that belong to the part. */
  readonly cells: CellField;
  readonly passes: readonly PlannedPass[];
  /** Document pixels per window pixel of its finest level. */
  readonly finestFactor: number;
  /** Document pixels of its cells: about what the detail stage has to fill. */
  readonly pixels: number;
  /** Whether texture is copied from the photo over the network's layout. */
  readonly exemplars: boolean;
}

export interface EditPlan {
  readonly run: RunPlan;
  readonly parts: readonly PlannedPart[];
  /** All variants together. */
  readonly work: RunWork;
}

/** What a plan is made from. */
export interface PlanInput {
  /** The document after the edit. */
  readonly bounds: Rect;
  readonly touched: TouchedCells;
  readonly settings: RunSettings;
  readonly manifest: PackManifest;
  /** Measured on this machine with this pack; null = not yet. */
  readonly speed: RunSpeed | null;
}

/** Cuts an edit into passes: pure, so that the app can show it before the run and the run does exactly what was shown. */
export function planEdit(input: PlanInput): EditPlan {
  const { bounds, touched, settings, manifest } = input;
  const shape = { window: manifest.window, anyWindow: manifest.anyWindow };
  const numbers = effortNumbers(settings, manifest);
  const parts = maskParts(touched.field, bounds, shape);
  // Masked, and made by no part so far.
  let open = touched.field;
  const planned = parts.map((part, index): PlannedPart => {
    const coarsest = coarsestLevelFor(part.cells, part.cells.span, bounds, shape);
    const pixels = countCells(part.cells) * part.cells.span ** 2;
    const exemplars = copiesTexture(settings, part.cells, bounds, pixels);
    const finest = finestLevel(settings, coarsest, exemplars, (level) =>
      countCells(atLevel(part.cells, level)),
    );
    const passes: PlannedPass[] = [];
    for (let level = coarsest; level >= finest; level--) {
      const targets = atLevel(part.cells, level);
      const document = cellsCovering(bounds, targets.span);
      const windows = levelWindows(targets, document, shape);
      const missing = mutableCopy(atLevel(open, level));
      for (const window of windows) {
        passes.push(
          planPass({
            input,
            numbers,
            window,
            document,
            missing,
            targets,
            level,
            coarsest,
            photoOnly: index === 0 && window === windows[0],
          }),
        );
        for (const target of window.targets)
          missing.cells[(target.row - missing.row) * missing.columns + target.column - missing.column] = 0;
      }
    }
    open = withoutCells(open, part.cells);
    return { cells: part.cells, passes, finestFactor: 2 ** finest, pixels, exemplars };
  });
  const work = countWork(input, planned);
  return { run: summarise(input, planned, numbers, work), parts: planned, work };
}

/** Auto copies texture where the hole isn't huge and its neighbourhood holds at least half as much of the photo. */
function copiesTexture(settings: RunSettings, cells: CellField, bounds: Rect, pixels: number): boolean {
  if (settings.detail === 'off' || settings.detail === 'model') return false;
  const block = pixelsOfCells(cells, cells.span);
  const reach = textureReach(block.width, block.height);
  const around = rectArea(rectIntersection(rectGrow(block, reach), bounds)) - pixels;
  if (settings.detail !== 'auto') return around > 0;
  return around >= pixels / 2 && pixels <= largestAutoHole[settings.effort];
}

function detailStageOf(settings: RunSettings, parts: readonly PlannedPart[]): string {
  if (!parts.some((part) => part.exemplars)) return settings.detail === 'off' ? 'off' : 'model';
  return parts.some((part) => part.passes.some((pass) => pass.level > 0)) ? 'both' : 'photo';
}

interface PassInput {
  readonly input: PlanInput;
  readonly numbers: { arSteps: number; diffusionSteps: number };
  readonly window: LevelWindow;
  readonly document: CellRect;
  /** Tokens of this level that hold masked pixels and were not made yet. */
  readonly missing: CellField;
  readonly targets: CellField;
  readonly level: number;
  readonly coarsest: number;
  readonly photoOnly: boolean;
}

function planPass({
  input,
  numbers,
  window: { window, targets },
  missing,
  level,
  coarsest,
  photoOnly,
  ...rest
}: PassInput): PlannedPass {
  const { settings, manifest, bounds, touched } = input;
  const span = rest.targets.span;
  const grid = { rows: window.rows, columns: window.columns };
  const known = new Uint8Array(grid.rows * grid.columns);
  for (let row = 0; row < grid.rows; row++)
    for (let column = 0; column < grid.columns; column++) {
      const cell = { row: window.row + row, column: window.column + column };
      if (cellAt(missing, cell.row, cell.column) === 0 && mostlyInside(cell, span, bounds))
        known[row * grid.columns + column] = 1;
    }
  const targetIndices = Int32Array.from(
    targets,
    ({ row, column }) => (row - window.row) * grid.columns + column - window.column,
  ).sort();
  const order = computeOrder(settings.order, {
    grid,
    targets: targetIndices,
    known,
    seed: settings.seed,
    subject: settings.subject && {
      row: settings.subject.y / span - window.row,
      column: settings.subject.x / span - window.column,
    },
    drawn: settings.order === 'drawn' ? drawnOverGrid(settings, window, span, touched.maskBounds) : null,
  });
  const startTime = level === coarsest ? 0 : refineStartTime;
  // Rectified flow spreads its steps over what is left of the way; DDPM keeps that share of them itself.
  const share = manifest.noiseSchedule.kind === 'rectified-flow' ? 1 - startTime : 1;
  // Finer levels only add detail to a structure that is there: half the AR steps do, unless the user asked for a number.
  const arSteps =
    level === coarsest || settings.arSteps !== null ? numbers.arSteps : Math.ceil(numbers.arSteps / 2);
  const arStepSizes = computeStepSizes(settings.schedule, {
    count: order.length,
    arSteps,
    customSizes: settings.customStepSizes,
  });
  const diffusionSteps = Math.max(1, Math.round(numbers.diffusionSteps * share));
  const knownTokens = Array.from(known.keys()).filter((token) => known[token] === 1);
  return {
    level: coarsest - level,
    crop: pixelsOfCells(window, span),
    scale: 1 / 2 ** level,
    grid,
    order: Array.from(order),
    arStepSizes,
    diffusionSteps,
    startTime,
    window,
    latticeLevel: level,
    known: knownTokens,
    knownIsPhoto: photoOnly && level === coarsest,
    cost: countTokenEvaluations(createNoiseSchedule(manifest.noiseSchedule), {
      knownTokens: knownTokens.length,
      arSteps: arStepSizes.map((tokens) => ({ tokens, diffusionSteps })),
      startTime,
      guided: settings.guidance > 1,
    }),
  };
}

/** True where at least half of the cell lies in the document on both axes; smaller documents count with all they have. */
function mostlyInside(cell: { row: number; column: number }, span: number, bounds: Rect): boolean {
  const inside = (start: number, from: number, length: number): boolean => {
    const common = Math.min(start + span, from + length) - Math.max(start, from);
    return common >= Math.min(span / 2, length);
  };
  return (
    inside(cell.column * span, bounds.x, bounds.width) && inside(cell.row * span, bounds.y, bounds.height)
  );
}

/** The user's drawing, stretched over the mask's bounds, as one value per token: 0 = first, 1 = last. */
function drawnOverGrid(settings: RunSettings, window: CellRect, span: number, mask: Rect): Float32Array {
  const drawing = settings.drawnOrder;
  const values = new Float32Array(window.rows * window.columns);
  if (!drawing) return values;
  for (let row = 0; row < window.rows; row++)
    for (let column = 0; column < window.columns; column++) {
      const x = ((window.column + column + 0.5) * span - mask.x) / mask.width;
      const y = ((window.row + row + 0.5) * span - mask.y) / mask.height;
      const px = Math.min(drawing.width - 1, Math.max(0, Math.floor(x * drawing.width)));
      const py = Math.min(drawing.height - 1, Math.max(0, Math.floor(y * drawing.height)));
      values[row * window.columns + column] = drawing.grey[py * drawing.width + px]! / 255;
    }
  return values;
}

function atLevel(field: CellField, level: number): CellField {
  let result = field;
  for (let i = 0; i < level; i++) result = coarsenCells(result);
  return result;
}

const countCells = ({ cells }: CellField): number => cells.reduce((sum, cell) => sum + cell, 0);

const mutableCopy = (field: CellField): CellField => ({ ...field, cells: field.cells.slice() });

/** The field without the cells that another one has. */
function withoutCells(field: CellField, other: CellField): CellField {
  const cells = field.cells.slice();
  for (let i = 0; i < cells.length; i++)
    if (cellAt(other, field.row + Math.floor(i / field.columns), field.column + (i % field.columns)) !== 0)
      cells[i] = 0;
  return { ...field, cells };
}

/** What all variants cost together. */
function countWork({ settings: { variants }, manifest }: PlanInput, parts: readonly PlannedPart[]): RunWork {
  const passes = parts.flatMap((part) => part.passes);
  let [calls, evaluations, codedTokens] = [0, 0, 0];
  for (const { cost, knownIsPhoto, grid } of passes) {
    const prefixes = knownIsPhoto ? 1 : variants;
    calls += cost.ownCalls * variants + cost.prefixCalls * prefixes;
    evaluations += cost.own * variants + cost.prefix * prefixes;
    // Once to latents and once back, for each variant.
    if (manifest.autoencoder) codedTokens += 2 * grid.rows * grid.columns * variants;
  }
  const copied = parts.filter((part) => part.exemplars);
  return {
    calls,
    evaluations,
    codedTokens,
    detailParts: copied.length * variants,
    detailPixels: copied.reduce((sum, part) => sum + part.pixels, 0) * variants,
  };
}

function summarise(
  input: PlanInput,
  parts: readonly PlannedPart[],
  numbers: { arSteps: number; diffusionSteps: number },
  work: RunWork,
): RunPlan {
  const { settings, speed } = input;
  const passes = parts.flatMap((part) => part.passes);
  return {
    passes,
    maskBounds: input.touched.maskBounds,
    finestScale: 1 / Math.max(...parts.map((part) => part.finestFactor)),
    arSteps: numbers.arSteps,
    diffusionSteps: numbers.diffusionSteps,
    tokens: passes.reduce((sum, pass) => sum + pass.order.length, 0),
    tokenEvaluations: work.evaluations,
    estimatedSeconds: speed && runSeconds(work, speed),
    detailStage: detailStageOf(settings, parts),
  };
}
