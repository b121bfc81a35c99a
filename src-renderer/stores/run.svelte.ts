import type { TesseraBridge } from '../../src-shared/contract/bridge';
import type { Events, RunResult } from '../../src-shared/contract/contract';
import type { RunPlan } from '../../src-shared/runs/run-plan';
import type { PhaseSeconds, RunProgress, RunReport } from '../../src-shared/runs/run-report';
import { text } from '../../src-shared/text/text';
import { ask, BridgeError } from '../bridge/bridge';
import type { DocumentsStore } from './documents.svelte';
import type { Notices } from './notices.svelte';
import { noExtension, type SettingsStore } from './settings.svelte';

export type RunState = 'idle' | 'starting' | 'running' | 'cancelling' | 'reviewing';
export type RunPreview = Events['run/preview'];
const planAfterMs = 250;
const announceEvery = 0.25;

/** All phases of a run together, in seconds. */
export const totalSeconds = (seconds: PhaseSeconds): number =>
  Object.values(seconds).reduce((sum: number, phase: number) => sum + phase, 0);

/** Plans the next run, follows the one under way, and holds its result until the user decides. */
export class RunStore {
  state = $state<RunState>('idle');
  plan = $state.raw<RunPlan | null>(null);
  planning = $state(false);
  /** Why there is no plan: main's own words. */
  planProblem = $state<string | null>(null);
  progress = $state.raw<RunProgress | null>(null);
  result = $state.raw<RunResult | null>(null);
  variant = $state(0);
  lastReport = $state.raw<RunReport | null>(null);
  /** Newest last; the canvas fetches what it has not yet. */
  previews = $state.raw<readonly RunPreview[]>([]);
  engine = $state.raw<Events['engine/status']>({ state: 'ready', message: null });
  private runId: string | null = null;
  private planTimer: ReturnType<typeof setTimeout> | null = null;
  private planNumber = 0;
  private announced = 0;

  constructor(
    private readonly bridge: TesseraBridge,
    private readonly notices: Notices,
    private readonly documents: DocumentsStore,
    private readonly settings: SettingsStore,
  ) {
    bridge.on('run/progress', ({ runId, progress }) => this.follow(runId, progress));
    bridge.on('run/preview', (preview) => {
      if (this.isOurs(preview.runId)) this.previews = [...this.previews, preview];
    });
    bridge.on('run/finished', (result) => this.review(result));
    bridge.on('run/failed', ({ runId, error }) => {
      if (!this.isOurs(runId)) return;
      this.reset();
      this.notices.error(new BridgeError(error));
    });
    bridge.on('run/cancelled', ({ runId }) => {
      if (this.isOurs(runId)) this.cancelled();
    });
    bridge.on('engine/status', (status) => {
      if (status.state === 'restarting')
        this.notices.info(status.message ?? text.dialogs.messages.engineRestarted);
      this.engine = status;
    });
  }

  get busy(): boolean {
    return this.state === 'starting' || this.state === 'running' || this.state === 'cancelling';
  }

  /** Why the big button cannot be pressed; null = it can. */
  get obstacle(): string | null {
    const { current } = this.documents;
    if (this.busy) return text.panels.running;
    if (this.state === 'reviewing') return text.panels.reviewing;
    if (this.settings.value.packId === '') return text.panels.needPack;
    if (this.settings.mode === 'generate') return null;
    if (current === null) return text.panels.needPhoto;
    if (this.settings.mode === 'extend') return this.settings.extends ? null : text.panels.needFrame;
    return current.maskBounds === null ? text.panels.needMask : null;
  }

  /** Asks for a new plan once the choices rest. Call whenever document, selection or settings changed. */
  replan(): void {
    if (this.planTimer !== null) clearTimeout(this.planTimer);
    const number = ++this.planNumber;
    const { current } = this.documents;
    if (current === null || this.obstacle !== null || this.settings.mode === 'generate') {
      if (!this.busy) this.plan = null;
      this.planning = false;
      this.planProblem = null;
      return;
    }
    this.planning = true;
    this.planTimer = setTimeout(() => void this.fetchPlan(number), planAfterMs);
  }

