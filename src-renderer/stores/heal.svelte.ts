import type { TesseraBridge } from '#shared/contract/bridge.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { text } from '#shared/text/text.ts';
import { ask } from '#renderer/bridge/bridge.ts';
import { deflate } from '#renderer/bridge/deflate.ts';
import type { DocumentsStore } from './documents.svelte.ts';
import type { Notices } from './notices.svelte.ts';

/** From here on a wait is told of, in milliseconds. */
const patience = 300;

/** Healing strokes on their way: made one after another, each committed as soon as it is made. */
export class HealStore {
  underWay = $state(0);
  /** True once somebody has waited long enough to be told. */
  slow = $state(false);
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly bridge: TesseraBridge,
    private readonly notices: Notices,
    private readonly documents: DocumentsStore,
  ) {}

  /**
   * Heals the coverage of `rect`. @returns the revision of the pixels that show it; null where it failed, which is told.
   * Undo, runs and whatever else asks for the document's pixels wait for it.
   */
  heal(documentId: string, rect: Rect, coverage: Uint8Array<ArrayBuffer>): Promise<number | null> {
    const healed = this.send(documentId, rect, coverage);
    this.documents.gestures.addPixels(healed);
    return healed;
  }

  private async send(
    documentId: string,
    rect: Rect,
    coverage: Uint8Array<ArrayBuffer>,
  ): Promise<number | null> {
    this.begin();
    const packed = deflate(coverage);
    const summary = await this.notices.guard(async () =>
      ask(this.bridge.runs.heal({ documentId, rect, coverage: await packed })),
    );
    this.end();
    if (summary === undefined) return null;
    this.notices.announce(text.run.healed);
    if (this.documents.current?.id === documentId) this.documents.show(summary);
    return summary.pixelRevision;
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
