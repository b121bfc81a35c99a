import { compareSteps } from '#shared/runs/segments.ts';
import type { Turn, TurnStart, TurnStep } from '#shared/runs/turns.ts';

/** The steps a run under way took over from the turn it started from. */
export function inheritedSteps(turns: readonly Turn[], start: TurnStart | null): readonly TurnStep[] {
  if (start?.kind !== 'step') return [];
  const parent = turns.find(({ id }) => id === start.turnId);
  return parent?.steps.filter(({ at }) => compareSteps(at, start.at) < 0) ?? [];
}
