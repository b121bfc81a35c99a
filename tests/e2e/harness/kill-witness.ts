import type { StepId } from '#shared/runs/run-plan.ts';
import { compareSteps } from '#shared/runs/segments.ts';
import type { TurnTree } from '#shared/runs/turns.ts';
import type { TesseraApp } from './tessera-app.ts';

/** An AR step of the active run as a window was told of it. */
interface SeenStep {
  readonly variant: number;
  readonly at: StepId;
  /** Milliseconds since 1970, when the test heard of it. */
  readonly time: number;
}

type Heard =
  | { readonly kind: 'started'; readonly runId: string }
  | { readonly kind: 'step'; readonly runId: string; readonly variant: number; readonly at: StepId }
  | { readonly kind: 'ended' | 'paused'; readonly runId: string }
  | { readonly kind: 'turns'; readonly ids: readonly string[] }
  | { readonly kind: 'message'; readonly text: string };

/** What the window had been told before a kill: nothing of it may be gone afterwards. */
export class KillWitness {
  /** What undo would have taken back, by the last answer; `started` = by one that was still awaited. */
  confirmedLabel: string | null = null;
  startedLabel: string | null = null;
  /** The label that a saved file held, if one was written or being written. */
  savedLabel: string | null | undefined;
  /** Something that ends turns or a run was asked for and not answered yet: both outcomes are right. */
  isEnding = false;
  turnIds: readonly string[] = [];
  runId: string | null = null;
  private runStarted = 0;
  private steps: SeenStep[] = [];
  readonly messages: string[] = [];

  /** AR steps of the active run so far. */
  get stepCount(): number {
    return this.steps.length;
  }

  /** True where a run is active as far as the window knows. */
  get isRunning(): boolean {
    return this.runId !== null && this.runStarted > 0;
  }

  /** Listens to what main tells the window. */
  async watch(app: TesseraApp): Promise<void> {
    await app.window.exposeFunction('witness', (heard: Heard) => this.hear(heard));
    await app.window.evaluate(() => {
      const { witness } = window as unknown as { witness(heard: unknown): void };
      const { tessera } = window;
      tessera.on('run/step', ({ runId, variant, step }) =>
        witness({ kind: 'step', runId, variant, at: step.at }),
      );
      for (const name of ['run/finished', 'run/failed', 'run/cancelled'] as const)
        tessera.on(name, ({ runId }) => witness({ kind: 'ended', runId }));
      tessera.on('run/paused', ({ runId }) => witness({ kind: 'paused', runId }));
      tessera.on('turns/changed', ({ tree }) => {
        witness({ kind: 'turns', ids: tree?.turns.map(({ id }) => id) ?? [] });
        if (tree?.running) witness({ kind: 'started', runId: tree.running.runId });
      });
      tessera.on('app/message', ({ message }) => witness({ kind: 'message', text: message }));
    });
  }

  /** What a restart has brought back becomes what must not be lost next. */
  begin(label: string | null, tree: TurnTree | null): void {
    this.confirmedLabel = this.startedLabel = label;
    this.savedLabel = undefined;
    this.isEnding = false;
    this.turnIds = tree?.turns.map(({ id }) => id) ?? [];
    this.runId = tree?.interrupted?.runId ?? null;
    this.runStarted = 0;
    this.steps = [];
  }

  /** How many turns that were there are gone. */
  lostTurns(tree: TurnTree | null): number {
    if (this.isEnding) return 0;
    const back = new Set(tree?.turns.map(({ id }) => id));
    return this.turnIds.filter((id) => !back.has(id)).length;
  }

  /** Seconds of the run before the kill that did not come back; null where no run was resumed. */
  lostSeconds(tree: TurnTree | null, killedAt: number): number | null {
    if (this.runId === null || this.isEnding) return null;
    const finished = tree?.turns.length ?? 0;
    const standing = tree?.interrupted;
    const isBack = ({ variant, at }: SeenStep): boolean =>
      standing?.runId === this.runId
        ? variant < standing.variant || (variant === standing.variant && compareSteps(at, standing.at) < 0)
        : finished > this.turnIds.length;
    const lost = this.steps.find((step) => !isBack(step));
    if (lost) return (killedAt - lost.time) / 1000;
    // Without a step yet: the run itself must have come back unless it had only just begun.
    const isThere = standing?.runId === this.runId || finished > this.turnIds.length;
    if (isThere) return 0;
    // One that stood still must never be gone.
    return this.runStarted === 0 ? Number.MAX_SAFE_INTEGER : (killedAt - this.runStarted) / 1000;
  }

  private hear(heard: Heard): void {
    switch (heard.kind) {
      case 'started':
        if (heard.runId === this.runId && this.runStarted > 0) return;
        this.runId = heard.runId;
        this.runStarted = Date.now();
        this.steps = [];
        return;
      case 'step':
        this.steps.push({ variant: heard.variant, at: heard.at, time: Date.now() });
        return;
      case 'ended':
        this.runId = null;
        return;
      case 'paused':
        this.runStarted = 0;
        return;
      case 'turns':
        this.turnIds = heard.ids;
        return;
      case 'message':
        this.messages.push(heard.text);
    }
  }
}
