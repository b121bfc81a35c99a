import type { Answer, TesseraBridge } from '#shared/contract/bridge.ts';
import type { RunPlan } from '#shared/runs/run-plan.ts';
import type { TurnStart } from '#shared/runs/turns.ts';
import { ask } from '#renderer/bridge/bridge.ts';
import type { DocumentsStore } from './documents.svelte.ts';
import type { RunStore } from './run.svelte.ts';
import type { SettingsStore } from './settings.svelte.ts';
import type { TurnsStore } from './turns.svelte.ts';

const planAfterMs = 250;

/** What the next run would do, said before it does. */
export class PlanStore {
  value = $state.raw<RunPlan | null>(null);
  /** Where the run that `value` tells of starts. */
  from = $state.raw<TurnStart | null>(null);
  planning = $state(false);
  /** Why there is no plan: main's own words. */
  problem = $state<string | null>(null);
  private timer: ReturnType<typeof setTimeout> | null = null;
  private number = 0;

  constructor(
    private readonly bridge: TesseraBridge,
    private readonly documents: DocumentsStore,
    private readonly settings: SettingsStore,
    private readonly turns: TurnsStore,
    private readonly run: RunStore,
  ) {}

  /** Asks for a new plan once the choices rest. Call whenever document, selection, settings or the start changed. */
  refresh(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    const number = ++this.number;
    const { current } = this.documents;
    if ((current === null && !this.newPicture) || this.run.obstacle !== null) {
      if (!this.run.busy) this.value = null;
      this.planning = false;
      this.problem = null;
      return;
    }
    this.planning = true;
    this.timer = setTimeout(() => void this.fetch(number), planAfterMs);
  }

  /** Another picture: what is planned for this one means nothing there. */
  forget(): void {
    this.value = null;
    this.refresh();
  }

  /** A picture made from a label alone has no document until its run starts. */
  private get newPicture(): boolean {
    return this.run.next.request.kind === 'generate' && !this.turns.waiting;
  }

  private async fetch(number: number): Promise<void> {
    await this.documents.gestures.sent();
    if (number !== this.number) return;
    const from = this.turns.start;
    try {
      const plan = await ask(this.asked(from));
      if (number !== this.number) return;
      this.value = plan;
      this.from = from;
      this.problem = null;
    } catch (error) {
      if (number !== this.number) return;
      this.value = null;
      this.problem = error instanceof Error ? error.message : null;
    }
    this.planning = false;
  }

  private asked(from: TurnStart | null): Promise<Answer<RunPlan>> {
    const settings = this.settings.value;
    if (this.newPicture) return this.bridge.runs.planNew({ ...this.settings.generateSize, settings });
    const documentId = this.documents.current!.id;
    return this.bridge.runs.plan({ documentId, request: this.run.next.request, settings, from });
  }
}
