import type { TokenGrid } from '#shared/geometry/token-grid.ts';
import { computeOrder } from '#shared/orders/index.ts';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import { computeStepSizes } from '#shared/schedules/index.ts';
import { diffusionStepsByEffort, effortOfGrey, stepsByEffort } from '#shared/schedules/painted-effort.ts';

/** One window's tokens, as an order and a painted effort see them. */
export interface WindowTokens {
  readonly grid: TokenGrid;
  /** Ascending indices of the tokens to make. */
  readonly targets: Int32Array;
  /** Per token of the grid: 1 = known. */
  readonly known: Uint8Array;
  /** Document pixels in fractional token coordinates of the window. */
  readonly toToken: (point: { x: number; y: number }) => { row: number; column: number };
  /** A drawn picture as one grey per token of the grid. */
  readonly greys: (picture: NonNullable<RunSettings['drawnOrder']>) => Float32Array;
}

/** Settings, and how many AR steps the dial means by them for the whole window. */
export interface SegmentSettings {
  readonly settings: RunSettings;
  readonly arSteps: number;
  readonly diffusionSteps: number;
  /** The most that the noise schedule can do. */
  readonly maxDiffusionSteps: number;
  /** AR steps of the window that hold with these settings, counted from its first; Infinity = to the end. */
  readonly until: number;
}

/** What is made when: aligned arrays, one entry per AR step. */
export interface ArSteps {
  /** Tokens in the sequence they are made. */
  readonly order: readonly number[];
  /** Tokens per AR step; they sum to order.length. */
  readonly sizes: readonly number[];
  readonly diffusionSteps: readonly number[];
}

/**
 * The AR steps of a window whose beginning was decided with other settings (a branch): each segment's plan goes as far
 * as the next one begins. A segment plans the whole window and leaves out what is committed: where its order begins with
 * just those tokens it continues, so a branch that changes nothing is the same run; otherwise the committed tokens count as
 * known and the rest gets an order of its own. Its schedule is cut at the same number of tokens.
 */
export function planArSteps(window: WindowTokens, segments: readonly SegmentSettings[]): ArSteps {
  const order: number[] = [];
  const sizes: number[] = [];
  const diffusionSteps: number[] = [];
  for (const segment of segments) {
    if (segment.until <= sizes.length) continue;
    const whole = continueOrder(window, segment.settings, order);
    let from = 0;
    for (const step of cutIntoSteps(window, segment, whole)) {
      // A step that is committed in part is left with the rest of it.
      const tokens = whole.slice(Math.max(from, order.length), from + step.size);
      from += step.size;
      if (tokens.length === 0) continue;
      if (sizes.length >= segment.until) break;
      order.push(...tokens);
      sizes.push(tokens.length);
      diffusionSteps.push(step.diffusionSteps);
    }
  }
  return { order, sizes, diffusionSteps };
}

/** All tokens of the window in the order of these settings, those committed before first. */
function continueOrder(window: WindowTokens, settings: RunSettings, committed: readonly number[]): number[] {
  const orderOf = (targets: Int32Array, known: Uint8Array): number[] =>
    Array.from(
      computeOrder(settings.order, {
        grid: window.grid,
        targets,
        known,
        seed: settings.seed,
        subject: settings.subject && window.toToken(settings.subject),
        drawn: settings.order === 'drawn' ? drawnOrder(window, settings.drawnOrder) : null,
      }),
    );
  const whole = orderOf(window.targets, window.known);
  const decided = new Set(committed);
  if (whole.slice(0, committed.length).every((token) => decided.has(token))) {
    return [...committed, ...whole.slice(committed.length)];
  }
  const known = window.known.slice();
  for (const token of committed) known[token] = 1;
  const rest = window.targets.filter((token) => !decided.has(token));
  return [...committed, ...orderOf(rest, known)];
}

/** Dark = early; without a drawing all tokens are equal. */
const drawnOrder = (window: WindowTokens, drawing: RunSettings['drawnOrder']): Float32Array =>
  drawing
    ? window.greys(drawing).map((grey) => grey / 255)
    : new Float32Array(window.grid.rows * window.grid.columns);

function cutIntoSteps(
  window: WindowTokens,
  { settings, arSteps, diffusionSteps, maxDiffusionSteps }: SegmentSettings,
  order: readonly number[],
): { size: number; diffusionSteps: number }[] {
  const sizes = computeStepSizes(settings.schedule, {
    count: order.length,
    arSteps,
    customSizes: settings.customStepSizes,
  });
  const efforts = effortsOf(window, settings, order);
  let from = 0;
  return stepsByEffort(sizes, efforts).map((size) => ({
    size,
    diffusionSteps: diffusionStepsByEffort(
      diffusionSteps,
      efforts.subarray(from, (from += size)),
      maxDiffusionSteps,
    ),
  }));
}

/** Painted effort of each token in its order; 1 where nothing was painted. */
function effortsOf(
  { greys }: WindowTokens,
  { paintedEffort }: RunSettings,
  order: readonly number[],
): Float32Array {
  if (!paintedEffort) return new Float32Array(order.length).fill(1);
  const byToken = greys(paintedEffort);
  return Float32Array.from(order, (token) => effortOfGrey(byToken[token]!));
}
