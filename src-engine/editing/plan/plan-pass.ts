import type { LevelWindow } from '#shared/geometry/level-windows.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { cellAt, type CellField, type CellRect, pixelsOfCells } from '#shared/geometry/token-lattice.ts';
import type { RunPass } from '#shared/runs/run-plan.ts';
import type { DrawnPicture, RunSettings } from '#shared/runs/run-settings.ts';
import type { EditSegment } from '#shared/runs/segments.ts';
import type { PackManifest } from '#engine/packs/manifest.ts';
import { createNoiseSchedule } from '#engine/sampler/noise-schedule/index.ts';
import { countTokenEvaluations } from '#engine/sampler/token-evaluations.ts';
import { type ArSteps, planArSteps, type WindowTokens } from './ar-steps.ts';
import { refineStartTime, numbersOf } from './effort.ts';

/** AR steps of a pass that are made with the same settings. */
export interface PassSegment {
  /** The pass's AR steps before this one, where no earlier segment has them. */
  readonly until: number;
  /** Label, both guidances and seed are read. */
  readonly settings: RunSettings;
  /** True where an ancestor decided them: all variants have the same. */
  readonly inherited: boolean;
}

/** Network calls and the tokens in them. */
export interface CallCost {
  readonly calls: number;
  readonly evaluations: number;
}

/** One window with everything a run needs that the plan already knows. */
export interface PlannedPass extends RunPass {
  /** Its place in the flat list of passes, which names it in steps and states. */
  readonly index: number;
  /** Its place on the level's lattice. */
  readonly window: CellRect;
  /** log2 of document pixels per window pixel; with the token's row and column it keys the noise. */
  readonly latticeLevel: number;
  /** Tokens given to the network as clean, ascending indices. */
  readonly known: readonly number[];
  /** Those of them that the run itself made, in earlier windows; the others are the photo's. */
  readonly made: readonly number[];
  /** In the order they run; the last one ends with the pass. */
  readonly segments: readonly PassSegment[];
  /** AR steps at its beginning whose state is at hand: `cost` leaves them out. */
  readonly stepsAtHand: number;
  /** True where all variants share the known tokens and the inherited steps, so that they share their encoding. */
  readonly prefixIsShared: boolean;
  /** What variants pay together, and what each pays. */
  readonly cost: { readonly together: CallCost; readonly each: CallCost };
}

/** What a window is planned from. */
export interface PassInput {
  readonly index: number;
  readonly manifest: PackManifest;
  readonly settings: RunSettings;
  readonly earlier: readonly EditSegment[];
  /** False where the steps of `earlier` are computed, true where their state is at hand. */
  readonly earlierIsDecided: boolean;
  /** The document after the edit. */
  readonly bounds: Rect;
  /** Document pixels that drawn pictures are stretched over. */
  readonly maskBounds: Rect;
  readonly window: LevelWindow;
  readonly span: number;
  /** Tokens of this level that hold masked pixels and were not made yet. */
  readonly missing: CellField;
  /** All tokens of this level that hold masked pixels. */
  readonly masked: CellField;
  readonly level: number;
  readonly coarsest: number;
  /** True where every known token is the photo's, or was inherited. */
  readonly knownIsShared: boolean;
}

export function planPass(input: PassInput): PlannedPass {
  const { index, level, coarsest, span } = input;
  const { window, targets } = input.window;
  const grid = { rows: window.rows, columns: window.columns };
  const known = knownTokens(input);
  const knownIndices = Array.from(known.keys()).filter((token) => known[token] === 1);
  const startTime = level === coarsest ? 0 : refineStartTime;
  const tokens: WindowTokens = {
    grid,
    targets: Int32Array.from(
      targets,
      ({ row, column }) => (row - window.row) * grid.columns + column - window.column,
    ).sort(),
    known,
    toToken: ({ x, y }) => ({ row: y / span - window.row, column: x / span - window.column }),
    greys: (picture) => greysOverGrid(picture, window, span, input.maskBounds),
  };
  const limits = segmentLimits(input);
  const steps = planArSteps(
    tokens,
    limits.map(({ settings, until }) => ({ settings, until, ...stepNumbers(input, settings, startTime) })),
  );
  const segments = limits
    .map((limit) => ({ ...limit, until: Math.min(limit.until, steps.sizes.length) }))
    .filter(({ until }, at, all) => until > (all[at - 1]?.until ?? 0));
  const inheritedSteps = segments.filter(({ inherited }) => inherited).at(-1)?.until ?? 0;
  const pass = {
    level: coarsest - level,
    crop: pixelsOfCells(window, span),
    scale: 1 / 2 ** level,
    grid,
    order: steps.order,
    arStepSizes: steps.sizes,
    diffusionSteps: steps.diffusionSteps,
    startTime,
    index,
    window,
    latticeLevel: level,
    known: knownIndices,
    made: knownIndices.filter((token) => cellAt(input.masked, ...cellOf(token, window)) !== 0),
    segments,
    stepsAtHand: input.earlierIsDecided ? inheritedSteps : 0,
    prefixIsShared: input.knownIsShared,
  };
  return { ...pass, cost: costOf(input, pass, steps) };
}

