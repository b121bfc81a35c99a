import type { StepId } from '#shared/runs/run-plan.ts';
import { compareSteps } from '#shared/runs/segments.ts';
import type { TurnStep } from '#shared/runs/turns.ts';

/**
 * The pictures that together are the moment after an AR step: the step's own, over the last one of every window before it
 * (protocol.ts). A step without a picture is shown by the last one before it in its window.
 * @param steps in the order they were made @param upTo the last step that counts; null = all
 */
export function momentPictures(steps: readonly TurnStep[], upTo: StepId | null): readonly TurnStep[] {
  const last = new Map<number, TurnStep>();
  for (const step of steps) {
    if (upTo !== null && compareSteps(step.at, upTo) > 0) break;
    if (step.url !== null) last.set(step.at.pass, step);
  }
  return [...last.values()];
}

/** The step before this one; null where it is the first. */
export function stepBefore(steps: readonly TurnStep[], at: StepId): TurnStep | null {
  const index = steps.findIndex((step) => compareSteps(step.at, at) === 0);
  return index > 0 ? steps[index - 1]! : null;
}
