import type { RunRequest } from '#shared/runs/run-request.ts';
import { text } from '#shared/text/text.ts';
import type { DocumentsStore } from './documents.svelte.ts';
import type { SettingsStore } from './settings.svelte.ts';
import type { TurnsStore } from './turns.svelte.ts';

/** What the big button asks for, and what stands against it. */
export class NextRun {
  constructor(
    private readonly documents: DocumentsStore,
    private readonly settings: SettingsStore,
    private readonly turns: TurnsStore,
  ) {}

  /** Within a region always the region's own request. */
  get request(): RunRequest {
    return this.turns.request ?? this.settings.request;
  }

  /** Why it cannot be asked for while nothing runs; null = it can. */
  get obstacle(): string | null {
    const { documents, settings, turns } = this;
    if (turns.interrupted !== null) return text.turns.needDecision;
    if (settings.value.packId === '')
      return settings.packsKnown ? text.panels.needPack : text.panels.packsLoading;
    if (turns.waiting)
      return turns.selectionLeft && turns.start === null ? text.run.waits.nextSelection : null;
    if (settings.mode === 'generate') return null;
    if (documents.current === null) return text.panels.needPhoto;
    if (settings.mode === 'extend') return settings.extends ? null : text.panels.needFrame;
    return documents.selected ? null : text.panels.needMask;
  }

  /** A seed that no turn of the region has, so that another turn is another picture. */
  freshSeed(): void {
    const { seed, variants } = this.settings.value;
    const used = this.turns.list.some(({ report }) => report.seed >= seed && report.seed < seed + variants);
    if (used) this.settings.rollSeed();
  }
}
