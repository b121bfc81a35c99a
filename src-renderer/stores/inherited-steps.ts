import { compareSteps } from '../../src-shared/runs/segments';
import type { Turn, TurnStart, TurnStep } from '../../src-shared/runs/turns';

/** The steps a run under way took over from the turn it started from. */
export function inheritedSteps(turns: readonly Turn[], start: TurnStart | null): readonly TurnStep[] {
  if (start?.kind !== 'step') return [];
  const parent = turns.find(({ id }) => id === start.turnId);
  return parent?.steps.filter(({ at }) => compareSteps(at, start.at) < 0) ?? [];
}
