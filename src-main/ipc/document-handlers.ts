import { basename, dirname } from 'node:path';
import { isProjectPath } from '#engine/project-file/names.ts';
import type { RestorableDocument } from '#shared/contract/documents.ts';
import { TesseraError } from '#shared/errors.ts';
import { isSrgbName } from '#shared/pictures/output-size.ts';
import { text } from '#shared/text/text.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import type { ExampleName } from '#shared/runs/examples.ts';
import type { DocumentStore } from '#main/documents/document-store.ts';
import { originalPath } from '#main/documents/document-paths.ts';
import type { ClipboardOffer } from '#main/app/clipboard-picture.ts';
import type { GivenFiles } from '#main/app/given-files.ts';
import type { OpeningOffers } from '#main/app/opening-offers.ts';
import type { DraggedFiles } from '#main/documents/dragged-files.ts';
import { exportStem } from '#main/documents/file-stem.ts';
import type { OpenDocument } from '#main/documents/open-document.ts';
import { conversionOf, type PictureExporter, sinceOpened } from '#main/documents/picture-exporter.ts';
import type { KeptDocument } from '#main/documents/restorable-documents.ts';
import { keepPaintings, readPaintings } from '#main/documents/paintings.ts';
import { setFillOpacity } from '#main/documents/fill-opacity.ts';
import { reshapeDocument } from '#main/documents/reshape-document.ts';
import { restoreStroke } from '#main/documents/restore-stroke.ts';
import type { RecentFiles } from '#main/documents/recent-files.ts';
import { SerialQueue } from '#main/documents/serial-queue.ts';
import type { TurnStore } from '#main/turns/turn-store.ts';
import type { PixelOperations } from '#main/pixels/pixel-operations.ts';
import type { dialogs as allDialogs } from './dialogs.ts';
import type { AreaHandlers } from './router.ts';

export interface DocumentHandlerParts {
  readonly documents: DocumentStore;
  readonly pixels: PixelOperations;
  readonly recent: RecentFiles;
  /** Opens files of the user's, which are recent ones from then on. */
  readonly openings: Pick<OpeningOffers, 'open' | 'openAs'>;
  readonly given: Pick<GivenFiles, 'open' | 'openOffered'>;
  readonly dialogs: Pick<typeof allDialogs, 'openPictures' | 'saveAs'>;
  /** What is in it is finished before a document closes. */
  readonly exports: SerialQueue;
  readClipboard(): ClipboardOffer;
  /** @param isPlain 8 bit sRGB without alpha */
  copyPng(png: Uint8Array, isPlain: boolean): void;
  openSample(): Promise<DocumentSummary>;
  openExample(name: ExampleName): Promise<DocumentSummary>;
  showInFolder(path: string): void;
  readonly appVersion: string;
  readonly exporter: Pick<PictureExporter, 'write'>;
  readonly dragged: Pick<DraggedFiles, 'prepare' | 'start' | 'has'>;
  refuseWhileReplaying(): void;
  readonly turns: Pick<TurnStore, 'mayGoTo' | 'follow'>;
  /** Makes the strokes that were cut off in a document that is brought back; they are committed behind it. */
  resumeStrokes(id: string): void;
}

