import { type Rect, rectArea, rectContains, rectGrow } from '#shared/geometry/rect.ts';
import { maskParts } from '#shared/geometry/mask-parts.ts';
import { levelWindows } from '#shared/geometry/level-windows.ts';
import {
  cellAt,
  type CellField,
  cellsCovering,
  coarsenCells,
  pixelsOfCells,
} from '#shared/geometry/token-lattice.ts';
import type { RunPlan } from '#shared/runs/run-plan.ts';
import type { RunSettings, RunNumbers } from '#shared/runs/run-settings.ts';
import type { EditSegment } from '#shared/runs/segments.ts';
import type { PackManifest } from '#engine/packs/manifest.ts';
import { finestLevel, leastKnownShare, textureNeighbourhood, numbersOf } from './effort.ts';
import { pictureBytes } from './picture-bytes.ts';
import { isGuidedByContext, type PlannedPass, planPass } from './plan-pass.ts';
import { detailEdge, type RunSpeed, runSeconds, type RunWork } from './run-speed.ts';
import type { ThinParts } from './thin-parts.ts';
import type { TouchedCells } from './touched-cells.ts';

/** A part of the mask with its windows, coarse to fine. */
export interface PlannedPart {
  /** Cells of level 0 that belong to the part. */
  readonly cells: CellField;
  readonly passes: readonly PlannedPass[];
  /** Document pixels per window pixel of its finest level. */
  readonly finestFactor: number;
  /** Document pixels of its cells: about what the detail stage has to fill. */
  readonly pixels: number;
  /** Whether texture is copied from the photo over the network's layout, or with no window over none. */
  readonly exemplars: boolean;
  /** All thin pieces of the mask together: filled from what surrounds them, before everything else, in no window. */
  readonly thin: boolean;
  /** An ancestor made it to its end and its pixels are at hand: nothing of it is computed. */
  readonly takenOver: boolean;
}

export interface EditPlan {
  readonly run: RunPlan;
  readonly parts: readonly PlannedPart[];
  /** All variants together. */
  readonly work: RunWork;
  /** Memory for its pixels, beside the network's. */
  readonly pictureBytes: number;
}

/** What is read around a part costs as much as blending so many pixels: small parts are dearer for their size. */
const readAround = 30_000;

/** What a part costs to read, blend and composite, in pixels; a thin one reads as it predicts. */
export const blendedPixels = ({ pixels, thin }: Pick<PlannedPart, 'pixels' | 'thin'>): number =>
  thin ? 0 : pixels + readAround;

/** The flat list of passes, in the order they run. */
export const passesOf = (parts: readonly PlannedPart[]): PlannedPass[] =>
  parts.flatMap(({ passes }) => passes);

/** What a plan is made from. */
export interface PlanInput {
  /** The document after the edit. */
  readonly bounds: Rect;
  readonly touched: TouchedCells;
  /** Pieces of it that need no network; null = there are none, or the network is wanted. */
  readonly thin: ThinParts | null;
  /** Bounds of the mask as the user drew it, kept parts included: drawn pictures are stretched over them. */
  readonly maskBounds: Rect;
  readonly settings: RunSettings;
  readonly earlier: readonly EditSegment[];
  /** True where the state of `earlier` is at hand and only what follows is computed. */
  readonly earlierIsDecided: boolean;
  /** Whether the pixels of parts that `earlier` finished are at hand, by whether texture was copied into them. */
  readonly finishedIsAtHand: (exemplars: boolean) => boolean;
  readonly manifest: PackManifest;
}

/**
 * Cuts an edit into passes: pure, so that the app can show it before the run and the run does exactly what was shown.
 * The windows are those of the first turn, whatever a branch changes: its states stay valid.
 */
export function planEdit(input: PlanInput): EditPlan {
  const { bounds, touched, manifest } = input;
  const shape = { window: manifest.window, anyWindow: manifest.anyWindow };
  const settings = input.earlier[0]?.settings ?? input.settings;
  const numbers = numbersOf(settings, manifest);
  const thin = input.thin && thinPart(input.thin);
  // Masked, and made by no part so far.
  let open = thin ? withoutCells(touched.field, thin.cells) : touched.field;
  const parts = open.cells.includes(1) ? maskParts(open, bounds, shape) : [];
  let index = 0;
  // Until the first pass that variants make each for themselves.
  let knownIsShared = true;
  const inWindows = parts.map((part): PlannedPart => {
    const coarsest = part.coarsestLevel;
    const pixels = countCells(part.cells) * part.cells.span ** 2;
    if (settings.layout === 'photo') return { ...noWindows, cells: part.cells, pixels, exemplars: true };
    const exemplars = copiesTexture(settings, numbers, part.cells, bounds, pixels);
    const finest = finestLevel(settings, numbers, coarsest, exemplars, (level) =>
      countCells(atLevel(part.cells, level)),
    );
    const passes: PlannedPass[] = [];
    for (let level = coarsest; level >= finest; level--) {
      const targets = atLevel(part.cells, level);
      const document = cellsCovering(bounds, targets.span);
      const windows = levelWindows(targets, document, shape);
      const missing = mutableCopy(atLevel(open, level));
      const masked = atLevel(touched.field, level);
      for (const window of windows) {
        const { span } = targets;
        const pass = planPass({
          ...input,
          ...{ index, window, span, missing, masked, level, coarsest, knownIsShared },
        });
        passes.push(pass);
        knownIsShared &&= pass.segments.every(({ inherited }) => inherited);
        index++;
        for (const target of window.targets)
          missing.cells[(target.row - missing.row) * missing.columns + target.column - missing.column] = 0;
      }
    }
    open = withoutCells(open, part.cells);
    const isDecided = passes.at(-1)?.segments.at(-1)?.inherited === true;
    const takenOver = isDecided && input.finishedIsAtHand(exemplars);
    const finestFactor = 2 ** finest;
    return { cells: part.cells, passes, finestFactor, pixels, exemplars, thin: false, takenOver };
  });
  const planned = thin ? [thin, ...inWindows] : inWindows;
  const work = countWork(input, planned);
  return {
    run: summarise(input, settings, planned, work),
    parts: planned,
    work,
    pictureBytes: pictureBytes(planned, bounds),
  };
}

