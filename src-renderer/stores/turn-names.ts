import type { StepId } from '#shared/runs/run-plan.ts';
import type { Turn } from '#shared/runs/turns.ts';
import { text } from '#shared/text/text.ts';

export const sameStep = (a: StepId, b: StepId): boolean => a.pass === b.pass && a.step === b.step;

/** Numbers turns in the sequence in which they came; a number is never given twice, so that deleting one renames none. */
export class TurnNumbers {
  private readonly numbers = new Map<string, number>();

  learn(turns: readonly Turn[]): void {
    for (const { id } of turns) if (!this.numbers.has(id)) this.numbers.set(id, this.numbers.size + 1);
  }

  of = (id: string): number => this.numbers.get(id) ?? this.numbers.size + 1;

  clear(): void {
    this.numbers.clear();
  }
}

/** Where a turn came from, in words. */
export function originOf(turn: Turn, all: readonly Turn[], numberOf: (id: string) => number): string {
  const { start } = turn;
  if (start === null) return text.turns.fromStart;
  if (start.kind === 'keep')
    return text.turns.fromKept([...new Set(start.kept.map(({ turnId }) => numberOf(turnId)))]);
  const parent = all.find(({ id }) => id === start.turnId);
  if (parent === undefined) return text.turns.fromGone;
  const index = parent.steps.findIndex(({ at }) => sameStep(at, start.at));
  return text.turns.fromStep(numberOf(parent.id), index + 1);
}
