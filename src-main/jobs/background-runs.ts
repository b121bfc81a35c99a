import { randomUUID } from 'node:crypto';
import type { EditJob } from '#engine/protocol.ts';
import { Cancelled, TesseraError } from '#shared/errors.ts';
import type { EngineAsk, EngineResult, EngineUpdate } from './engine-answers.ts';

/**
 * A background run may keep the engine's thread for so long in one call (a search for texture in a large hole) before the
 * engine is started again for a run that somebody waits for.
 */
const patienceMs = 10_000;
/** Healing strokes and the turns of a recipe follow each other closely: between two of them nothing is to be begun. */
const restMs = 500;

/** The engine as far as background runs need it (engine-host.ts). */
interface SharedEngine {
  request(request: EngineAsk, update: (update: EngineUpdate) => void): Promise<EngineResult>;
  cancel(id: string): Promise<void>;
  pause(id: string, patienceMs: number): Promise<void>;
}

/**
 * Runs that go behind all others in the one engine: where another run is asked for they are paused, and resumed after it,
 * bit for bit as if they had never stopped. One at a time.
 */
export class BackgroundRuns {
  /** The engine's name of the stretch that is computed now. */
  private stretch: string | null = null;
  /** True once that stretch was asked to pause. */
  private isPausing = false;
  private isHeld = false;
  private readonly others = new Set<string>();
  private lastOther = -Infinity;
  private wake: () => void = () => undefined;

  constructor(
    private readonly engine: SharedEngine,
    private readonly rest = restMs,
  ) {}

  /** @returns what the other run has to wait for; null where nothing is in its way */
  otherBegins(id: string): Promise<void> | null {
    if (id === this.stretch) return null;
    this.others.add(id);
    return this.stretch === null ? null : this.stop();
  }

  otherEnded(id: string): void {
    if (!this.others.delete(id)) return;
    this.lastOther = performance.now();
    this.wake();
  }

  /** While it is held, the run waits where it stands. Resolves once it does. */
  async hold(isHeld: boolean): Promise<void> {
    this.isHeld = isHeld;
    this.wake();
    if (isHeld) await this.stop();
  }

  /**
   * Resolves once the run has finished; `update` hears of it as of any other.
   * @throws Cancelled once `signal` is aborted; TesseraError as `EngineHost.request`
   */
  async run(job: EditJob, update: (update: EngineUpdate) => void, signal: AbortSignal): Promise<void> {
    let { resume } = job;
    for (;;) {
      await this.untilFree(signal);
      const id = randomUUID();
      const cancel = (): void => void this.engine.cancel(id);
      this.stretch = id;
      this.isPausing = false;
      signal.addEventListener('abort', cancel);
      try {
        const result = await this.engine.request({ type: 'run', id, job: { ...job, resume } }, (said) => {
          if (said.type === 'checkpoint') resume = { variant: said.variant, state: said.state };
          update(said);
        });
        if (result.type !== 'paused') return;
        resume = { variant: result.variant, state: result.state };
      } catch (error) {
        // It did not pause in time, so the engine was started again: what it had saved is kept.
        const isStopped = this.isPausing && error instanceof TesseraError && error.code === 'engine-crashed';
        if (!isStopped) throw error;
      } finally {
        this.stretch = null;
        signal.removeEventListener('abort', cancel);
      }
    }
  }

  private async stop(): Promise<void> {
    const { stretch } = this;
    if (stretch === null) return;
    this.isPausing = true;
    await this.engine.pause(stretch, patienceMs);
  }

  /** @throws Cancelled */
  private async untilFree(signal: AbortSignal): Promise<void> {
    const wake = (): void => this.wake();
    signal.addEventListener('abort', wake);
    try {
      for (;;) {
        if (signal.aborted) throw new Cancelled();
        const rest = this.lastOther + this.rest - performance.now();
        const isFree = this.others.size === 0 && !this.isHeld;
        if (isFree && rest <= 0) return;
        await new Promise<void>((resolve) => {
          this.wake = resolve;
          if (isFree) setTimeout(resolve, rest);
        });
      }
    } finally {
      signal.removeEventListener('abort', wake);
    }
  }
}
