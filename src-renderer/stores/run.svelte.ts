import type { RunRequest } from '#shared/runs/run-request.ts';
import type { TesseraBridge } from '#shared/contract/bridge.ts';
import type { Events } from '#shared/contract/contract.ts';
import type { PhaseSeconds, RunProgress } from '#shared/runs/run-report.ts';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import { compareSteps } from '#shared/runs/segments.ts';
import type { OverlaidPicture, RunningRun, TurnStart, TurnStep } from '#shared/runs/turns.ts';
import { text } from '#shared/text/text.ts';
import { ask, BridgeError } from '#renderer/bridge/bridge.ts';
import type { DocumentsStore } from './documents.svelte.ts';
import type { Notices } from './notices.svelte.ts';
import type { SettingsStore } from './settings.svelte.ts';
import type { TurnsStore } from './turns.svelte.ts';

export type RunState = 'idle' | 'starting' | 'running' | 'pausing' | 'cancelling' | 'accepting' | 'replaying';
const announceEvery = 0.25;

/** All phases of a run together, in seconds. */
export const totalSeconds = (seconds: PhaseSeconds): number =>
  Object.values(seconds).reduce((sum: number, phase: number) => sum + phase, 0);

/** Starts runs and follows the one under way until it is finished, paused, cancelled or failed. */
export class RunStore {
  state = $state<RunState>('idle');
  progress = $state.raw<RunProgress | null>(null);
  /** The variant that is made now, and its AR steps so far. */
  variant = $state(0);
  steps = $state.raw<readonly TurnStep[]>([]);
  /** The detail stage at work: the newest picture of every part. */
  previews = $state.raw<readonly OverlaidPicture[]>([]);
  /** What the active run was started with. */
  running = $state.raw<{ readonly settings: RunSettings; readonly start: TurnStart | null } | null>(null);
  engine = $state.raw<Events['engine/status']>({ state: 'ready', message: null });
  private runId: string | null = null;
  private announced = 0;

  constructor(
    private readonly bridge: TesseraBridge,
    private readonly notices: Notices,
    private readonly documents: DocumentsStore,
    private readonly settings: SettingsStore,
    private readonly turns: TurnsStore,
  ) {
    bridge.on('run/progress', ({ runId, progress }) => this.follow(runId, progress));
    bridge.on('run/step', ({ runId, variant, step }) => this.commit(runId, variant, step));
    bridge.on('run/preview', ({ runId, variant, picture }) => this.preview(runId, variant, picture));
    bridge.on('run/finished', ({ runId, turnIds }) => this.finished(runId, turnIds));
    bridge.on('run/paused', ({ runId }) => {
      if (this.isOurs(runId)) this.paused();
    });
    bridge.on('run/failed', ({ runId, error }) => {
      if (!this.isOurs(runId) || this.state === 'replaying') return;
      this.ended(null);
      this.notices.error(new BridgeError(error));
    });
    bridge.on('run/cancelled', ({ runId }) => {
      if (!this.isOurs(runId) || this.state === 'replaying') return;
      if (this.state === 'accepting') this.reset();
      else this.cancelled();
    });
    bridge.on('engine/status', (status) => {
      if (status.state === 'restarting')
        this.notices.info(status.message ?? text.dialogs.messages.engineRestarted);
      this.engine = status;
    });
  }

  get busy(): boolean {
    return this.state !== 'idle';
  }

  /** Pixels and selection may be changed: nothing runs and nothing waits. */
  get editable(): boolean {
    return !this.busy && !this.turns.waiting;
  }

  /** What the big button asks for: within a region always the region's own request. */
  get request(): RunRequest {
    return this.turns.request ?? this.settings.request;
  }

