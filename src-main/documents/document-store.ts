import { originalPath, tilesPath } from './document-paths.ts';
import { rm } from 'node:fs/promises';
import { basename, parse } from 'node:path';
import { projectInvalid } from '#engine/project-file/project-invalid.ts';
import { deleting, workingCopy } from '#engine/files/system-errors.ts';
import type { FirstLook } from '#shared/contract/events.ts';
import type { Opening } from '#shared/pictures/opening.ts';
import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import type { PictureSource, PixelOperations } from '#main/pixels/pixel-operations.ts';
import { firstState } from './document-state.ts';
import { snapshotsOf } from './document-tiles.ts';
import { DocumentFolders, nothingToRestore } from './document-folders.ts';
import type { DocumentOrigin } from './journal-lines.ts';
import { isProjectPath } from '#engine/project-file/names.ts';
import { showFirstLook } from './first-look.ts';
import { OpenDocument } from './open-document.ts';
import { type ReadDocument, readDocumentFolder } from './read-document-folder.ts';
import { type KeptDocument, listRestorable, restorableMentions } from './restorable-documents.ts';
import { SerialQueue } from './serial-queue.ts';
import { nothingWaits, type WaitingWork } from './waiting-work.ts';

export interface DocumentStoreEvents {
  changed(summary: DocumentSummary): void;
  /** The window shows this document from now on. */
  shown(summary: DocumentSummary): void;
  /** What is known of a picture that is being opened; null = it is open, or it failed. */
  opening(look: FirstLook | null): void;
  /** `kept` names the document where its work stays restorable; so many are `left` open. */
  closed(id: string, kept: string | null, left: number): void;
  /** Something the user should know about the file that was opened. */
  note(message: string): void;
}

/**
 * All open documents, in the sequence of their tabs. One is current: the one the window shows. An open document holds no pixels in
 * memory (they are files), so that the others need not be parked.
 */
export class DocumentStore {
  private readonly documents = new Map<string, OpenDocument>();
  private readonly opening = new SerialQueue();
  private readonly closing = new Map<string, Promise<void>>();
  /** What is being opened; null = nothing. */
  private comes: symbol | null = null;
  private currentId: string | null = null;
  private readonly folders: DocumentFolders;
  private endWork: (id: string) => Promise<void> = async () => undefined;

  constructor(
    private readonly directory: string,
    private readonly pixels: PixelOperations,
    private readonly events: DocumentStoreEvents,
    private readonly waiting: WaitingWork = nothingWaits,
  ) {
    this.folders = new DocumentFolders(directory);
  }

  /** `endWork` is waited for before a document closes: jobs on it end there. */
  whenClosing(endWork: (id: string) => Promise<void>): void {
    this.endWork = endWork;
  }

  /** The document a window shows, or null. */
  get current(): OpenDocument | null {
    return this.currentId === null ? null : (this.documents.get(this.currentId) ?? null);
  }

  /** Every open document, in the sequence of their tabs. */
  get all(): readonly OpenDocument[] {
    return [...this.documents.values()];
  }

  /** @throws TesseraError document-not-found */
  get(id: string): OpenDocument {
    const document = this.documents.get(id);
    if (!document) throw new TesseraError('document-not-found', text.refusals.noLongerOpen);
    return document;
  }

  /** The document, or null where it is not open (any more). */
  find(id: string): OpenDocument | null {
    return this.documents.get(id) ?? null;
  }

  /** Opens a picture as the current document. `name` is shown to the user; `sourcePath` is the file it lies in, if any. */
  open(
    source: PictureSource,
    name: string,
    sourcePath: string | null,
    opening?: Opening,
  ): Promise<DocumentSummary> {
    return this.opens(() => this.begin(source, name, sourcePath, opening));
  }

  private begin(
    source: PictureSource,
    name: string,
    sourcePath: string | null,
    opening?: Opening,
  ): Promise<DocumentSummary> {
    return this.folders.inNew(async (id, folder) => {
      const { comes } = this;
      await showFirstLook(source, name, this.pixels, (look) => {
        if (this.comes === comes) this.events.opening(look);
      });
      const opened = await this.pixels.openPicture(source, tilesPath(folder), originalPath(folder), opening);
      const origin: DocumentOrigin = {
        id,
        name,
        sourcePath,
        fileHash: opened.fileHash,
        profileName: opened.profileName,
        metadata: opened.metadata,
        storesOriginal: opened.storesOriginal,
        isOnlyHere: sourcePath === null && source.kind !== 'blank',
      };
      const document = await OpenDocument.begin(
        origin,
        folder,
        firstState(opened),
        this.pixels,
        this.events.changed,
      );
      const summary = this.makeCurrent(document);
      if (opened.note) this.events.note(opened.note);
      return summary;
    });
  }

  private opens(work: () => Promise<DocumentSummary>): Promise<DocumentSummary> {
    return this.opening.run(async () => {
      this.comes = Symbol();
      try {
        return await work();
      } finally {
        this.comes = null;
        this.events.opening(null);
      }
    });
  }

