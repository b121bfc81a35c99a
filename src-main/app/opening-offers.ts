import { randomUUID } from 'node:crypto';
import { isProjectPath } from '#engine/project-file/names.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import type { OpeningOffer, OpeningQuestion } from '#shared/contract/documents.ts';
import { TesseraError } from '#shared/errors.ts';
import type { EarlyPicture, Opening, WaysToOpen } from '#shared/pictures/opening.ts';
import { text } from '#shared/text/text.ts';
import { basename } from 'node:path';

export interface OpeningOfferParts {
  waysToOpen(path: string): Promise<WaysToOpen>;
  /** What can be shown of it before it is decoded. */
  lookAt(path: string): Promise<EarlyPicture | null>;
  openFile(path: string, opening?: Opening): Promise<DocumentSummary>;
  /** Asks the user. */
  show(offer: OpeningOffer): void;
  /** Shows what is asked about, once it is there. */
  showPreview(id: string, picture: EarlyPicture): void;
}

/**
 * Files that can be opened in several ways: a picture among several, a raw file's development, and what can be read of a damaged
 * one. The window asks, and says which.
 */
export class OpeningOffers {
  /** Paths of those that were asked about, by id: windows never see them. */
  private readonly offered = new Map<string, string>();

  constructor(private readonly parts: OpeningOfferParts) {}

  /** The opened document; null where the user is asked. @throws TesseraError those of opening a file */
  async open(path: string): Promise<DocumentSummary | null> {
    if (isProjectPath(path)) return this.parts.openFile(path);
    const { pages, isRaw, mayBePartial } = await this.parts.waysToOpen(path);
    if (isRaw) return this.ask(path, { kind: 'raw' });
    if (pages.length > 0) return this.ask(path, { kind: 'pages', pages });
    try {
      return await this.parts.openFile(path);
    } catch (error) {
      const isDamaged = error instanceof TesseraError && error.code === 'file-truncated';
      if (isDamaged && mayBePartial) return this.ask(path, { kind: 'damaged' });
      throw error;
    }
  }

  /** Opens what was asked about. @throws TesseraError file-not-found, and those of opening a file */
  async openAs(id: string, opening: Opening): Promise<DocumentSummary | null> {
    const path = this.offered.get(id);
    if (path === undefined) throw new TesseraError('file-not-found', text.dialogs.given.offerGone);
    return this.parts.openFile(path, opening);
  }

  private ask(path: string, question: OpeningQuestion): null {
    const id = randomUUID();
    this.offered.set(id, path);
    this.parts.show({ id, name: basename(path), question });
    if (question.kind === 'raw')
      void this.parts.lookAt(path).then(
        (picture) => picture && this.parts.showPreview(id, picture),
        () => null,
      );
    return null;
  }
}
