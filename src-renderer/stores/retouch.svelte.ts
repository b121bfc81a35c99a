import type { Answer, TesseraBridge } from '#shared/contract/bridge.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { text } from '#shared/text/text.ts';
import { ask, deflate } from '#renderer/bridge/bridge.ts';
import type { DocumentsStore } from './documents.svelte.ts';
import type { Notices } from './notices.svelte.ts';
import type { RunStore } from './run.svelte.ts';

/** From here on a wait is told of, in milliseconds. */
const patience = 300;

/** What becomes of a stroke: filled from around it, or as the photo was opened. */
export type Retouching = 'heal' | 'restore';

/** Retouching strokes on their way: made one after another, each committed as soon as it is made. */
export class RetouchStore {
  underWay = $state(0);
  /** True once somebody has waited long enough to be told. */
  slow = $state(false);
  /** Strokes that wait for a decision: nothing else waits for them before it. */
  private later: Promise<unknown>[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly bridge: TesseraBridge,
    private readonly notices: Notices,
    private readonly documents: DocumentsStore,
    private readonly run: RunStore,
  ) {}

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
    if (this.run.editable) this.documents.gestures.addPixels(made);
    else this.later.push(made);
    return made;
  }

  /** What ran or waited was decided on: strokes that waited for it are made now. */
  decided(): void {
    for (const made of this.later.splice(0)) this.documents.gestures.addPixels(made);
  }

  private async send(
    how: Retouching,
    documentId: string,
    rect: Rect,
    coverage: Uint8Array<ArrayBuffer>,
  ): Promise<number | null> {
    this.begin();
    const packed = deflate(coverage);
    const summary = await this.notices.guard(async () =>
      ask(this.request(how, { documentId, rect, coverage: await packed })),
    );
    this.end();
    if (summary === undefined || this.documents.current?.id !== documentId) return null;
    if (summary === null) {
      this.notices.info(text.run.nothingToRestore);
      return null;
    }
    this.notices.announce(text.run.retouched[how]);
    this.documents.show(summary);
    return summary.pixelRevision;
  }

  private request(
    how: Retouching,
    stroke: Parameters<TesseraBridge['runs']['heal']>[0],
  ): Promise<Answer<DocumentSummary | null>> {
    return how === 'heal' ? this.bridge.runs.heal(stroke) : this.bridge.documents.restoreOriginal(stroke);
  }

  private begin(): void {
    if (this.underWay++ === 0) this.timer = setTimeout(() => (this.slow = true), patience);
  }

  private end(): void {
    if (--this.underWay > 0) return;
    clearTimeout(this.timer);
    this.slow = false;
  }
}
