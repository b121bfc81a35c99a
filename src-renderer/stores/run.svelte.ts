import type { TesseraBridge } from '#shared/contract/bridge.ts';
import type { Events } from '#shared/contract/contract.ts';
import type { RunProgress } from '#shared/runs/run-report.ts';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import type { RunningRun, TurnStart } from '#shared/runs/turns.ts';
import { text } from '#shared/text/text.ts';
import { ask, BridgeError } from '#renderer/bridge/bridge.ts';
import type { DocumentsStore } from './documents.svelte.ts';
import { MadeSteps } from './made-steps.svelte.ts';
import { NextRun } from './next-run.ts';
import type { Notices } from './notices.svelte.ts';
import { type RunState, RunStateMachine } from './run-state.svelte.ts';
import type { SettingsStore } from './settings.svelte.ts';
import type { TurnsStore } from './turns.svelte.ts';

type NamedRun = Events['run/cancelled'];

const announceEvery = 0.25;

/** Starts runs and follows the active one until it is finished, paused, cancelled or failed. */
export class RunStore {
  private readonly machine = new RunStateMachine();
  readonly made = new MadeSteps();
  readonly next: NextRun;
  progress = $state.raw<RunProgress | null>(null);
  /** What the active run was started with. */
  running = $state.raw<{ readonly settings: RunSettings; readonly start: TurnStart | null } | null>(null);
  private runId: string | null = null;
  /** A new picture's document is being made for its run. */
  private creates = false;
  private announced = 0;

  constructor(
    private readonly bridge: TesseraBridge,
    private readonly notices: Notices,
    private readonly documents: DocumentsStore,
    private readonly settings: SettingsStore,
    private readonly turns: TurnsStore,
  ) {
    this.next = new NextRun(documents, settings, turns);
    bridge.on('run/progress', ({ progress, ...run }) => this.follow(run, progress));
    bridge.on('run/step', ({ variant, step, ...run }) => {
      if (this.isFollowed(run)) this.made.addStep(variant, step);
    });
    bridge.on('run/preview', ({ variant, picture, ...run }) => {
      if (this.isFollowed(run)) this.made.addPreview(variant, picture);
    });
    bridge.on('run/finished', ({ turnIds, ...run }) => this.finished(run, turnIds));
    bridge.on('run/paused', (run) => {
      if (!this.isOurs(run)) return;
      this.ended(null);
      this.notices.announce(text.turns.interrupted.announcePaused);
    });
    bridge.on('run/failed', ({ error, ...run }) => {
      if (!this.isOurs(run) || this.replays) return;
      this.ended(null);
      this.notices.error(new BridgeError(error));
    });
    bridge.on('run/cancelled', (run) => {
      if (!this.isOurs(run) || this.replays) return;
      if (this.state === 'accepting') this.stop();
      else this.cancelled();
    });
  }

  get state(): RunState {
    return this.machine.state;
  }

  get busy(): boolean {
    return this.state !== 'idle';
  }

  /** A recipe runs. */
  get replays(): boolean {
    return this.state === 'replaying';
  }

  get canPause(): boolean {
    return this.machine.can('pause');
  }

  get canCancel(): boolean {
    return this.machine.can('cancel') || this.replays;
  }

  /** A turn may be accepted: nothing runs, or only what makes others. */
  get canAccept(): boolean {
    return this.machine.can('accept') || !this.busy;
  }

  /** Pixels and selection may be changed: nothing runs and nothing waits. */
  get editable(): boolean {
    return !this.busy && !this.turns.waiting;
  }

  /** Why the big button cannot be pressed; null = it can. */
  get obstacle(): string | null {
    return this.busy ? text.panels.running : this.next.obstacle;
  }

  /** Runs with the present settings; within a region another turn, from wherever one was chosen to start. */
  async start(): Promise<void> {
    if (this.obstacle !== null) return;
    const { start } = this.turns;
    if (this.turns.waiting) this.next.freshSeed();
    const settings = this.settings.value;
    const { request } = this.next;
    this.begin(settings, start);
    await this.documents.gestures.sent();
    if (request.kind === 'generate' && !this.turns.waiting) {
      const { width, height } = this.settings.generateSize;
      this.creates = true;
      const isMade = await this.documents.create(width, height);
      this.creates = false;
      if (!isMade) return this.stop();
    }
    const { current } = this.documents;
    if (current === null) return this.stop();
    const intent = { documentId: current.id, request, settings, from: start };
    await this.started(current.id, () => ask(this.bridge.runs.start(intent)), text.run.announceStarted);
  }

  async cancel(): Promise<void> {
    const { runId } = this;
    if (!this.canCancel || runId === null) return;
    if (!this.replays) this.machine.go('cancel');
    await this.notices.guard(() => ask(this.bridge.runs.cancel(runId)));
    if (this.runId === runId && this.state === 'cancelling') this.cancelled();
  }

  /** Accepts the turn on the picture, also while others are made: those are not waited for. */
  async accept(): Promise<boolean> {
    if (this.machine.can('accept')) this.machine.go('accept');
    const { shown } = this.documents;
    const accepted = await this.turns.accept();
    if (this.documents.shown !== shown) return accepted;
    if (accepted) this.settings.forgetFill();
    // Refused before anything was ended: the run continues. Accepted: it is over, whoever says so first.
    if (this.state === 'accepting') {
      if (accepted) this.stop();
      else this.machine.go('carryOn');
    }
    return accepted;
  }