  async start(): Promise<void> {
    if (this.obstacle !== null) return;
    this.state = 'starting';
    this.progress = null;
    this.previews = [];
    this.announced = 0;
    if (this.settings.mode === 'generate') {
      const { width, height } = this.settings.generateSize;
      if (!(await this.documents.create(width, height))) return this.reset();
    }
    const { current } = this.documents;
    if (current === null) return this.reset();
    const { request, value } = this.settings;
    const started = await this.notices.guard(() =>
      ask(this.bridge.runs.start({ documentId: current.id, request, settings: value })),
    );
    if (started === undefined) return this.reset();
    if (this.state === 'starting') {
      this.runId = started.runId;
      this.state = 'running';
    }
    this.notices.announce(text.run.announceStarted);
  }

  async cancel(): Promise<void> {
    if (this.state !== 'running' || this.runId === null) return;
    const { runId } = this;
    this.state = 'cancelling';
    await this.notices.guard(() => ask(this.bridge.runs.cancel(runId)));
    if (this.runId === runId) this.cancelled();
  }

  async accept(): Promise<void> {
    const { result } = this;
    if (this.state !== 'reviewing' || result === null) return;
    const request = { runId: result.runId, variant: this.variant };
    const summary = await this.notices.guard(() => ask(this.bridge.runs.accept(request)));
    if (summary === undefined) return;
    this.documents.show(summary);
    this.settings.extendBy = noExtension;
    this.reset();
    this.notices.announce(text.run.announceAccepted);
  }

  async discard(): Promise<void> {
    const { result } = this;
    if (this.state !== 'reviewing' || result === null) return;
    const summary = await this.notices.guard(() => ask(this.bridge.runs.discard(result.runId)));
    if (summary === undefined) return;
    this.documents.show(summary);
    this.reset();
    this.notices.announce(text.run.announceDiscarded);
  }

  /** Discards and runs once more with another seed. */
  async again(): Promise<void> {
    await this.discard();
    if (this.state !== 'idle') return;
    this.settings.rollSeed();
    await this.start();
  }

  showVariant(index: number): void {
    const report = this.result?.variants[index]?.report;
    if (report === undefined) return;
    this.variant = index;
    this.lastReport = report;
  }

  stepVariant(direction: 1 | -1): void {
    const count = this.result?.variants.length ?? 0;
    if (count > 0) this.showVariant((this.variant + direction + count) % count);
  }

  private async fetchPlan(number: number): Promise<void> {
    const { current } = this.documents;
    if (current === null) return;
    const { request, value } = this.settings;
    try {
      const plan = await ask(this.bridge.runs.plan({ documentId: current.id, request, settings: value }));
      if (number !== this.planNumber) return;
      this.plan = plan;
      this.planProblem = null;
    } catch (error) {
      if (number !== this.planNumber) return;
      this.plan = null;
      this.planProblem = error instanceof Error ? error.message : null;
    }
    this.planning = false;
  }

  /** Events of a run can arrive before the answer that names it. */
  private isOurs(runId: string): boolean {
    if (this.state === 'starting') this.runId ??= runId;
    return this.runId === runId;
  }

  private follow(runId: string, progress: RunProgress): void {
    if (!this.isOurs(runId) || !this.busy) return;
    if (this.state === 'starting') this.state = 'running';
    this.progress = progress;
    if (progress.fraction - this.announced < announceEvery) return;
    this.announced = progress.fraction;
    this.notices.announce(text.run.announceProgress(progress.fraction));
  }

  private review(result: RunResult): void {
    if (!this.isOurs(result.runId)) return;
    this.result = result;
    this.state = 'reviewing';
    this.progress = null;
    this.showVariant(0);
    this.notices.announce(text.run.announceFinished(result.variants.length));
  }

  private cancelled(): void {
    this.reset();
    this.notices.info(text.run.cancelled);
    this.notices.announce(text.run.announceCancelled);
  }

  private reset(): void {
    this.state = 'idle';
    this.runId = null;
    this.progress = null;
    this.result = null;
    this.previews = [];
    this.variant = 0;
  }
}
