import type { TesseraBridge } from '#shared/contract/bridge.ts';
import type { RequestOf } from '#shared/contract/contract.ts';
import type { ExportEstimate } from '#shared/contract/documents.ts';
import { text } from '#shared/text/text.ts';
import { ask } from '#renderer/bridge/bridge.ts';
import type { DocumentsStore } from './documents.svelte.ts';
import type { Notices } from './notices.svelte.ts';

/** Writes the document that is shown into files of the user's. */
export class ExportsStore {
  writing = $state(false);

  constructor(
    private readonly bridge: TesseraBridge,
    private readonly notices: Notices,
    private readonly documents: DocumentsStore,
  ) {}

  /** True once the file is written; false where the user cancelled or it failed. */
  async write(asked: Omit<RequestOf<'documents/export'>, 'documentId'>): Promise<boolean> {
    const { shown } = this.documents;
    if (shown === null || this.writing) return false;
    this.writing = true;
    await shown.gestures.sent();
    const request = { documentId: shown.id, ...asked };
    const result = await this.notices.guard(() => ask(this.bridge.documents.export(request)));
    this.writing = false;
    if (!result) return false;
    shown.exportedLossy = result.lossy;
    shown.exportedConverted = result.converted;
    shown.exportedJpeg = result.jpeg;
    const words = text.dialogs.export;
    const notes = [
      result.takesOriginalName ? words.takesOriginalName : null,
      result.note,
      words.doneRecipe[result.recipe],
      result.source && text.pictures.disclosed[result.source],
      result.credentials === 'signed' && text.pictures.credentials.signed,
      words.doneChanges(result.changes),
    ];
    this.notices.info([`${words.done(result.name)}.`, ...notes].filter(Boolean).join(' '), {
      label: words.showInFolder,
      run: () => void this.notices.guard(() => ask(this.bridge.documents.showExported())),
    });
    return true;
  }

  /** How large an export would be; null where it cannot be told now, and writing it says why. */
  async estimate(
    asked: Omit<RequestOf<'documents/estimate-export'>, 'documentId'>,
  ): Promise<ExportEstimate | null> {
    const { current } = this.documents;
    if (current === null) return null;
    const answer = await this.bridge.documents.estimateExport({ documentId: current.id, ...asked });
    return answer.ok ? answer.value : null;
  }
}
