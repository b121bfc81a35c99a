import { Cancelled, TesseraError } from '#shared/errors.ts';
import type { Events } from '#shared/contract/events.ts';
import type { EngineMessage, EngineRequest } from '#engine/protocol.ts';
import type { EngineChild, StartEngine } from './engine-child.ts';

export type EngineStatus = Events['engine/status'];

/** Messages that end a request; its promise resolves with them. */
export type EngineResult = Extract<
  EngineMessage,
  { type: 'planned' | 'expected' | 'devices' | 'inspected' | 'imported' | 'finished' | 'paused' }
>;
/** Messages on the way. */
export type EngineUpdate = Extract<
  EngineMessage,
  { type: 'progress' | 'begun' | 'step' | 'preview' | 'checkpoint' | 'variant' | 'import-progress' }
>;

interface Waiting {
  resolve(result: EngineResult): void;
  reject(error: Error): void;
  update(update: EngineUpdate): void;
}

/** How long a cancelled request may take to stop by itself before the engine is killed; a pause twice as long. */
const cancelPatienceMs = 1000;
/** An engine that dies this often in a row without having become ready is not started again until something is asked. */
const maxFailedStarts = 3;

/**
 * Main's end of the engine: starts it, matches answers to requests, and starts it again when it dies. Whoever waited gets
 * `engine-crashed`; documents are never touched from here.
 */
export class EngineHost {
  private child: EngineChild | null = null;
  private readonly waiting = new Map<string, Waiting>();
  private failedStarts = 0;
  private disposed = false;
  private status: EngineStatus = { state: 'starting', message: null };

  constructor(
    private readonly start: StartEngine,
    private readonly onStatus: (status: EngineStatus) => void,
    private readonly patienceMs = cancelPatienceMs,
    private readonly pausePatienceMs = 2 * patienceMs,
  ) {}

  /** Starts the engine ahead of the first request, so that it is warm by then. */
  warmUp(): void {
    this.ensureChild();
  }

  get currentStatus(): EngineStatus {
    return this.status;
  }

  /**
   * Asks the engine. Resolves with the answer; rejects with the engine's TesseraError, `engine-crashed`, or Cancelled.
   */
  request(
    request: Exclude<EngineRequest, { type: 'cancel' | 'pause' }>,
    update: (update: EngineUpdate) => void = () => undefined,
  ): Promise<EngineResult> {
    return new Promise((resolve, reject) => {
      this.waiting.set(request.id, { resolve, reject, update });
      this.ensureChild().post(request);
    });
  }

  /**
   * Ends a request: it rejects with Cancelled at once where the engine agrees within a second; otherwise the engine is
   * killed and started again. Resolves when either has happened. Unknown ids are fine.
   */
  async cancel(id: string): Promise<void> {
    const waiting = this.waiting.get(id);
    if (!waiting) return;
    const ended = new Promise<void>((resolve) => {
      const settle = (): void => resolve();
      this.waiting.set(id, {
        update: () => undefined,
        // A result that comes in the same moment loses against the user's wish.
        resolve: () => (waiting.reject(new Cancelled()), settle()),
        reject: () => (waiting.reject(new Cancelled()), settle()),
      });
    });
    this.child?.post({ type: 'cancel', id });
    await this.orRestart(
      ended,
      this.patienceMs,
      'The run was stopped the hard way; the engine is starting again.',
    );
  }

  /**
   * Asks a run to pause. It answers "paused" (or ends otherwise) by itself within two seconds; later than that the
   * engine is killed, and the run fails with `engine-crashed`. Resolves when either has happened. Unknown ids are fine.
   */
  async pause(id: string): Promise<void> {
    const waiting = this.waiting.get(id);
    if (!waiting) return;
    const ended = new Promise<void>((resolve) => {
      this.waiting.set(id, {
        update: (update) => waiting.update(update),
        resolve: (result) => (waiting.resolve(result), resolve()),
        reject: (error) => (waiting.reject(error), resolve()),
      });
    });
    this.child?.post({ type: 'pause', id });
    await this.orRestart(
      ended,
      this.pausePatienceMs,
      'The run was paused the hard way; the engine is starting again.',
    );
  }

  dispose(): void {
    this.disposed = true;
    this.child?.kill();
    this.child = null;
    this.rejectAll(new Cancelled());
  }

  private ensureChild(): EngineChild {
    if (this.child) return this.child;
    const child: EngineChild = this.start({
      message: (message) => this.receive(message),
      exit: () => {
        if (this.child === child) this.died();
      },
    });
    this.child = child;
    return child;
  }

  private receive(message: EngineMessage): void {
    if (message.type === 'ready') {
      this.failedStarts = 0;
      this.setStatus({ state: 'ready', message: null });
      return;
    }
    const waiting = this.waiting.get(message.id);
    if (!waiting) return;
    switch (message.type) {
      case 'progress':
      case 'begun':
      case 'step':
      case 'preview':
      case 'checkpoint':
      case 'variant':
      case 'import-progress':
        waiting.update(message);
        return;
      case 'failed':
        this.waiting.delete(message.id);
        waiting.reject(new TesseraError(message.error.code, message.error.message));
        return;
      case 'cancelled':
        this.waiting.delete(message.id);
        waiting.reject(new Cancelled());
        return;
      default:
        this.waiting.delete(message.id);
        waiting.resolve(message);
    }
  }

  /** Waits for something to end; where it takes too long the engine is started again, which ends everything. */
  private async orRestart(ended: Promise<void>, patienceMs: number, message: string): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), patienceMs);
    });
    if ((await Promise.race([ended, patience])) === 'late') this.restart(message);
    clearTimeout(timer);
    await ended;
  }

  private restart(message: string): void {
    const child = this.child;
    this.child = null;
    child?.kill();
    this.replace(message);
  }

  private died(): void {
    this.child = null;
    this.failedStarts = this.status.state === 'ready' ? 0 : this.failedStarts + 1;
    this.replace('The engine stopped unexpectedly and is starting again. Your picture is as it was before.');
  }

  private replace(message: string): void {
    if (this.disposed) return;
    this.setStatus({ state: 'restarting', message });
    this.rejectAll(
      new TesseraError(
        'engine-crashed',
        'The engine stopped in the middle of the run. Your picture is as it was before. Start the run again; if it happens twice, choose less effort or the CPU.',
      ),
    );
    if (this.failedStarts < maxFailedStarts) this.ensureChild();
  }

  private rejectAll(error: Error): void {
    const all = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of all) reject(error);
  }

  private setStatus(status: EngineStatus): void {
    this.status = status;
    this.onStatus(status);
  }
}
