import type { CommandEvent } from '../jobs/job-run.ts';
import type { Output } from '../output.ts';
import { text } from '#shared/text/text.ts';

const showsPerSecond = 5;

/** Shows how far a batch is, and the photo being computed that was heard of last; what is left is told by the pace so far. */
export class BatchProgress {
  private readonly started = performance.now();
  private shownAt = -Infinity;
  private ended = 0;
  /** How far each job being done is, 0 to 1, by its line. */
  private readonly inHand = new Map<number, number>();

  constructor(
    private readonly jobs: number,
    private readonly output: Output,
  ) {}

  /** Something that a job said on its way. @param name of its photo */
  hear(line: number, name: string, { event, fraction }: CommandEvent): void {
    if (event !== 'progress' || typeof fraction !== 'number') return;
    this.inHand.set(line, fraction);
    const now = performance.now();
    if (now - this.shownAt < 1000 / showsPerSecond) return;
    this.shownAt = now;
    this.show(name, fraction);
  }

  /** A job left the hand. @param isOver false = it is tried again later */
  leave(line: number, isOver: boolean): void {
    this.inHand.delete(line);
    if (!isOver) return;
    this.ended++;
    this.show(null, 0);
  }

  private show(photo: string | null, fraction: number): void {
    const { ended, jobs } = this;
    const done = [...this.inHand.values()].reduce((sum, fraction) => sum + fraction, ended);
    const left = ((performance.now() - this.started) / 1000 / Math.max(done, 1e-3)) * (jobs - done);
    this.output.fraction(
      done / jobs,
      text.commandLine.batch.progress(
        ended,
        jobs,
        photo,
        Math.floor(fraction * 100) / 100,
        ended < jobs ? left : null,
      ),
    );
  }
}
