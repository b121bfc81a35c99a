import { compareSteps } from '#shared/runs/segments.ts';
import type { OverlaidPicture, TurnStart, TurnStep } from '#shared/runs/turns.ts';

/** What the active run has made so far of the variant it is at. */
export class MadeSteps {
  variant = $state(0);
  /** AR steps in their sequence, without those taken over from another turn. */
  steps = $state.raw<readonly TurnStep[]>([]);
  /** The detail stage at work: the newest picture of every part. */
  previews = $state.raw<readonly OverlaidPicture[]>([]);

  /** Another variant begins; nothing changes where it is the present one. */
  turnTo(variant: number): void {
    if (variant === this.variant) return;
    this.variant = variant;
    this.steps = [];
    this.previews = [];
  }

  /** After a resume the steps since the saved moment come again. */
  addStep(variant: number, step: TurnStep): void {
    this.turnTo(variant);
    this.steps = [...this.steps.filter(({ at }) => compareSteps(at, step.at) < 0), step];
  }

  addPreview(variant: number, picture: OverlaidPicture): void {
    this.turnTo(variant);
    const { x, y } = picture.rect;
    // Parts differ in where they begin; a finer level may end a pixel later than a coarser one.
    this.previews = [...this.previews.filter(({ rect }) => rect.x !== x || rect.y !== y), picture];
  }

  /** All steps that main knows of a run; those it took over from another turn are that one's. */
  takeSteps(steps: readonly TurnStep[], start: TurnStart | null): void {
    this.steps = start?.kind === 'step' ? steps.filter(({ at }) => compareSteps(at, start.at) >= 0) : steps;
  }

  clear(): void {
    this.variant = 0;
    this.steps = [];
    this.previews = [];
  }
}