  /** Stops at once and saves where it stands. */
  async pause(): Promise<void> {
    const { runId } = this;
    if (!this.canPause || runId === null) return;
    this.machine.go('pause');
    const done = await this.notices.guard(async () => {
      await ask(this.bridge.runs.pause(runId));
      return true;
    });
    if (done === undefined && this.runId === runId && this.state === 'pausing') this.machine.go('carryOn');
  }

  /** Resumes the run that was paused or cut off. */
  async resume(): Promise<void> {
    const { interrupted, tree } = this.turns;
    if (interrupted === null || tree === null || this.busy) return;
    this.begin(interrupted.settings, interrupted.start);
    this.made.turnTo(interrupted.variant);
    const { documentId } = tree;
    await this.started(
      documentId,
      () => ask(this.bridge.runs.resume(documentId)),
      text.turns.interrupted.announceResumed,
    );
  }

  /** Drops the run that was paused or cut off; finished turns stay. */
  async drop(): Promise<void> {
    const { interrupted } = this.turns;
    if (interrupted === null || this.busy) return;
    const { kind } = this.next.request;
    await this.notices.guard(() => ask(this.bridge.runs.cancel(interrupted.runId)));
    const { announceDropped } = text.turns.interrupted;
    this.notices.announce(kind === 'generate' ? text.run.announceDiscardedNew : announceDropped);
    if (!this.turns.waiting) await this.turns.leaveEmpty(kind);
  }

  /** Another document is shown: what runs continues, and is taken up again with its document. A new picture's run goes with it. */
  leave(): void {
    if (this.busy && !this.creates) this.stop();
  }

  /** Takes up what runs or waits in a document that is shown now, also after the window was reloaded. */
  async attach(documentId: string): Promise<void> {
    const tree = await this.turns.load(documentId);
    if (tree?.running != null && !this.busy) this.adopt(tree.running);
  }

  /** A recipe runs: its runs are followed but never waited for here. */
  beginReplay(): void {
    this.machine.go('replay');
    this.clear();
  }

  endReplay(): void {
    if (this.replays) this.stop();
  }

  private adopt({ runId, settings, start, variant, steps }: RunningRun): void {
    this.begin(settings, start);
    this.runId = runId;
    this.machine.go('confirm');
    this.made.turnTo(variant);
    this.made.takeSteps(steps, start);
  }

  private begin(settings: RunSettings, start: TurnStart | null): void {
    this.machine.go('start');
    this.clear();
    this.running = { settings, start };
    this.turns.setMode('look');
    this.turns.show(null);
  }

  private async started(
    documentId: string,
    ask: () => Promise<{ runId: string }>,
    announcement: string,
  ): Promise<void> {
    const answer = await this.notices.guard(ask);
    if (documentId !== this.documents.current?.id) return;
    // A run that fails at once may have said so before the answer came.
    if (answer === undefined) return this.busy ? this.ended(null) : undefined;
    if (this.state === 'starting') {
      this.runId = answer.runId;
      this.machine.go('confirm');
    }
    const running = this.turns.tree?.running;
    if (running?.runId === answer.runId && this.made.steps.length === 0)
      this.made.takeSteps(running.steps, running.start);
    this.notices.announce(announcement);
  }

  /** Events of a run can arrive before the answer that names it. */
  private isOurs({ documentId, runId }: NamedRun): boolean {
    if (documentId !== this.documents.current?.id) return false;
    if (this.state === 'starting') this.runId ??= runId;
    if (this.replays) this.runId = runId;
    return this.runId === runId;
  }

  private isFollowed(run: NamedRun): boolean {
    return this.isOurs(run) && this.busy;
  }

  private follow(run: NamedRun, progress: RunProgress): void {
    if (!this.isFollowed(run)) return;
    if (this.machine.can('confirm')) this.machine.go('confirm');
    this.made.turnTo(progress.variant);
    this.progress = progress;
    if (progress.fraction - this.announced < announceEvery) return;
    this.announced = progress.fraction;
    this.notices.announce(text.run.announceProgress(progress.fraction));
  }

  private finished(run: NamedRun, turnIds: readonly string[]): void {
    if (!this.isOurs(run)) return;
    if (this.replays) return this.made.turnTo(-1);
    this.ended(turnIds[0] ?? null);
    this.notices.announce(text.run.announceFinished(turnIds.length));
  }

  private cancelled(): void {
    this.ended(null);
    const { length } = this.turns.list;
    const { kind } = this.next.request;
    const none = kind === 'generate' ? text.run.cancelledNew : text.run.cancelled;
    const message = length === 0 ? none : text.run.cancelledSome(length);
    this.notices.info(message);
    this.notices.announce(message);
    if (length === 0) void this.turns.leaveEmpty(kind);
  }

  /** The run is over: shows its first turn, or what was there before it, unless the user chose another turn meanwhile. */
  private ended(turnId: string | null): void {
    const chosen = this.turns.shownId;
    const next = turnId ?? this.turns.list.at(-1)?.id ?? null;
    this.stop();
    if (chosen === null) this.turns.show(next);
  }

  private stop(): void {
    this.machine.go('end');
    this.clear();
  }

  /** Nothing is known of a run. */
  private clear(): void {
    this.runId = null;
    this.progress = null;
    this.running = null;
    this.made.clear();
    this.announced = 0;
  }
}