/** Handlers of `documents/...`. */
export function documentHandlers(parts: DocumentHandlerParts): AreaHandlers<'documents'> {
  const { documents, pixels, recent, dialogs, exports, exporter } = parts;
  /** Documents whose original is gone and whose export has its name now. */
  const freed = new Set<string>();
  let exportedTo: string | null = null;
  /** Nobody waits for it; what cannot be prepared is done when it is needed. */
  const expectPhoto = (): void => void pixels.prepare().catch(() => undefined);
  /** They are written in the sequence they were painted. */
  const paintings = new SerialQueue();

  /** Pixels that a run reads, or that turns were made from, must not change under it. */
  const refuseWhereTurnsWait = (document: OpenDocument, index: number): void => {
    if (parts.turns.mayGoTo(document, index)) return;
    if (document.work !== 'none') throw new TesseraError('busy', text.refusals.pixelsRest[document.work]);
  };

  /** Windows know a file by its id among the recent ones; its path stays here. */
  const told = (kept: readonly KeptDocument[]): RestorableDocument[] =>
    kept.map(({ sourcePath, ...document }) => ({ ...document, recentId: recent.idOf(sourcePath) }));

  const step = async (id: string, direction: 'undo' | 'redo'): Promise<DocumentSummary> => {
    const document = documents.get(id);
    const by = direction === 'undo' ? -1 : 1;
    refuseWhereTurnsWait(document, document.states.present + by);
    await (by < 0 ? document.undo() : document.redo());
    return parts.turns.follow(document);
  };

  const goTo = async (id: string, index: number): Promise<DocumentSummary> => {
    const document = documents.get(id);
    refuseWhereTurnsWait(document, index);
    await document.goTo(index);
    return parts.turns.follow(document);
  };

  /** The first that can be read. @throws TesseraError of the first where none can */
  const openFirst = async (pictures: ClipboardOffer['pictures']): Promise<DocumentSummary> => {
    const problems: unknown[] = [];
    for (const picture of pictures)
      try {
        return await documents.open(picture, text.dialogs.paste.name, null);
      } catch (error) {
        problems.push(error);
      }
    throw problems[0];
  };

  return {
    'documents/expect': async () => expectPhoto(),
    'documents/open-dialog': async () => {
      expectPhoto();
      const paths = await dialogs.openPictures();
      return paths === null ? null : parts.given.open(paths);
    },
    'documents/open-bytes': async ({ name, data }) => {
      if (isProjectPath(name))
        throw new TesseraError('file-unsupported', text.refusals.pastedProject(basename(name)));
      return documents.open({ kind: 'bytes', name: basename(name), data }, basename(name), null);
    },
    'documents/open-dropped': async (paths) => {
      const others = paths.filter((path) => !parts.dragged.has(path));
      return others.length === 0 ? null : parts.given.open(others);
    },
    'documents/open-offered': async (id) => parts.given.openOffered(id),
    'documents/open-as': async ({ id, opening }) => parts.openings.openAs(id, opening),
    'documents/open-recent': async (id) => parts.openings.open(recent.pathOf(id)),
    'documents/list-recent': async () => recent.list(),
    'documents/open-sample': async () => parts.openSample(),
    'documents/open-example': async (name) => parts.openExample(name),
    'documents/new': async ({ width, height }) =>
      documents.open({ kind: 'blank', width, height }, 'Untitled', null),
    'documents/paste': async () => {
      const { pictures, files } = parts.readClipboard();
      if (pictures.length === 0 && files.length === 0)
        throw new TesseraError('file-not-image', text.dialogs.paste.empty);
      // A file manager offers a copied photo's icon as a picture, too.
      return files.length > 0 ? parts.given.open(files) : openFirst(pictures);
    },
    'documents/copy': async (id) => {
      const { origin, present } = documents.get(id);
      const { bitDepth, channels } = present.pixels;
      const isPlain = bitDepth === 8 && channels % 2 === 1 && isSrgbName(origin.profileName);
      const png = await exports.run(() => pixels.pngOfPicture(present.pixels, origin.metadata));
      parts.copyPng(png, isPlain);
    },
    'documents/current': async () => documents.current?.summary() ?? null,
    'documents/list-open': async () => documents.all.map((document) => document.summary()),
    'documents/show': async (id) => documents.show(id),
    'documents/close': async (id) => documents.close(id),
    'documents/restore-original': async ({ documentId, ...stroke }) => {
      parts.refuseWhileReplaying();
      return restoreStroke(documents.get(documentId), pixels, stroke);
    },
    'documents/set-fill-opacity': async ({ documentId, opacity }) => {
      parts.refuseWhileReplaying();
      return setFillOpacity(documents.get(documentId), pixels, opacity);
    },
    'documents/reshape': async ({ documentId, reshape }) => {
      parts.refuseWhileReplaying();
      return reshapeDocument(documents.get(documentId), pixels, reshape, parts.appVersion);
    },
    'documents/keep-paintings': async ({ documentId, paintings: kept }) =>
      paintings.run(() => keepPaintings(documents.get(documentId).folder, kept)),
    'documents/paintings': async (id) => paintings.run(() => readPaintings(documents.get(id).folder)),
    'documents/undo': async (id) => step(id, 'undo'),
    'documents/redo': async (id) => step(id, 'redo'),
    'documents/history': async (id) => {
      const { entries, present } = documents.get(id).states;
      return { labels: entries.map(({ label }) => label), present };
    },
    'documents/go-to': async ({ documentId, index }) => goTo(documentId, index),

    'documents/export': async (request) => {
      const { documentId, format } = request;
      const document = documents.get(documentId);
      const { origin, present } = document;
      const folder = origin.sourcePath ? dirname(origin.sourcePath) : '';
      const path = await dialogs.saveAs(folder, exportStem(origin.name), format);
      if (path === null) return null;
      const { source, ...written } = await exports.run(async () => {
        const result = await exporter.write(document, present, request, {
          ...{ path, originalIsGone: freed.has(documentId) },
        });
        if (result.takesOriginalName) freed.add(documentId);
        // A copy of other sides does not hold the work.
        if (!result.resized) await document.markSaved(present);
        exportedTo = path;
        return result;
      });
      return { name: basename(path), ...written, source, changedOutsideMask: present.changedOutsideMask };
    },

    'documents/prepare-drag': async (request) =>
      exports.run(() => parts.dragged.prepare(documents.get(request.documentId), request)),
    // At once, in the system's own turn: a drag ends only once the button is lifted, and promises rest until then.
    'documents/start-drag': async (id) => parts.dragged.start(documents.get(id)),

    'documents/estimate-export': async ({ documentId, format, quality, ...asked }) => {
      const document = documents.get(documentId);
      const { origin, present, folder } = document;
      return pixels.estimateExport({
        ...{ pixels: present.pixels, format, quality, conversion: conversionOf(asked) },
        stored: origin.storesOriginal ? originalPath(folder) : null,
        since: sinceOpened(document),
      });
    },

    'documents/show-exported': async () => {
      if (exportedTo !== null) parts.showInFolder(exportedTo);
    },

    'documents/list-restorable': async () => told(await documents.listRestorable()),
    'documents/restore': async (id) => {
      const summary = await documents.restore(id);
      parts.resumeStrokes(id);
      return summary;
    },
    'documents/discard-restorable': async (id) => told(await documents.discardRestorable(id)),
  };
}
