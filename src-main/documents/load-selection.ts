import { undoLabels } from '#shared/text/actions.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import type { PixelOperations } from '#main/pixels/pixel-operations.ts';
import type { OpenDocument } from './open-document.ts';

/** Replaces the selection by a picture's coverage: one undo step. @throws TesseraError mask-wrong-size and those of the codec */
export const loadSelection = (
  document: OpenDocument,
  pixels: Pick<PixelOperations, 'loadMask'>,
  path: string,
): Promise<DocumentSummary> =>
  document.edit(undoLabels['load-selection'], async (present) => ({
    ...present,
    ...(await pixels.loadMask(present.mask, path)),
  }));
