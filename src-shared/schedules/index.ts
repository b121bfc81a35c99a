import { MissingChoice } from '#shared/errors.ts';
import type { ScheduleName } from '#shared/runs/run-settings.ts';

/** Relative weights of `steps` AR steps, in order; positive or zero, not all zero. */
type ScheduleWeights = (steps: number) => readonly number[];

/** How many times heavier the first step is than the last. */
const firstToLast = 8;

/** Large steps first (layout at once), then geometrically smaller ones (detail with care). */
const decaying: ScheduleWeights = (steps) =>
  Array.from({ length: steps }, (_, step) => firstToLast ** (-step / Math.max(1, steps - 1)));

/** Small steps while little is known, large ones later: the share done after step s of S is 1 - cos(pi s / 2S). */
const cosine: ScheduleWeights = (steps) =>
  Array.from(
    { length: steps },
    (_, step) => Math.cos((Math.PI * step) / (2 * steps)) - Math.cos((Math.PI * (step + 1)) / (2 * steps)),
  );

/** Steps as equal as whole tokens allow. */
const uniform: ScheduleWeights = (steps) => new Array<number>(steps).fill(1);

const schedules: Readonly<Record<Exclude<ScheduleName, 'custom'>, ScheduleWeights>> = {
  uniform,
  cosine,
  decaying,
};

/** How many tokens are to be cut into AR steps, and how. */
export interface ScheduleInput {
  /** Tokens to generate. */
  readonly count: number;
  /** Wanted AR steps, >= 1; clamped to `count`. Not used by `custom`. */
  readonly arSteps: number;
  /** `custom`: the user's sizes, each >= 1. */
  readonly customSizes: readonly number[] | null;
}

/**
 * Tokens per AR step: every size >= 1, summing to `count` (no steps where count is 0).
 * @throws TesseraError request-invalid for `custom` without sizes
 */
export function computeStepSizes(
  name: ScheduleName,
  { count, arSteps, customSizes }: ScheduleInput,
): number[] {
  if (count === 0) return [];
  if (name !== 'custom') return shareTokens(count, schedules[name](Math.min(arSteps, count)));
  if (!customSizes || customSizes.length === 0) throw new MissingChoice('noStepSizes');
  return customStepSizes(count, customSizes);
}

/**
 * `count` tokens cut into weights.length steps: one for every step, the rest by weight. Sums to `count` exactly.
 * Needs count >= weights.length.
 */
function shareTokens(count: number, weights: readonly number[]): number[] {
  const rest = count - weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let cumulative = 0;
  let given = 0;
  return weights.map((weight, step) => {
    cumulative += weight;
    const due = step === weights.length - 1 ? rest : Math.floor((rest * cumulative) / total + 1e-9);
    const size = 1 + due - given;
    given = due;
    return size;
  });
}

/**
 * The user's own sizes, scaled to `count` tokens; sizes that already sum to it are kept as they are, and steps that
 * scale to nothing are dropped. Sums to `count`, every size >= 1.
 */
function customStepSizes(count: number, sizes: readonly number[]): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const scaled: number[] = [];
  let cumulative = 0;
  let given = 0;
  for (const size of sizes) {
    cumulative += size;
    const due = Math.round((count * cumulative) / total);
    if (due > given) scaled.push(due - given);
    given = due;
  }
  return scaled;
}
