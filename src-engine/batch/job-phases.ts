/** What is done with a photo one after the other. */
export type JobPhase = 'read' | 'run' | 'write';

const sequence: readonly (JobPhase | null)[] = [null, 'read', 'run', 'write'];

/** Photos are read, or written, beside each other only while all that were begun have at most so many megapixels together. */
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

  constructor(private readonly atOnce: number) {}

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
      if (next && reached >= sequence.indexOf(next.phase) && this.hasRoom(next.phase)) {
        job.phase = next.phase;
        job.next = null;
        next.begin();
      }
      reached = Math.min(reached, sequence.indexOf(job.phase));
    }
  }

  private hasRoom(phase: JobPhase): boolean {
    const there = this.inHand.filter((job) => job.phase === phase).length;
    if (there === 0) return true;
    if (phase === 'run' || there >= this.atOnce) return false;
    return this.inHand.reduce((sum, { megapixels }) => sum + megapixels, 0) <= maxMegapixels;
  }
}

/** @param atOnce photos that may be read, and written, beside each other while another one is computed */
export const createGates = (atOnce = 1): Gates => new Gates(atOnce);

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
