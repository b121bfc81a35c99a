import type { Answer, TesseraBridge } from '#shared/contract/bridge.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { text } from '#shared/text/text.ts';
import { ask, deflate } from '#renderer/bridge/bridge.ts';
import type { DocumentsStore } from './documents.svelte.ts';
import type { Notices } from './notices.svelte.ts';
import type { RunStore } from './run.svelte.ts';
import type { Tab } from './tab.svelte.ts';

/** From here on a wait is told of, in milliseconds. */
const patience = 300;

/** What becomes of a stroke: filled from around it, or as the photo was opened. */
export type Retouching = 'heal' | 'restore';

/** Retouching strokes on their way: made one after another, each committed as soon as it is made. */
export class RetouchStore {
  /** True once somebody has waited long enough to be told. */
  slow = $state(false);
  /** How many are on their way in all pictures. */
  private all = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly bridge: TesseraBridge,
    private readonly notices: Notices,
    private readonly documents: DocumentsStore,
    private readonly run: RunStore,
  ) {}

  /** How many are on their way in the picture that is shown. */
  underWay(how: Retouching): number {
    return this.documents.shown?.retouching[how] ?? 0;
  }

  /**
   * Makes the coverage of `rect`. @returns the revision of the pixels that show it; null where nothing came of it, which is told.
   * Undo, runs and whatever else asks for the document's pixels wait for it, unless it waits itself for a decision.
   */
  make(
    how: Retouching,
    documentId: string,
    rect: Rect,
    coverage: Uint8Array<ArrayBuffer>,
  ): Promise<number | null> {
    const made = this.send(how, documentId, rect, coverage);
    const { shown } = this.documents;
    if (this.run.editable) shown?.gestures.addPixels(made);
    else shown?.retouchedLater.push(made);
    return made;
  }

  /** What ran or waited was decided on: strokes that waited for it are made now. */
  decided(): void {
    const { shown } = this.documents;
    for (const made of shown?.retouchedLater.splice(0) ?? []) shown?.gestures.addPixels(made);
  }

  private async send(
    how: Retouching,
    documentId: string,
    rect: Rect,
    coverage: Uint8Array<ArrayBuffer>,
  ): Promise<number | null> {
    const tab = this.documents.tabOf(documentId);
    this.begin(tab, how);
    const packed = deflate(coverage);
    const summary = await this.notices.guard(async () =>
      ask(this.request(how, { documentId, rect, coverage: await packed })),
    );
    this.end(tab, how);
    if (summary) this.documents.take(summary);
    if (summary === undefined || this.documents.current?.id !== documentId) return null;
    if (summary === null) {
      this.notices.info(text.run.nothingToRestore);
      return null;
    }
    this.notices.announce(text.run.retouched[how]);
    return summary.pixelRevision;
  }

  private request(
    how: Retouching,
    stroke: Parameters<TesseraBridge['runs']['heal']>[0],
  ): Promise<Answer<DocumentSummary | null>> {
    return how === 'heal' ? this.bridge.runs.heal(stroke) : this.bridge.documents.restoreOriginal(stroke);
  }

  private begin(tab: Tab | null, how: Retouching): void {
    if (tab !== null) tab.retouching[how]++;
    if (this.all++ === 0) this.timer = setTimeout(() => (this.slow = true), patience);
  }

  private end(tab: Tab | null, how: Retouching): void {
    if (tab !== null) tab.retouching[how]--;
    if (--this.all > 0) return;
    clearTimeout(this.timer);
    this.slow = false;
  }
}
