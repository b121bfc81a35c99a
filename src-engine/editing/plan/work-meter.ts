import type { RunProgress } from '#shared/runs/run-report.ts';

/**
 * What copying detail costs on 2 cores before it was measured here: seconds per part of the mask, and per pixel of the edge of
 * a square as large (its coarse levels have a fixed size, its fine ones carry whole pieces: measured between area and edge).
 */
export const typicalDetail = { perDetailPart: 0.7, perDetailEdge: 5e-3 } as const;

/** Seconds of the prediction that count as much as what was really seen. */
const trust = (predicted: number): number => Math.max(1, 0.25 * predicted);

/**
 * Turns work done into a fraction and a remaining time. All stages are counted in one currency, the seconds they were
 * predicted to take; what is left is stretched by the pace seen so far.
 */
export class WorkMeter {
  private readonly started: number;
  private done = 0;
  private skipped = 0;

  /**
   * @param predicted seconds of the whole run
   * @param trusted whether they were predicted from a measured speed: only then is a time said before anything was seen
   */
  constructor(
    private readonly predicted: number,
    private readonly trusted: boolean,
    private readonly now: () => number,
  ) {
    this.started = now();
  }

  /** @param predictedSeconds of everything that is done */
  setDone(predictedSeconds: number): void {
    this.done = Math.min(this.predicted, predictedSeconds);
  }

  /** @param predictedSeconds of work that is done, but was done before: it says nothing of the pace */
  skip(predictedSeconds: number): void {
    this.skipped += predictedSeconds;
  }

  /** `fraction` never reaches 1 before the end. */
  read(): Pick<RunProgress, 'fraction' | 'remainingSeconds'> {
    const fraction = Math.min(0.999, this.done / Math.max(1e-9, this.predicted));
    const elapsed = this.now() - this.started;
    const left = this.predicted - this.done;
    const seen = Math.max(0, this.done - this.skipped);
    if (this.trusted) {
      const prior = trust(this.predicted);
      return { fraction, remainingSeconds: (left * (elapsed + prior)) / (seen + prior) };
    }
    const known = seen > 0.03 * this.predicted && elapsed > 0.5;
    return { fraction, remainingSeconds: known ? (left * elapsed) / seen : null };
  }
}
