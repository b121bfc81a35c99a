import { join } from 'node:path';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import type { Opening } from '#shared/pictures/opening.ts';
import { type ExampleName, examples } from '#shared/runs/examples.ts';
import type { PixelOperations } from '#main/pixels/pixel-operations.ts';
import type { DocumentStore } from './document-store.ts';
import { loadSelection } from './load-selection.ts';
import type { RecentFiles } from './recent-files.ts';
import type { Thumbnails } from './thumbnails.ts';

interface PhotoOpenerParts {
  readonly documents: DocumentStore;
  readonly pixels: PixelOperations;
  readonly recent: RecentFiles;
  readonly thumbnails: Thumbnails;
  /** The folder of the photos that come with the app. */
  readonly samples: string;
}

/** Opens the user's files, which are then listed as recent, and the photos that come with the app, which are not. */
export class PhotoOpener {
  constructor(private readonly parts: PhotoOpenerParts) {}

  /** @throws TesseraError those of opening a file */
  async openFile(path: string, opening?: Opening): Promise<DocumentSummary> {
    const { documents, recent, thumbnails } = this.parts;
    const summary = await documents.openFile(path, opening);
    const id = recent.add(path);
    const listed = new Set(recent.list().map((file) => file.id));
    void thumbnails.keep(id, documents.get(summary.id).present.pixels, listed);
    return summary;
  }

  openSample(): Promise<DocumentSummary> {
    return this.openOurs('summit-sunset.jpg');
  }

  /** Opens an example's photo with its selection. */
  async openExample(name: ExampleName): Promise<DocumentSummary> {
    const { documents, pixels, samples } = this.parts;
    const { photo, mask } = examples[name];
    const opened = await this.openOurs(photo);
    return mask === null ? opened : loadSelection(documents.get(opened.id), pixels, join(samples, mask));
  }

  private openOurs(name: string): Promise<DocumentSummary> {
    return this.parts.documents.openFile(join(this.parts.samples, name));
  }
}
