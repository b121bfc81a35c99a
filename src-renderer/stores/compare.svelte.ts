import type { Turn } from '#shared/runs/turns.ts';

export type CompareMode = 'swipe' | 'side';

const keyStep = 0.02;
const limited = (fraction: number): number => Math.min(1, Math.max(0, fraction));

/** Two turns against each other, or a turn against the photo before (null). */
export class CompareStore {
  mode = $state<CompareMode>('swipe');
  leftId = $state<string | null>(null);
  rightId = $state<string | null>(null);
  /** Where the divider of a swipe is: 0 = left edge of the canvas, 1 = right edge. */
  divider = $state(0.5);

  /** Compares the turn on the picture with the one before it, or with the photo where it is the only one. */
  begin(turns: readonly Turn[], shownId: string | null): void {
    const at = Math.max(
      0,
      turns.findIndex(({ id }) => id === shownId),
    );
    this.rightId = turns[at]?.id ?? null;
    this.leftId = turns.length > 1 ? (turns[at - 1] ?? turns[at + 1])!.id : null;
    this.divider = 0.5;
  }

  /** Puts a turn (null = the photo before) on one side; the one that was there changes sides where they would be the same. */
  put(side: 'left' | 'right', id: string | null): void {
    if (side === 'left') {
      if (id === this.rightId) this.rightId = this.leftId;
      this.leftId = id;
    } else {
      if (id === this.leftId) this.leftId = this.rightId;
      this.rightId = id;
    }
  }

  swap(): void {
    [this.leftId, this.rightId] = [this.rightId, this.leftId];
  }

  moveTo(fraction: number): void {
    this.divider = limited(fraction);
  }

  step(direction: 1 | -1, far: boolean): void {
    this.divider = limited(this.divider + direction * keyStep * (far ? 5 : 1));
  }

  /** Turns may be gone: the photo before takes their side. */
  settle(turns: readonly Turn[]): void {
    const there = (id: string | null): string | null => (turns.some((turn) => turn.id === id) ? id : null);
    this.leftId = there(this.leftId);
    this.rightId = there(this.rightId);
  }
}