  /** Why the big button cannot be pressed; null = it can. */
  get obstacle(): string | null {
    const { current } = this.documents;
    if (this.busy) return text.panels.running;
    if (this.turns.interrupted !== null) return text.turns.needDecision;
    if (this.settings.value.packId === '')
      return this.settings.packsKnown ? text.panels.needPack : text.panels.packsLoading;
    if (this.turns.waiting) return null;
    if (this.settings.mode === 'generate') return null;
    if (current === null) return text.panels.needPhoto;
    if (this.settings.mode === 'extend') return this.settings.extends ? null : text.panels.needFrame;
    return this.documents.selected ? null : text.panels.needMask;
  }

  /** Runs with the present settings; within a region another turn, from wherever one was chosen to start. */
  async start(): Promise<void> {
    if (this.obstacle !== null) return;
    const { start } = this.turns;
    if (this.turns.waiting) this.freshSeed();
    const settings = this.settings.value;
    const { request } = this;
    this.begin(settings, start);
    await this.documents.gestures.sent();
    if (request.kind === 'generate' && !this.turns.waiting) {
      const { width, height } = this.settings.generateSize;
      if (!(await this.documents.create(width, height))) return this.reset();
    }
    const { current } = this.documents;
    if (current === null) return this.reset();
    const intent = { documentId: current.id, request, settings, from: start };
    await this.started(() => ask(this.bridge.runs.start(intent)), text.run.announceStarted);
  }

  async cancel(): Promise<void> {
    const { runId, state } = this;
    if ((state !== 'running' && state !== 'replaying') || runId === null) return;
    if (state === 'running') this.state = 'cancelling';
    await this.notices.guard(() => ask(this.bridge.runs.cancel(runId)));
    if (this.runId === runId && this.state === 'cancelling') this.cancelled();
  }

  /** Accepts the turn on the picture, also while others are made: those are not waited for. */
  async accept(): Promise<boolean> {
    if (this.state === 'running') this.state = 'accepting';
    const accepted = await this.turns.accept();
    if (accepted) this.settings.forgetFill();
    // Refused before anything was ended: the run continues. Accepted: it is over, whoever says so first.
    if (this.state === 'accepting') {
      if (accepted) this.reset();
      else this.state = 'running';
    }
    return accepted;
  }

  /** Stops at once and saves where it stands. */
  async pause(): Promise<void> {
    if (this.state !== 'running' || this.runId === null) return;
    const { runId } = this;
    this.state = 'pausing';
    const done = await this.notices.guard(async () => {
      await ask(this.bridge.runs.pause(runId));
      return true;
    });
    if (done === undefined && this.state === 'pausing') this.state = 'running';
  }

  /** Resumes the run that was paused or cut off. */
  async resume(): Promise<void> {
    const { interrupted, tree } = this.turns;
    if (interrupted === null || tree === null || this.busy) return;
    this.begin(interrupted.settings, interrupted.start);
    this.variant = interrupted.variant;
    const { documentId } = tree;
    await this.started(
      () => ask(this.bridge.runs.resume(documentId)),
      text.turns.interrupted.announceResumed,
    );
  }

  /** Drops the run that was paused or cut off; finished turns stay. */
  async drop(): Promise<void> {
    const { interrupted } = this.turns;
    if (interrupted === null || this.busy) return;
    await this.notices.guard(() => ask(this.bridge.runs.cancel(interrupted.runId)));
    this.notices.announce(text.turns.interrupted.announceDropped);
  }

  /** Takes up what runs or waits in a document that was just opened, also after the window was reloaded. */
  async attach(documentId: string): Promise<void> {
    const tree = await this.turns.load(documentId);
    if (tree?.running != null && !this.busy) this.adopt(tree.running);
  }

  /** A recipe runs: its runs are followed but never waited for here. */
  beginReplay(): void {
    this.reset();
    this.state = 'replaying';
  }

  endReplay(): void {
    if (this.state === 'replaying') this.reset();
  }

  /** A seed that no turn of the region has, so that another turn is another picture. */
  freshSeed(): void {
    const { seed, variants } = this.settings.value;
    const used = this.turns.list.some(({ report }) => report.seed >= seed && report.seed < seed + variants);
    if (used) this.settings.rollSeed();
  }

