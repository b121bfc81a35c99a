import type { RunProgress } from '../../src-shared/runs/run-report';

/** One copied hole pixel of the detail stage costs about as much as this many token evaluations (measured on 2 cores). */
export const evaluationsPerDetailPixel = 0.15;

/** Turns work done into a fraction and a remaining time that counts all stages in one currency: token evaluations. */
export class WorkMeter {
  private evaluationsDone = 0;
  private detailDone = 0;
  private readonly total: number;
  private readonly started: number;

  constructor(
    evaluations: number,
    detailPixels: number,
    private readonly now: () => number,
  ) {
    this.total = Math.max(1, evaluations + detailPixels * evaluationsPerDetailPixel);
    this.started = now();
  }

  setEvaluations(done: number): void {
    this.evaluationsDone = done;
  }

  setDetailPixels(done: number): void {
    this.detailDone = done * evaluationsPerDetailPixel;
  }

  /** `fraction` never reaches 1 before the end; no remaining time is said before 3 % or half a second. */
  read(): Pick<RunProgress, 'fraction' | 'remainingSeconds'> {
    const fraction = Math.min(0.999, (this.evaluationsDone + this.detailDone) / this.total);
    const elapsed = this.now() - this.started;
    const known = fraction > 0.03 && elapsed > 0.5;
    return { fraction, remainingSeconds: known ? (elapsed * (1 - fraction)) / fraction : null };
  }
}
