import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { workingCopy, writing } from '#engine/files/system-errors.ts';
import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import { isDocumentId } from './restorable-documents.ts';

/** The folders that documents have, named by their ids. */
export class DocumentFolders {
  constructor(private readonly directory: string) {}

  /** Works in a new document's folder, which goes where that fails. */
  async inNew<Result>(work: (id: string, folder: string) => Promise<Result>): Promise<Result> {
    const id = randomUUID();
    const folder = join(this.directory, id);
    try {
      await writing(workingCopy, mkdir(folder, { recursive: true }));
      return await work(id, folder);
    } catch (error) {
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
      throw error;
    }
  }

  /** That of a document that may be kept: only our own form of an id is put into a path. @throws TesseraError document-not-found */
  of(id: string): string {
    if (!isDocumentId(id)) throw nothingToRestore();
    return join(this.directory, id);
  }
}

export const nothingToRestore = (): TesseraError =>
  new TesseraError('document-not-found', text.refusals.nothingToBringBack);
