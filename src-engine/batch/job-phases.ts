/** What is done with a photo one after the other. */
export type JobPhase = 'read' | 'run' | 'write';

/** Lets one at a time through, in the sequence of asking. */
class Gate {
  private last: Promise<void> = Promise.resolve();

  /** @returns what lets the next one through */
  async pass(): Promise<() => void> {
    const before = this.last;
    let leave = (): void => undefined;
    this.last = new Promise((resolve) => (leave = resolve));
    await before;
    return leave;
  }
}

/** The phases that the jobs of a batch share. */
export type Gates = Readonly<Record<JobPhase, Gate>>;
export const createGates = (): Gates => ({ read: new Gate(), run: new Gate(), write: new Gate() });

/**
 * Where one job is. A job keeps its phase until the next is free, so at most three jobs are in memory: one is read and one
 * written while a third one runs.
 */
export class JobPhases {
  private phase: JobPhase | null = null;
  private leavePhase = (): void => undefined;

  constructor(private readonly gates: Gates) {}

  async enter(phase: JobPhase): Promise<void> {
    if (phase === this.phase) return;
    const leave = await this.gates[phase].pass();
    this.leavePhase();
    this.phase = phase;
    this.leavePhase = leave;
  }

  end(): void {
    this.leavePhase();
  }
}
