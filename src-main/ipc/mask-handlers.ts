import { basename, dirname } from 'node:path';
import { undoLabels } from '#shared/text/actions.ts';
import type { DocumentStore } from '#main/documents/document-store.ts';
import { loadSelection } from '#main/documents/load-selection.ts';
import type { SerialQueue } from '#main/documents/serial-queue.ts';
import type { MeasuredMask, PixelOperations } from '#main/pixels/pixel-operations.ts';
import type { DocumentState } from '#main/documents/document-state.ts';
import { fileStem } from '#main/documents/file-stem.ts';
import type { dialogs as allDialogs } from './dialogs.ts';
import type { AreaHandlers } from './router.ts';

const withMask = (state: DocumentState, { mask, coverage }: MeasuredMask): DocumentState => ({
  ...state,
  mask,
  coverage,
});

/** Where nothing is left of it there are no tiles either: runs and recipes then know of nothing. */
const withNoSource = (state: DocumentState, { mask, coverage }: MeasuredMask): DocumentState => ({
  ...state,
  noSource: { mask: coverage.pixels === 0 ? { ...mask, tiles: {} } : mask, coverage },
});

/** Handlers of `mask/...`. @param exports what is in it is finished before a document closes */
export function maskHandlers(
  documents: DocumentStore,
  pixels: PixelOperations,
  exports: SerialQueue,
  dialogs: Pick<typeof allDialogs, 'openMask' | 'saveAs'>,
): AreaHandlers<'mask'> {
  return {
    'mask/commit': async ({ documentId, rect, coverage, action, plane }) => {
      const document = documents.get(documentId);
      return document.edit(action, async (present) => {
        if (plane === 'no-source')
          return withNoSource(present, await pixels.commitMask(present.noSource.mask, rect, coverage));
        const mask = document.maskIsTaken ? { ...present.mask, tiles: {} } : present.mask;
        return withMask(present, await pixels.commitMask(mask, rect, coverage));
      });
    },

    'mask/clear-no-source': async (documentId) =>
      documents
        .get(documentId)
        .edit(undoLabels['clear-no-source'], async (present) =>
          withNoSource(present, await pixels.operateMask(present.noSource.mask, 'clear', 0)),
        ),

    'mask/operate': async ({ documentId, operation, pixels: radius }) =>
      documents
        .get(documentId)
        .edit(undoLabels[operation], async (present) =>
          withMask(present, await pixels.operateMask(present.mask, operation, radius)),
        ),

    'mask/load': async (documentId) => {
      const document = documents.get(documentId);
      const path = await dialogs.openMask();
      if (path === null) return null;
      return loadSelection(document, pixels, path);
    },

    'mask/save': async (documentId) => {
      const { origin, present } = documents.get(documentId);
      const folder = origin.sourcePath ? dirname(origin.sourcePath) : '';
      const path = await dialogs.saveAs(folder, `${fileStem(origin.name)}-mask`, 'png');
      if (path === null) return null;
      await exports.run(() =>
        pixels.saveMask(present.mask, path, { path: origin.sourcePath, hash: origin.fileHash }),
      );
      return { name: basename(path) };
    },
  };
}
