import type { TesseraBridge } from '#shared/contract/bridge.ts';
import type { ReplayOutcome } from '#shared/contract/contract.ts';
import { text } from '#shared/text/text.ts';
import { ask } from '#renderer/bridge/bridge.ts';
import type { DocumentsStore } from './documents.svelte.ts';
import type { Notices } from './notices.svelte.ts';
import type { RunStore } from './run.svelte.ts';

/** The document as a project file, and results replayed from their recipes. */
export class ProjectStore {
  saving = $state(false);
  /** What the last replay found, until the user has read it. */
  outcome = $state.raw<ReplayOutcome | null>(null);

  constructor(
    private readonly bridge: TesseraBridge,
    private readonly notices: Notices,
    private readonly documents: DocumentsStore,
    private readonly run: RunStore,
  ) {}

  async save(saveAs: boolean): Promise<void> {
    const { current } = this.documents;
    if (current === null || this.saving) return;
    this.saving = true;
    const saved = await this.documents.telling(text.status.working, async () => {
      await this.documents.gestures.sent();
      return this.notices.guard(() => ask(this.bridge.projects.save({ documentId: current.id, saveAs })));
    });
    this.saving = false;
    if (saved) this.notices.info(text.dialogs.project.saved(saved.name));
  }

  /** Runs the recipe of a result file on the open photo and keeps what was found. */
  async replay(): Promise<void> {
    const { current } = this.documents;
    if (current === null || !this.run.editable) return;
    this.outcome = null;
    this.run.beginReplay();
    await this.documents.gestures.sent();
    const outcome = await this.notices.guard(() => ask(this.bridge.recipes.replay(current.id)));
    this.run.endReplay();
    if (outcome) this.outcome = outcome;
  }
}
