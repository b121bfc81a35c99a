import type { PackDirectories } from '#engine/packs/registry.ts';
import { randomUUID } from 'node:crypto';
import type { DetailPreview } from '#engine/editing/run/detail-preview.ts';
import type { EngineMessage } from '#engine/protocol.ts';
import { toErrorReport } from '#shared/error-report.ts';
import { Cancelled, type ErrorCode, TesseraError } from '#shared/errors.ts';
import type { Events } from '#shared/contract/events.ts';
import { text } from '#shared/text/text.ts';
import type { OpenDocument } from '#main/documents/open-document.ts';
import type { DisplayPicture, PixelOperations } from '#main/pixels/pixel-operations.ts';
import { prepareJob } from '#main/turns/lineage.ts';
import { readInterrupted } from '#main/turns/read-interrupted.ts';
import type { Region, PausedRun, ActiveRun } from '#main/turns/region.ts';
import { type PausedState, RunRecorder } from '#main/turns/run-recorder.ts';
import { runStepAddress, withAddress } from '#main/turns/turn-tree.ts';
import type { TurnStore } from '#main/turns/turn-store.ts';
import type { EngineHost } from './engine-host.ts';

export type RunEvent =
  | 'run/progress'
  | 'run/step'
  | 'run/preview'
  | 'run/finished'
  | 'run/failed'
  | 'run/cancelled'
  | 'run/paused'
  | 'app/message';

export interface RunParts {
  readonly engine: EngineHost;
  readonly turns: TurnStore;
  readonly pixels: PixelOperations;
  readonly packs: PackDirectories;
  emit<Name extends RunEvent>(name: Name, event: Events[Name]): void;
}

/** How many previews of the detail stage stay to be fetched: some megabytes each at the finest level. */
const keptPreviews = 4;

/** A run from its start, or from its last saved moment, until it has finished, is paused or is gone. */
export class RunExecution {
  /** The engine's name of this stretch: a run that is resumed later gets another. */
  private readonly engineId = randomUUID();
  private readonly recorder: RunRecorder;
  /** Previews of the detail stage by number, the newest few: coarse levels are over before a window has fetched them. */
  private readonly previews = new Map<number, DisplayPicture>();
  private previewCount = 0;
  private requestedStop: 'none' | 'pause' | 'cancel' = 'none';
  private itsTurn = (): void => undefined;
  /** Resolves when its turn has come, or it is stopped before. */
  private readonly turn = new Promise<void>((resolve) => (this.itsTurn = resolve));
  /** Resolves when everything about it is over and the next run may start. */
  readonly ended: Promise<void>;

  /** Starts once it is told to `begin`. `resumeFrom` = the paused run to resume. */
  constructor(
    private readonly parts: RunParts,
    readonly region: Region,
    private readonly work: ActiveRun,
    document: OpenDocument,
    private readonly resumeFrom: PausedRun | null,
  ) {
    const { emit, engine, turns, pixels } = parts;
    const { runId } = this;
    const { documentId } = region;
    this.recorder = new RunRecorder({
      region,
      work,
      document,
      pixels,
      onStep: (variant, index, step) =>
        emit('run/step', {
          ...{ runId, documentId, variant },
          step: withAddress(step, runStepAddress(runId, variant, index)),
        }),
      onTurn: () => turns.changed(region),
      onUnsaved: (message) => emit('app/message', { kind: 'error', message }),
      onFailure: () => void engine.cancel(this.engineId),
    });
    this.ended = this.execute();
  }

  /** True once the next run may start: before anybody is told how this one ended. */
  get isOver(): boolean {
    return this.region.running !== this.work;
  }

  get runId(): string {
    return this.work.run.id;
  }

  /** No other run goes before it any more. */
  begin(): void {
    this.itsTurn();
    if (!this.work.waits) return;
    this.work.waits = false;
    this.parts.turns.changed(this.region);
  }

  private get names() {
    return { runId: this.runId, documentId: this.region.documentId };
  }

  /** Pauses it; resolves once it is paused, or has ended otherwise. */
  async pause(): Promise<void> {
    if (this.requestedStop === 'none') this.requestedStop = 'pause';
    this.itsTurn();
    await this.parts.engine.pause(this.engineId);
    await this.ended;
  }

  /** Ends it; variants that had finished stay as turns. */
  async cancel(): Promise<void> {
    this.requestedStop = 'cancel';
    this.itsTurn();
    await this.parts.engine.cancel(this.engineId);
    await this.ended;
  }

  /** The picture of an AR step of the variant in progress; null where there is none. */
  stepPicture(variant: number, index: number): Promise<DisplayPicture | null> {
    return this.recorder.picture(variant, index);
  }

  /** The preview of the detail stage with this number; null where newer ones took its place. */
  previewPicture(index: number): DisplayPicture | null {
    return this.previews.get(index) ?? null;
  }