/** The plan with what it will take. @param speed measured on this machine with this pack; null = not yet */
export const withEstimate = (plan: EditPlan, speed: RunSpeed | null): EditPlan =>
  speed ? { ...plan, run: { ...plan.run, estimatedSeconds: runSeconds(plan.work, speed) } } : plan;

/** A part that the photo alone fills. */
const noWindows = { passes: [], finestFactor: 1, thin: false, takenOver: false } as const;

const thinPart = ({ cells, pixels }: ThinParts): PlannedPart => ({
  ...noWindows,
  cells,
  pixels,
  exemplars: false,
  thin: true,
});

/** Auto copies texture where the hole isn't huge and its neighbourhood holds enough of the photo: see `leastKnownShare`. */
function copiesTexture(
  settings: RunSettings,
  { largestAutoHole }: RunNumbers,
  cells: CellField,
  bounds: Rect,
  pixels: number,
): boolean {
  if (settings.detail === 'off' || settings.detail === 'model') return false;
  const block = pixelsOfCells(cells, cells.span);
  const around = rectArea(textureNeighbourhood(block, bounds)) - pixels;
  if (settings.detail !== 'auto') return around > 0;
  const surrounds = rectContains(block, bounds);
  const enclosed = surrounds || rectContains(bounds, rectGrow(block, 1));
  return around >= pixels * leastKnownShare(enclosed, pixels) && pixels <= largestAutoHole;
}

function detailStageOf(settings: RunSettings, parts: readonly PlannedPart[]): string {
  if (parts.every((part) => part.thin)) return 'photo';
  if (!parts.some((part) => part.exemplars)) return settings.detail === 'off' ? 'off' : 'model';
  return parts.some((part) => part.passes.some((pass) => pass.level > 0)) ? 'both' : 'photo';
}

const thinPixelsOf = (parts: readonly PlannedPart[]): number =>
  parts.reduce((sum, part) => sum + (part.thin ? part.pixels : 0), 0);

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

/** What all variants cost. */
function countWork({ settings: { variants }, manifest }: PlanInput, all: readonly PlannedPart[]): RunWork {
  const parts = all.filter((part) => !part.takenOver);
  const passes = passesOf(parts);
  let [calls, evaluations, codedTokens] = [0, 0, 0];
  for (const { cost, grid } of passes) {
    calls += cost.together.calls + cost.each.calls * variants;
    evaluations += cost.together.evaluations + cost.each.evaluations * variants;
    // Once to latents and once back, for each variant.
    if (manifest.autoencoder) codedTokens += 2 * grid.rows * grid.columns * variants;
  }
  const copied = parts.filter((part) => part.exemplars);
  return {
    calls,
    evaluations,
    codedTokens,
    pixels: parts.reduce((sum, part) => sum + blendedPixels(part), 0) * variants,
    thinPixels: thinPixelsOf(parts) * variants,
    detailParts: copied.length * variants,
    detailEdges: copied.reduce((sum, part) => sum + detailEdge(part.pixels), 0) * variants,
  };
}

const maxDiffusionSteps = ({ diffusionSteps }: PlannedPass): number =>
  diffusionSteps.reduce((most, steps) => Math.max(most, steps), 0);

function summarise(
  input: PlanInput,
  geometry: RunSettings,
  parts: readonly PlannedPart[],
  work: RunWork,
): RunPlan {
  const { settings, manifest } = input;
  const passes = passesOf(parts);
  const inWindows = parts.filter((part) => !part.thin);
  const factors = (inWindows.length > 0 ? inWindows : parts).map((part) => part.finestFactor);
  return {
    passes,
    maskBounds: input.maskBounds,
    finestScale: 1 / Math.max(...factors),
    tokenSpan: manifest.tokenPixels * Math.min(...factors),
    arSteps: passes.reduce((sum, { arStepSizes }) => sum + arStepSizes.length, 0),
    diffusionSteps: Math.max(0, ...passes.map(maxDiffusionSteps)),
    contextGuidance: passes.some((pass) => isGuidedByContext(pass, settings)) ? settings.contextGuidance : 1,
    numbers: numbersOf(settings, manifest),
    tokens: passes.reduce((sum, pass) => sum + pass.order.length, 0),
    thinPixels: thinPixelsOf(parts),
    tokenEvaluations: work.evaluations,
    estimatedSeconds: null,
    detailStage: detailStageOf(geometry, parts),
  };
}
