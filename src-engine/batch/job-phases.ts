/** What is done with a photo one after the other. */
export type JobPhase = 'read' | 'run' | 'write';

const sequence: readonly (JobPhase | null)[] = [null, 'read', 'run', 'write'];

/** Photos are read, computed, or written beside each other only while all that were begun have at most so many megapixels together. */
export const maxMegapixels = 128;

interface JobInHand {
  phase: JobPhase | null;
  megapixels: number;
  /** The phase that it waits for. */
  next: { readonly phase: JobPhase; begin(): void } | null;
}

/** The phases that the jobs of a batch share. Jobs enter each of them in the sequence in which they began. */
class Gates {
  /** Oldest first. */
  private readonly inHand: JobInHand[] = [];
  private lastAsked: Promise<void> = Promise.resolve();

  constructor(
    private readonly atOnce: number,
    private readonly engines: number,
  ) {}

  /** Lets a job in that has entered no phase yet. */
  async begin(job: JobInHand, measure: () => Promise<number>): Promise<void> {
    const before = this.lastAsked;
    let next = (): void => undefined;
    this.lastAsked = new Promise((resolve) => (next = resolve));
    await before;
    try {
      job.megapixels = await measure();
      this.inHand.push(job);
      await this.enter(job, 'read');
    } finally {
      next();
    }
  }

  enter(job: JobInHand, phase: JobPhase): Promise<void> {
    return new Promise((begin) => {
      job.next = { phase, begin };
      this.advance();
    });
  }

  end(job: JobInHand): void {
    const at = this.inHand.indexOf(job);
    if (at < 0) return;
    this.inHand.splice(at, 1);
    this.advance();
  }

  private advance(): void {
    /** The phase that all earlier jobs have entered. */
    let reached = sequence.length;
    for (const job of this.inHand) {
      const { next } = job;
      if (next && reached >= sequence.indexOf(next.phase) && this.hasRoom(job, next.phase)) {
        job.phase = next.phase;
        job.next = null;
        next.begin();
      }
      reached = Math.min(reached, sequence.indexOf(job.phase));
    }
  }

  private hasRoom(candidate: JobInHand, phase: JobPhase): boolean {
    const there = this.inHand.filter((job) => job.phase === phase).length;
    if (there === 0) return true;
    if (there >= (phase === 'run' ? this.engines : this.atOnce)) return false;
    // One that waits to be read is in nobody's memory yet.
    const begun = this.inHand.filter((job) => job.phase !== null || job === candidate);
    return begun.reduce((sum, { megapixels }) => sum + megapixels, 0) <= maxMegapixels;
  }
}

/**
 * @param atOnce photos that may be read, and written, beside each other while another one is computed
 * @param engines photos that may be computed beside each other
 */
export const createGates = (atOnce = 1, engines = 1): Gates => new Gates(atOnce, engines);

/** Where one job is. It keeps its phase until the next is free: photos that were read wait as such for being computed. */
export class JobPhases {
  private readonly job: JobInHand = { phase: null, megapixels: 0, next: null };

  /** @param measure how large its photo is, in megapixels; Infinity = not known. Asked when it is its turn to be read */
  constructor(
    private readonly gates: Gates,
    private readonly measure: () => Promise<number> = () => Promise.resolve(0),
  ) {}

  /** True before it is computed. */
  get isBeingRead(): boolean {
    return this.job.phase === 'read';
  }

  async enter(phase: JobPhase): Promise<void> {
    if (phase === this.job.phase) return;
    if (this.job.phase === null) await this.gates.begin(this.job, this.measure);
    if (phase !== this.job.phase) await this.gates.enter(this.job, phase);
  }

  end(): void {
    this.gates.end(this.job);
  }
}