  private async execute(): Promise<void> {
    try {
      const result = await this.run();
      if (this.requestedStop === 'cancel') throw new Cancelled();
      if (result.type === 'paused') return await this.interrupt('paused', await this.recorder.pause(result));
      await this.recorder.settled();
      await this.finish();
    } catch (error) {
      // What kept a result from being kept is the cause of the cancel that followed it.
      const cause = await this.recorder.settled().then(
        () => error,
        (failure: unknown) => failure,
      );
      await this.end(cause);
    }
  }

  private async run(): Promise<Extract<EngineMessage, { type: 'finished' | 'paused' }>> {
    const { region, work, recorder, parts, resumeFrom } = this;
    const { job, firstVariant, note } = await prepareJob(region, work.run, resumeFrom, parts.packs);
    if (note) parts.emit('app/message', { kind: 'info', message: note });
    recorder.begin(firstVariant);
    await this.turn;
    // Paused or cancelled before the engine could know of it.
    if (this.requestedStop !== 'none') throw new Cancelled();
    const result = await parts.engine.request({ type: 'run', id: this.engineId, job }, (update) => {
      if (update.type === 'progress') {
        const { progress } = update;
        const variant = progress.variant + firstVariant;
        const fraction = recorder.ofAllWork(progress.fraction);
        parts.emit('run/progress', { ...this.names, progress: { ...progress, variant, fraction } });
      } else if (update.type === 'preview') this.takePreview(update.variant + firstVariant, update.preview);
      else if (update.type !== 'import-progress') recorder.take(update);
    });
    if (result.type !== 'finished' && result.type !== 'paused')
      throw new TesseraError('internal', text.refusals.unexpectedAnswer(result.type));
    return result;
  }

  /** Shown, never kept: what it becomes comes with the variant. */
  private takePreview(variant: number, { rect, width, height, rgba }: DetailPreview): void {
    const { runId } = this;
    const index = this.previewCount++;
    this.previews.set(index, { width, height, rgba });
    this.previews.delete(index - keptPreviews);
    const url = `image://run/${runId}/preview/${index}`;
    this.parts.emit('run/preview', { ...this.names, variant, picture: { rect, width, height, url } });
  }

  private async finish(): Promise<void> {
    const { region, runId } = this;
    await this.leave();
    const turnIds = region.turns.filter(({ run }) => run.id === runId).map(({ id }) => id);
    this.parts.emit('run/finished', { ...this.names, turnIds });
  }

  private async end(cause: unknown): Promise<void> {
    const { names, parts } = this;
    if (this.requestedStop === 'cancel') {
      await this.leave();
      parts.emit('run/cancelled', names);
    } else if (
      this.requestedStop === 'pause' &&
      (cause instanceof Cancelled || codeOf(cause) === 'engine-crashed')
    ) {
      // The engine did not get to say where it stood: its last saved moment is at most about a second older.
      await this.interrupt('paused', null);
    } else if (cause instanceof Cancelled) {
      await this.leave();
      parts.emit('run/cancelled', names);
    } else {
      await this.interrupt('crashed', null, canGoOnAfter.has(codeOf(cause)));
      parts.emit('run/failed', { ...names, error: toErrorReport(cause) });
    }
  }

  /** The run is over: its own files go, its turns stay. */
  private async leave(): Promise<void> {
    const { region, parts } = this;
    await region.writes.run(() => region.files.deleteRun()).catch(() => undefined);
    region.end();
    parts.turns.changed(region);
  }

  /** @param evenAtStart also where nothing of it was made yet; else such a run is gone */
  private async interrupt(
    reason: 'paused' | 'crashed',
    paused: PausedState | null,
    evenAtStart = true,
  ): Promise<void> {
    const { region, work, parts, names, resumeFrom } = this;
    const { interrupted, damaged } = await readInterrupted(region, work.run);
    // What was paused before and cannot be resumed (its pack is gone) is not lost by trying.
    if (!interrupted || !(evenAtStart || interrupted.hasState || resumeFrom)) return this.leave();
    // Where the disk did not take it, the state stays in memory: lost only with the app, as was said.
    const inMemory = paused
      ? paused.isSaved
        ? null
        : paused.pausedRun
      : resumeFrom?.unsavedState && resumeFrom;
    const isNewer = inMemory && (paused || inMemory.savedAt > interrupted.savedAt);
    region.interrupt({ ...interrupted, ...(isNewer ? inMemory : {}), run: work.run, reason });
    if (damaged) parts.emit('app/message', { kind: 'info', message: text.turns.kept.damagedCheckpoint });
    parts.turns.changed(region);
    if (reason === 'paused') parts.emit('run/paused', names);
  }
}

/** What a run survives from its first moment on: once the cause is gone it can be resumed. Later it survives everything. */
const canGoOnAfter: ReadonlySet<ErrorCode> = new Set([
  'engine-crashed',
  'disk-full',
  'write-failed',
  'target-read-only',
]);

const codeOf = (error: unknown): ErrorCode => (error instanceof TesseraError ? error.code : 'internal');
