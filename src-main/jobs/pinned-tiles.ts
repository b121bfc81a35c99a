import type { OpenDocument } from '#main/documents/open-document.ts';
import type { TileSnapshot } from '#engine/tiles/snapshot.ts';

/** Tiles that a job writes into a document and that no state names yet. */
export class PinnedTiles {
  private written: TileSnapshot[] = [];

  /** @param owner pins them in the document */
  constructor(private readonly owner: string) {}

  /** Writes tiles and pins them before any garbage collection can find them. */
  write<Result extends { readonly pixels: TileSnapshot }>(
    document: OpenDocument,
    write: () => Promise<Result>,
  ): Promise<Result> {
    return document.withTiles(async () => {
      const result = await write();
      this.written.push(result.pixels);
      document.pin(this.owner, [...this.written]);
      return result;
    });
  }

  /** States name them now, or nobody needs them. */
  release(document: OpenDocument): void {
    this.written = [];
    document.unpin(this.owner);
  }
}
