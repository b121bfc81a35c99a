import type { ExportResult } from '#shared/contract/contract.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import type { ExportFormat } from '#shared/pictures/picture-formats.ts';
import type { PictureChoices } from './settings.svelte.ts';
import type { Look } from './view.svelte.ts';

/** Gestures that main may not have yet, or is still busy with. What depends on the selection or the pixels waits for them. */
export class Gestures {
  private underWay = $state(0);
  private all: Promise<void> = Promise.resolve();

  /** True while a gesture on the selection is on its way. */
  get sending(): boolean {
    return this.underWay > 0;
  }

  /** Takes notice of a gesture; `sent` is settled once main has taken or refused it. */
  add(sent: Promise<void>): void {
    this.underWay++;
    this.all = Promise.allSettled([this.all, sent]).then(() => void this.underWay--);
  }

  /** Takes notice of pixels that are being made: what depends on the document waits for them too. */
  addPixels(made: Promise<unknown>): void {
    this.all = Promise.allSettled([this.all, made]).then(() => undefined);
  }

  /** Resolves once main knows every gesture made before this call and has made its pixels. */
  sent(): Promise<void> {
    return this.all;
  }
}

/** One open document as main describes it, and what the window knows of it besides. No pixels: those of the shown one are the canvas'. */
export class Tab {
  summary: DocumentSummary;
  readonly gestures = new Gestures();
  /** Retouching strokes on their way. */
  retouching = $state({ heal: 0, restore: 0 });
  /** Those that wait for a decision: nothing else waits for them before it. */
  retouchedLater: Promise<unknown>[] = [];
  /** True once a lossy export was written: the exactness badge then says what its count means. */
  exportedLossy = $state(false);
  /** True once an export was resampled, or its colours converted: the badge then says so. */
  exportedConverted = $state(false);
  /** What that export kept of the photo's own JPEG; null = nothing. */
  exportedJpeg = $state<ExportResult['jpeg']>(null);
  /** What it shall be exported as; null = nothing was chosen yet. */
  exportFormat = $state<ExportFormat | null>(null);
  /** What was chosen for its next fill when another tab was shown; null = nothing yet. */
  choices: PictureChoices | null = null;
  /** How it was looked at then. */
  look: Look | null = null;

  /** @param openedFrom the tab that was shown when it was opened; null = none */
  constructor(
    summary: DocumentSummary,
    readonly openedFrom: string | null,
  ) {
    this.summary = $state.raw(summary);
  }

  get id(): string {
    return this.summary.id;
  }

  /** Its project once it has one, else its photo. */
  get title(): string {
    return this.summary.projectName ?? this.summary.name;
  }
}