  private adopt({ runId, settings, start, variant, steps }: RunningRun): void {
    this.begin(settings, start);
    this.runId = runId;
    this.state = 'running';
    this.variant = variant;
    this.steps = this.ownSteps(steps, start);
  }

  /** The steps that a run made itself: those it took over from another turn are that one's. */
  private ownSteps(steps: readonly TurnStep[], start: TurnStart | null): readonly TurnStep[] {
    return start?.kind === 'step' ? steps.filter(({ at }) => compareSteps(at, start.at) >= 0) : steps;
  }

  private begin(settings: RunSettings, start: TurnStart | null): void {
    this.reset();
    this.state = 'starting';
    this.running = { settings, start };
    this.turns.setMode('look');
    this.turns.show(null);
  }

  private async started(ask: () => Promise<{ runId: string }>, announcement: string): Promise<void> {
    const answer = await this.notices.guard(ask);
    if (answer === undefined) return this.ended(null);
    if (this.state === 'starting') {
      this.runId = answer.runId;
      this.state = 'running';
    }
    const running = this.turns.tree?.running;
    if (running?.runId === answer.runId && this.steps.length === 0)
      this.steps = this.ownSteps(running.steps, running.start);
    this.notices.announce(announcement);
  }

  /** Events of a run can arrive before the answer that names it. */
  private isOurs(runId: string): boolean {
    if (this.state === 'starting') this.runId ??= runId;
    if (this.state === 'replaying') this.runId = runId;
    return this.runId === runId;
  }

  private follow(runId: string, progress: RunProgress): void {
    if (!this.isOurs(runId) || !this.busy) return;
    if (this.state === 'starting') this.state = 'running';
    this.turnTo(progress.variant);
    this.progress = progress;
    if (progress.fraction - this.announced < announceEvery) return;
    this.announced = progress.fraction;
    this.notices.announce(text.run.announceProgress(progress.fraction));
  }

  private commit(runId: string, variant: number, step: TurnStep): void {
    if (!this.isOurs(runId) || !this.busy) return;
    this.turnTo(variant);
    // After a resume the steps since the saved moment come again.
    this.steps = [...this.steps.filter(({ at }) => compareSteps(at, step.at) < 0), step];
  }

  private preview(runId: string, variant: number, picture: OverlaidPicture): void {
    if (!this.isOurs(runId) || !this.busy) return;
    this.turnTo(variant);
    const { x, y } = picture.rect;
    // Parts differ in where they begin; a finer level may end a pixel later than a coarser one.
    this.previews = [...this.previews.filter(({ rect }) => rect.x !== x || rect.y !== y), picture];
  }

  private turnTo(variant: number): void {
    if (variant === this.variant) return;
    this.variant = variant;
    this.steps = [];
    this.previews = [];
  }

  private finished(runId: string, turnIds: readonly string[]): void {
    if (!this.isOurs(runId)) return;
    if (this.state === 'replaying') return this.turnTo(-1);
    this.ended(turnIds[0] ?? null);
    this.notices.announce(text.run.announceFinished(turnIds.length));
  }

  private paused(): void {
    this.ended(null);
    this.notices.announce(text.turns.interrupted.announcePaused);
  }

  private cancelled(): void {
    this.ended(null);
    const { length } = this.turns.list;
    const message = length === 0 ? text.run.cancelled : text.run.cancelledSome(length);
    this.notices.info(message);
    this.notices.announce(message);
  }

  /** The run is over: shows its first turn, or what was there before it, unless the user chose another turn meanwhile. */
  private ended(turnId: string | null): void {
    const chosen = this.turns.shownId;
    const next = turnId ?? this.turns.list.at(-1)?.id ?? null;
    this.reset();
    if (chosen === null) this.turns.show(next);
  }

  private reset(): void {
    this.state = 'idle';
    this.runId = null;
    this.progress = null;
    this.running = null;
    this.variant = 0;
    this.steps = [];
    this.previews = [];
    this.announced = 0;
  }
}
