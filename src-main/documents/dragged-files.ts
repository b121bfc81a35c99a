import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, mkdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import { writing } from '#engine/files/system-errors.ts';
import type { DraggedFile, ExportChoices } from '#shared/contract/documents.ts';
import { rectsEqual } from '#shared/geometry/rect.ts';
import { isSrgbName } from '#shared/pictures/output-size.ts';
import { formatOfFileName, pictureFormat } from '#shared/pictures/picture-formats.ts';
import type { DisplayPicture, PixelOperations } from '#main/pixels/pixel-operations.ts';
import { type DocumentState, sameTiles } from './document-state.ts';
import { exportStem } from './file-stem.ts';
import type { OpenDocument } from './open-document.ts';
import type { PictureExporter } from './picture-exporter.ts';

export interface DraggedFilesParts {
  /** Nothing else lies in it. */
  readonly folder: string;
  readonly pixels: Pick<PixelOperations, 'displayRect'>;
  readonly exporter: Pick<PictureExporter, 'write'>;
  /** The system drags a file from the pointer on; may return only once it is dropped. */
  drag(path: string, icon: DisplayPicture): void;
}

interface ReadyFile {
  readonly documentId: string;
  readonly state: DocumentState;
  /** What was chosen for it, as text. */
  readonly choices: string;
  readonly path: string;
  readonly isOriginal: boolean;
  readonly icon: DisplayPicture;
}

/** What goes with the pointer: pixels. */
const iconSide = 96;
/** A program may still be reading what was dropped on it. */
const keptFiles = 3;

/** Selections come and go without another file. */
const isSamePicture = (a: DocumentState, b: DocumentState): boolean =>
  a.pixels === b.pixels && a.recipes === b.recipes;

/**
 * Files that are dragged out of the window: the export of the picture in a folder of this app's own, which is emptied at the next
 * start; the photo's own file where an export would say the same. One is ready at a time.
 */
export class DraggedFiles {
  private ready: ReadyFile | null = null;
  private readonly made: string[] = [];

  constructor(private readonly parts: DraggedFilesParts) {}

  /** Deletes what earlier starts left. */
  async empty(): Promise<void> {
    await rm(this.parts.folder, { recursive: true, force: true });
  }

  /** One at a time. @throws TesseraError those of exporting */
  async prepare(document: OpenDocument, request: ExportChoices): Promise<DraggedFile> {
    const { present } = document;
    const choices = JSON.stringify(request);
    const ready = this.readyFor(document);
    const file = ready?.choices === choices ? ready : await this.make(document, present, request, choices);
    this.ready = file;
    return { name: basename(file.path), isOriginal: file.isOriginal };
  }

  /** Begins the drag; false where there is no file of what the document is now. */
  start(document: OpenDocument): boolean {
    const ready = this.readyFor(document);
    if (ready === null) return false;
    this.parts.drag(ready.path, ready.icon);
    return true;
  }

  private readyFor({ id, present }: OpenDocument): ReadyFile | null {
    const { ready } = this;
    const isOf = ready?.documentId === id && isSamePicture(ready.state, present);
    return isOf && existsSync(ready.path) ? ready : null;
  }

  /** True where a file that comes back (dropped on the window it came from) is one of these. */
  has(path: string): boolean {
    return path.startsWith(this.parts.folder + sep);
  }

  private async make(
    document: OpenDocument,
    state: DocumentState,
    request: ExportChoices,
    choices: string,
  ): Promise<ReadyFile> {
    const { pixels } = this.parts;
    const icon = await pixels.displayRect(state.pixels, state.pixels.bounds, iconSide);
    const original = await unchangedFile(document, request);
    const path = original ?? (await this.write(document, state, request));
    return { documentId: document.id, state, choices, path, isOriginal: original !== null, icon };
  }

  private async write(document: OpenDocument, state: DocumentState, request: ExportChoices): Promise<string> {
    const { folder, exporter } = this.parts;
    const name = `${exportStem(document.origin.name)}.${pictureFormat(request.format).extensions[0]}`;
    await writing(folder, mkdir(folder, { recursive: true }));
    const own = await writing(folder, mkdtemp(join(folder, 'file-')));
    const path = join(own, name);
    this.made.push(path);
    await exporter.write(document, state, request, { path, originalIsGone: false });
    for (const old of this.made.splice(0, this.made.length - keptFiles))
      await rm(dirname(old), { recursive: true, force: true });
    return path;
  }
}

/** The file the photo was opened from, where it is as it was then and an export would say nothing else; null = make one. */
async function unchangedFile(
  { origin, original, present }: OpenDocument,
  { format, size, srgb, keepMetadata, without, recipe, c2pa }: ExportChoices,
): Promise<string | null> {
  const { sourcePath, fileHash, name, profileName } = origin;
  if (sourcePath === null || fileHash === null) return null;
  const isEdited =
    !rectsEqual(present.pixels.bounds, original.pixels.bounds) ||
    !sameTiles(present.pixels, original.pixels) ||
    present.recipes.length > original.recipes.length;
  const own = formatOfFileName(name);
  const isOther = own?.written && own.id !== format;
  const isConverted = (size ?? null) !== null || (srgb === true && !isSrgbName(profileName));
  const saysLess = !keepMetadata || (without ?? []).length > 0;
  const hidesRecipe = recipe === false && original.recipes.length > 0;
  if (isEdited || isOther || isConverted || saysLess || hidesRecipe || c2pa) return null;
  const bytes = await readFile(sourcePath).catch(() => null);
  if (bytes === null) return null;
  return createHash('sha256').update(bytes).digest('hex') === fileHash ? sourcePath : null;
}
