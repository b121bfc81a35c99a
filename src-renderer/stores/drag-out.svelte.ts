import type { TesseraBridge } from '#shared/contract/bridge.ts';
import type { DraggedFile } from '#shared/contract/documents.ts';
import { text } from '#shared/text/text.ts';
import { ask } from '#renderer/bridge/bridge.ts';
import type { DocumentsStore } from './documents.svelte.ts';
import { conversionOf, exportFormatOf, exportRequest } from './export-choices.ts';
import type { Notices } from './notices.svelte.ts';
import type { PreferencesStore } from './preferences.svelte.ts';
import type { RunStore } from './run.svelte.ts';

/**
 * The picture as a file that is dragged out of the window. The system wants a file that is there: it is made from the press of the
 * button on, and the drag begins once it is ready and the button is still down; else the next drag begins at once.
 */
export class DragOutStore {
  private file: Promise<DraggedFile | undefined> = Promise.resolve(undefined);
  private held = false;
  /** The file is on its way out: what comes back is no file to open. */
  away = false;

  constructor(
    private readonly bridge: TesseraBridge,
    private readonly notices: Notices,
    private readonly documents: DocumentsStore,
    private readonly preferences: PreferencesStore,
    private readonly run: Pick<RunStore, 'editable'>,
  ) {}

  /** The button went down on the handle. */
  press(): void {
    this.held = true;
    this.file = this.make();
  }

  /** The button went up, wherever the pointer is by now. */
  release(): void {
    this.held = false;
  }

  /** The pointer left with the button down. */
  async drag(): Promise<void> {
    const file = await this.file;
    const { current } = this.documents;
    if (file === undefined || current === null) return;
    const words = text.dialogs.dragOut;
    if (!this.held) return this.notices.info(words.ready(file.name));
    this.held = false;
    this.away = true;
    const begun = await this.notices.guard(() => ask(this.bridge.documents.startDrag(current.id)));
    this.away = false;
    if (begun === true && !this.run.editable) this.notices.info(text.dialogs.export.withoutWaiting);
  }

  /** Says what the handle is for, and what does the same by keyboard. */
  explain(copyKeys: string, exportKeys: string): void {
    this.notices.info(text.dialogs.dragOut.how(copyKeys, exportKeys));
  }

  private async make(): Promise<DraggedFile | undefined> {
    const { documents } = this;
    const { shown } = documents;
    if (shown === null) return undefined;
    const last = this.preferences.value.lastExport;
    const format = exportFormatOf(shown, last);
    const { resized, srgb } = conversionOf(shown.summary, last);
    const storesJpeg = format === 'jpeg' && shown.summary.storesJpeg && !resized && !srgb;
    const request = { documentId: shown.id, ...exportRequest(format, last, storesJpeg && last.keepJpeg) };
    return documents.telling(text.dialogs.dragOut.making, async () => {
      await shown.gestures.sent();
      return this.notices.guard(() => ask(this.bridge.documents.prepareDrag(request)));
    });
  }
}
