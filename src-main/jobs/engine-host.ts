import { Cancelled, TesseraError } from '#shared/errors.ts';
import type { Events } from '#shared/contract/events.ts';
import { text } from '#shared/text/text.ts';
import type { EngineMessage, EngineRequest } from '#engine/protocol.ts';
import { ChildRpc, type Reply, type StartChild } from '#shared/child-rpc.ts';
import { BackgroundRuns } from './background-runs.ts';
import type { EngineAsk, EngineResult, EngineUpdate } from './engine-answers.ts';

export type EngineStatus = Events['engine/status'];

/** A request that waits for its answer. */
interface Waiting {
  isCancelled: boolean;
  /** True once it was asked to stop or pause: the engine may be killed for it. */
  isEnding: boolean;
  /** Resolves when it has been answered, however. */
  ended: Promise<void>;
}

/** How long a cancelled request may take to stop by itself before the engine is killed; a pause twice as long. */
const cancelPatienceMs = 1000;
/** An engine that dies this often in a row without having become ready is not started again until something is asked. */
const maxFailedStarts = 3;

/**
 * Main's end of the engine: asks it, stops what it does, and starts it again when it dies. Whoever waited gets
 * `engine-crashed`; documents are never touched from here.
 */
export class EngineHost {
  private readonly rpc: ChildRpc<EngineRequest, EngineMessage, EngineResult, EngineUpdate>;
  private readonly waiting = new Map<string, Waiting>();
  private failedStarts = 0;
  private disposed = false;
  private status: EngineStatus = { state: 'starting', message: null };
  /** What is computed while nobody waits for another run. */
  readonly background = new BackgroundRuns(this);

  constructor(
    start: StartChild<EngineRequest, EngineMessage>,
    private readonly onStatus: (status: EngineStatus) => void,
    private readonly patienceMs = cancelPatienceMs,
    private readonly pausePatienceMs = 2 * patienceMs,
  ) {
    this.rpc = new ChildRpc({
      start,
      read: readMessage,
      ready: () => {
        this.failedStarts = 0;
        this.setStatus({ state: 'ready', message: null });
      },
      died: () => this.died(),
    });
  }

  /** Starts the engine ahead of the first request, so that it is warm by then. */
  warmUp(): void {
    this.rpc.warmUp();
  }

  get currentStatus(): EngineStatus {
    return this.status;
  }

  /**
   * Asks the engine. Resolves with the answer; rejects with the engine's TesseraError, `engine-crashed`, or Cancelled.
   * A run waits until one in the background has paused; everything waits until what was asked to stop or pause has ended, since
   * the engine may be killed for that.
   */
  request(
    request: EngineAsk,
    update: (update: EngineUpdate) => void = () => undefined,
  ): Promise<EngineResult> {
    const ending = [...this.waiting.values()].filter(({ isEnding }) => isEnding).map(({ ended }) => ended);
    const waiting: Waiting = { isCancelled: false, isEnding: false, ended: Promise.resolve() };
    this.waiting.set(request.id, waiting);
    const call = (): Promise<EngineResult> =>
      waiting.isCancelled
        ? Promise.reject(new Cancelled())
        : this.rpc.call(request, (message) => {
            if (!waiting.isCancelled) update(message);
          });
    const way = request.type === 'run' ? this.background.otherBegins(request.id) : null;
    const ways = way ? [...ending, way] : ending;
    const answer = (ways.length > 0 ? Promise.all(ways).then(call) : call()).finally(() => {
      this.waiting.delete(request.id);
      this.background.otherEnded(request.id);
      // A result that comes in the same moment loses against the user's cancel.
      if (waiting.isCancelled) throw new Cancelled();
    });
    waiting.ended = answer.then(
      () => undefined,
      () => undefined,
    );
    return answer;
  }

  /**
   * Ends a request: it rejects with Cancelled at once where the engine agrees within a second; otherwise the engine is
   * killed and started again. Resolves when either has happened. Unknown ids are fine.
   */
  async cancel(id: string): Promise<void> {
    const waiting = this.waiting.get(id);
    if (!waiting) return;
    waiting.isCancelled = true;
    waiting.isEnding = true;
    this.rpc.tell({ type: 'cancel', id });
    await this.orRestart(waiting.ended, this.patienceMs, text.refusals.stoppedLate);
  }

  /**
   * Asks a run to pause. It answers "paused" (or ends otherwise) by itself within two seconds; later than `patienceMs` the
   * engine is killed, and the run fails with `engine-crashed`. Resolves when either has happened. Unknown ids are fine.
   */
  async pause(id: string, patienceMs = this.pausePatienceMs): Promise<void> {
    const waiting = this.waiting.get(id);
    if (!waiting) return;
    waiting.isEnding = true;
    this.rpc.tell({ type: 'pause', id });
    await this.orRestart(waiting.ended, patienceMs, text.refusals.pausedLate);
  }

  dispose(): void {
    this.disposed = true;
    this.rpc.stop(new Cancelled());
  }

  /** Waits for something to end; where it takes too long the engine is started again, which ends everything. */
  private async orRestart(ended: Promise<void>, patienceMs: number, message: string): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<'late'>((resolve) => {
      timer = setTimeout(() => resolve('late'), patienceMs);
    });
    if ((await Promise.race([ended, patience])) === 'late' && !this.disposed) this.restart(message);
    clearTimeout(timer);
    await ended;
  }

  private restart(message: string): void {
    this.rpc.stop(crashed());
    this.startAgain(message);
  }

  private died(): Error {
    this.failedStarts = this.status.state === 'ready' ? 0 : this.failedStarts + 1;
    this.startAgain(text.refusals.engineRestarts);
    return crashed();
  }

  private startAgain(message: string): void {
    this.setStatus({ state: 'restarting', message });
    if (this.failedStarts < maxFailedStarts) this.rpc.warmUp();
  }

  private setStatus(status: EngineStatus): void {
    this.status = status;
    this.onStatus(status);
  }
}

function readMessage(message: EngineMessage): Reply<EngineResult, EngineUpdate> {
  switch (message.type) {
    case 'ready':
      return { kind: 'ready' };
    case 'progress':
    case 'begun':
    case 'step':
    case 'preview':
    case 'checkpoint':
    case 'variant':
    case 'import-progress':
      return { kind: 'update', id: message.id, update: message };
    case 'failed':
      return {
        kind: 'error',
        id: message.id,
        error: new TesseraError(message.error.code, message.error.message),
      };
    case 'cancelled':
      return { kind: 'error', id: message.id, error: new Cancelled() };
    default:
      return { kind: 'value', id: message.id, value: message };
  }
}

const crashed = (): TesseraError => new TesseraError('engine-crashed', text.refusals.engineStopped);
