import type { DocumentSummary } from '#shared/document/document-summary.ts';
import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import { type GivenFiles, picturesIn } from '#main/app/given-files.ts';
import type { DocumentStore } from '#main/documents/document-store.ts';
import type { QueueDrafts } from '#main/queue/draft.ts';
import type { PhotoQueue } from '#main/queue/photo-queue.ts';
import type { dialogs as allDialogs } from './dialogs.ts';
import type { AreaHandlers } from './router.ts';

export interface QueueHandlerParts {
  readonly queue: PhotoQueue;
  readonly drafts: QueueDrafts;
  readonly documents: Pick<DocumentStore, 'get'>;
  readonly given: Pick<GivenFiles, 'offeredPaths'>;
  readonly dialogs: Pick<typeof allDialogs, 'openPhotos' | 'openFolder'>;
  openFile(path: string): Promise<DocumentSummary>;
  showInFolder(path: string): void;
}

/** Handlers of `queue/...`. */
export function queueHandlers(parts: QueueHandlerParts): AreaHandlers<'queue'> {
  const { queue, drafts, documents, given, dialogs } = parts;
  return {
    'queue/view': async () => queue.view(),
    'queue/draft-edits': async (documentId) => drafts.ofEdits(documents.get(documentId)),
    'queue/draft-offered': async () => {
      if (given.offeredPaths.length === 0)
        throw new TesseraError('file-not-found', text.dialogs.given.offerGone);
      return drafts.ofPhotos(given.offeredPaths);
    },
    'queue/choose-photos': async (what) => {
      if (what === 'files') {
        const files = await dialogs.openPhotos();
        return files.length === 0 ? null : drafts.choosePhotos(files);
      }
      const folder = await dialogs.openFolder(text.queue.chooseFolder);
      return folder === null ? null : drafts.choosePhotos(await picturesIn(folder));
    },
    'queue/choose-target': async () => {
      const folder = await dialogs.openFolder(text.queue.results);
      return folder === null ? null : drafts.chooseTarget(folder);
    },
    'queue/add': async ({ rule, template, settings }) => drafts.add(rule, template, settings),
    'queue/pause': async () => queue.pause(),
    'queue/resume': async () => queue.resume(),
    'queue/retry': async (ids) => queue.retry(ids),
    'queue/remove': async (ids) => queue.remove(ids),
    'queue/open': async (id) => parts.openFile(queue.resultOf(id)),
    'queue/show': async (id) => parts.showInFolder(queue.resultOf(id)),
  };
}
