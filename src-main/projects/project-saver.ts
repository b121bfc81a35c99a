import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import { presentState } from '#shared/document/history.ts';
import type { OpenDocument } from '#main/documents/open-document.ts';
import { SerialQueue } from '#main/documents/serial-queue.ts';
import type { PixelOperations } from '#main/pixels/pixel-operations.ts';
import { toProjectDocument } from './project-document.ts';
import { freezeRegion } from './region-files.ts';

/** Longest side of the picture inside a project that file managers may show. */
const thumbnailSide = 512;

/** What saving needs beside the document. */
export interface SaverParts {
  readonly pixels: PixelOperations;
  readonly appVersion: string;
  /** Runs `work` while nothing writes to the document's region/ folder. */
  whileRegionRests<Result>(documentId: string, work: () => Promise<Result>): Promise<Result>;
}

/** Saves documents as projects, one after another. */
export class ProjectSaver {
  private readonly queue = new SerialQueue();

  constructor(private readonly parts: SaverParts) {}

  /**
   * Saves a document as it is now to `path`: gestures made meanwhile are accepted and are not in it. The document remembers
   * where it lies.
   * @throws TesseraError target-read-only, disk-full, write-failed, file-unreadable; an older project there is untouched
   */
  save(document: OpenDocument, path: string): Promise<DocumentSummary> {
    return this.queue.run(() => this.write(document, path));
  }

  /** Resolves once nothing is being saved any more: a document must not close under its save. */
  idle(): Promise<void> {
    return this.queue.idle();
  }

  private async write(document: OpenDocument, path: string): Promise<DocumentSummary> {
    const { pixels, appVersion, whileRegionRests } = this.parts;
    const owner = 'project';
    const frozen = join(document.folder, 'saving');
    try {
      const { history, used, region } = await whileRegionRests(document.id, async () => {
        // Pinned before anything else is awaited: what the history names now stays until it is written.
        const history = document.states;
        const used = document.snapshotsInUse();
        document.pin(owner, used);
        return { history, used, region: await freezeRegion(document.folder, frozen) };
      });
      const present = presentState(history);
      await pixels.packProject({
        path,
        appVersion,
        document: toProjectDocument(document.origin, history),
        folder: document.folder,
        tiles: [...new Set(used.flatMap(({ tiles }) => Object.values(tiles)))],
        region,
        thumbnail: await pixels.displayRect(present.pixels, present.pixels.bounds, thumbnailSide),
      });
      return await document.markSaved(present, path);
    } finally {
      document.unpin(owner);
      await rm(frozen, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}