/** The segments that reach into this pass, in its own AR steps. */
function segmentLimits({ index, settings, earlier }: PassInput): PassSegment[] {
  const inherited = earlier
    .filter(({ until }) => until.pass >= index)
    .map((segment) => ({
      settings: segment.settings,
      until: segment.until.pass > index ? Infinity : segment.until.step,
      inherited: true,
    }));
  return [...inherited, { settings, until: Infinity, inherited: false }];
}

/** How many AR and diffusion steps settings mean for the whole of a window. */
function stepNumbers(
  { manifest, level, coarsest }: PassInput,
  settings: RunSettings,
  startTime: number,
): { arSteps: number; diffusionSteps: number; maxDiffusionSteps: number } {
  const schedule = createNoiseSchedule(manifest.noiseSchedule);
  const numbers = numbersOf(settings, manifest);
  return {
    arSteps: level === coarsest ? numbers.arSteps : numbers.finerArSteps,
    diffusionSteps: schedule.stepsFrom(startTime, numbers.diffusionSteps),
    maxDiffusionSteps: schedule.maxSteps,
  };
}

type StepPlan = Pick<PlannedPass, 'known' | 'made' | 'startTime' | 'segments' | 'prefixIsShared'>;

/** Segments run one after another; each begins with a clean pass over what is there by then. */
function costOf(
  { manifest, earlierIsDecided }: PassInput,
  pass: StepPlan,
  { sizes, diffusionSteps }: ArSteps,
): PlannedPass['cost'] {
  const { known, made, startTime, segments, prefixIsShared } = pass;
  const schedule = createNoiseSchedule(manifest.noiseSchedule);
  const arSteps = sizes.map((tokens, step) => ({ tokens, diffusionSteps: diffusionSteps[step]! }));
  const together = { calls: 0, evaluations: 0 };
  const each = { calls: 0, evaluations: 0 };
  let begin = 0;
  for (const { until, settings, inherited } of segments) {
    if (!(inherited && earlierIsDecided)) {
      const cost = countTokenEvaluations(schedule, {
        knownTokens: known.length,
        arSteps: arSteps.slice(0, until),
        startTime,
        guided: settings.guidance > 1,
        contextGuidance: isGuidedByContext(pass, settings)
          ? { interval: settings.contextGuidanceInterval, keptTokens: made.length }
          : null,
        decided: { arSteps: begin, diffusionSteps: 0 },
      });
      const prefixPayer = inherited || prefixIsShared ? together : each;
      prefixPayer.calls += cost.prefixCalls;
      prefixPayer.evaluations += cost.prefix;
      const payer = inherited ? together : each;
      payer.calls += cost.ownCalls;
      payer.evaluations += cost.own;
    }
    begin = until;
  }
  return { together, each };
}

/** A window that holds nothing of the photo has no context to be guided by. */
export const isGuidedByContext = (
  { known, made }: Pick<PlannedPass, 'known' | 'made'>,
  { contextGuidance }: Pick<RunSettings, 'contextGuidance'>,
): boolean => contextGuidance > 1 && made.length < known.length;

/** Row and column on the level's lattice of a token of a window. */
const cellOf = (token: number, window: CellRect): [row: number, column: number] => [
  window.row + Math.floor(token / window.columns),
  window.column + (token % window.columns),
];

/** Per token of the window: 1 where it is the photo, or already made. */
function knownTokens({ window: { window }, missing, span, bounds }: PassInput): Uint8Array {
  const known = new Uint8Array(window.rows * window.columns);
  for (let row = 0; row < window.rows; row++)
    for (let column = 0; column < window.columns; column++) {
      const cell = { row: window.row + row, column: window.column + column };
      if (cellAt(missing, cell.row, cell.column) === 0 && mostlyInside(cell, span, bounds))
        known[row * window.columns + column] = 1;
    }
  return known;
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

/** A drawn picture, stretched over `over`, as one grey per token. */
function greysOverGrid(picture: DrawnPicture, window: CellRect, span: number, over: Rect): Float32Array {
  const greys = new Float32Array(window.rows * window.columns);
  for (let row = 0; row < window.rows; row++)
    for (let column = 0; column < window.columns; column++) {
      const x = ((window.column + column + 0.5) * span - over.x) / over.width;
      const y = ((window.row + row + 0.5) * span - over.y) / over.height;
      const px = Math.min(picture.width - 1, Math.max(0, Math.floor(x * picture.width)));
      const py = Math.min(picture.height - 1, Math.max(0, Math.floor(y * picture.height)));
      greys[row * window.columns + column] = picture.grey[py * picture.width + px]!;
    }
  return greys;
}
