import { TesseraError } from '#shared/errors.ts';
import type { ScheduleName } from '#shared/runs/run-settings.ts';
import { cosine } from './cosine.ts';
import { customStepSizes } from './custom.ts';
import { decaying } from './decaying.ts';
import type { ScheduleWeights } from './schedule.ts';
import { shareTokens } from './share-tokens.ts';
import { uniform } from './uniform.ts';

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
  if (!customSizes || customSizes.length === 0) {
    throw new TesseraError(
      'request-invalid',
      'The schedule "custom" needs at least one AR step size. Nothing was changed. Give the sizes, or choose another schedule.',
    );
  }
  return customStepSizes(count, customSizes);
}