  /** Opens a file of the user's, a picture or a project; one that is open is shown. With `opening` it is always opened anew. */
  openFile(path: string, opening?: Opening): Promise<DocumentSummary> {
    return this.opens(async () => {
      const open = opening ? undefined : this.all.find((document) => fileOf(document) === path);
      if (open && !this.closing.has(open.id)) return this.makeCurrent(open);
      if (isProjectPath(path)) return this.unpack(path);
      const { name: stem, ext } = parse(path);
      // All that comes of it is called so, too.
      const name = opening?.partial ? text.dialogs.openAs.incomplete(stem, ext) : basename(path);
      const summary = await this.begin({ kind: 'file', path }, name, path, opening);
      void this.mentionKept(path);
      return summary;
    });
  }

  /** The file was opened as it is; unsaved work of it that is kept must not be missed. */
  private async mentionKept(path: string): Promise<void> {
    const kept = await this.listRestorable().catch(() => []);
    for (const mention of restorableMentions(kept.filter(({ sourcePath }) => sourcePath === path)))
      this.events.note(mention);
  }

  /** Unpacks a project into a folder of its own and treats it as restored work. */
  private unpack(path: string): Promise<DocumentSummary> {
    return this.folders.inNew(async (id, folder) => {
      this.events.opening({ name: basename(path), picture: null });
      await this.pixels.unpackProject(path, folder, id);
      const replayed = await readDocumentFolder(folder).catch(() => null);
      if (!replayed?.isIntact) throw projectInvalid(basename(path), text.projects.reasons.unreadableHistory);
      const summary = await this.resume(replayed, folder, true);
      this.syncSoon(replayed.history);
      return summary;
    });
  }

  /** What was unpacked must survive a power cut as what is painted on it does; nobody waits for it. */
  private syncSoon({ entries }: ReadDocument['history']): void {
    const { pixels } = entries[0]!.state;
    const maps = new Set(entries.flatMap(({ state }) => snapshotsOf(state).map((map) => map.tiles)));
    const tiles: Record<string, string> = {};
    for (const map of maps) for (const name of Object.values(map)) tiles[name] = name;
    // Where the document closes meanwhile its folder is gone, and there is nothing left to keep.
    void this.pixels.syncTiles(null, { ...pixels, tiles }).catch(() => undefined);
  }

  private async resume(read: ReadDocument, folder: string, isSaved: boolean): Promise<DocumentSummary> {
    const { id } = read.origin;
    const { history, hasTilesOf } = read;
    const restored = await this.waiting.read({ id, folder, history, hasTilesOf });
    const document = await OpenDocument.resume(
      read,
      { ...restored, isSaved },
      folder,
      this.pixels,
      this.events.changed,
    );
    restored.attach(document);
    const summary = this.makeCurrent(document);
    for (const note of restored.notes) this.events.note(note);
    return summary;
  }

  /** Work left by a crash or by closing the window. Waits for what is just being opened: its folder has no journal yet. */
  listRestorable(): Promise<KeptDocument[]> {
    return this.opening.run(() =>
      listRestorable(this.directory, new Set(this.documents.keys()), this.waiting),
    );
  }

  /** Brings back a document with its whole history. @throws TesseraError document-not-found, file-unreadable */
  restore(id: string): Promise<DocumentSummary> {
    return this.opening.run(async () => {
      if (this.documents.has(id)) return this.makeCurrent(this.get(id));
      const folder = this.folders.of(id);
      const replayed = await readDocumentFolder(folder);
      if (!replayed) throw nothingToRestore();
      const summary = await this.resume(replayed, folder, false);
      if (replayed.isCutShort) this.events.note(text.dialogs.welcome.cutShort);
      return summary;
    });
  }

  /** Deletes kept work for good. */
  async discardRestorable(id: string): Promise<KeptDocument[]> {
    if (!this.documents.has(id))
      await deleting(workingCopy, rm(this.folders.of(id), { recursive: true, force: true }));
    return this.listRestorable();
  }

  /** The window shows this one now. @throws TesseraError document-not-found */
  show(id: string): DocumentSummary {
    const document = this.get(id);
    this.currentId = id;
    return document.summary();
  }

  /** Closes a document; where no file holds its work, its folder stays and is offered back. Its neighbour is shown. */
  close(id: string): Promise<void> {
    const document = this.documents.get(id);
    if (!document) return Promise.resolve();
    const closed = this.closing.get(id) ?? this.leave(document).finally(() => this.closing.delete(id));
    this.closing.set(id, closed);
    return closed;
  }

  private async leave(document: OpenDocument): Promise<void> {
    const { id } = document;
    await this.endWork(id);
    const { all } = this;
    const at = all.indexOf(document);
    const neighbour = all[at + 1] ?? all[at - 1];
    this.documents.delete(id);
    if (this.currentId === id) {
      this.currentId = null;
      if (neighbour) this.makeCurrent(neighbour);
    }
    await document.close();
    // Where it cannot be deleted now, a later start does it: closing has not failed.
    if (!document.unsaved) await rm(document.folder, { recursive: true, force: true }).catch(() => undefined);
    this.events.closed(id, document.unsaved ? document.origin.name : null, this.documents.size);
  }

  async closeAll(): Promise<void> {
    // None takes the place of another.
    this.currentId = null;
    for (const { id } of this.all) await this.close(id);
  }

  private makeCurrent(document: OpenDocument): DocumentSummary {
    this.documents.set(document.id, document);
    this.currentId = document.id;
    const summary = document.summary();
    this.events.shown(summary);
    return summary;
  }
}

/** The file of the user's that a document goes by; null = none. */
const fileOf = ({ projectPath, origin }: OpenDocument): string | null => projectPath ?? origin.sourcePath;
