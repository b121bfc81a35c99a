import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import type { History } from '#shared/document/history.ts';
import type { PixelOperations } from '#main/pixels/pixel-operations.ts';
import type { DocumentState } from './document-state.ts';

/** Which of a document's tiles are needed, and which have reached the disk. The document's queue calls it, one call at a time. */
export class DocumentTiles {
  private readonly pinned = new Map<string, readonly TileSnapshot[]>();
  private synced: DocumentState | null = null;

  /** @param keepsAll something in the folder could not be read and may need any of them: nothing is deleted */
  constructor(
    private readonly directory: string,
    private readonly pixels: PixelOperations,
    readonly keepsAll: boolean,
  ) {}

  /** Keeps snapshots that no state names (a running job's, a waiting result's), until unpinned. */
  pin(owner: string, snapshots: readonly TileSnapshot[]): void {
    this.pinned.set(owner, snapshots);
  }

  /** False where nothing was pinned. */
  unpin(owner: string): boolean {
    return this.pinned.delete(owner);
  }

  /** Every snapshot that a state names or one of `owners` (left out = anybody) has pinned, each once. */
  inUse({ entries }: History<DocumentState>, owners: Iterable<string> = this.pinned.keys()): TileSnapshot[] {
    const used = new Set([...owners].flatMap((owner) => this.pinned.get(owner) ?? []));
    for (const { state } of entries) for (const snapshot of snapshotsOf(state)) used.add(snapshot);
    return [...used];
  }

  /** Forces the tiles of a state to the disk, then what names them. @param syncJournal called once the tiles are there */
  async sync(after: DocumentState, syncJournal: () => Promise<void>): Promise<void> {
    const before = this.synced;
    if (before === after) return;
    try {
      const known = before && snapshotsOf(before);
      for (const [index, snapshot] of snapshotsOf(after).entries())
        await this.pixels.syncTiles(known?.[index] ?? null, snapshot);
      await syncJournal();
      this.synced = after;
    } catch {
      // The bytes are with the system already; the next change tries again.
    }
  }

  /** Deletes what neither the history nor the saved state nor a pin names. */
  async collect(history: History<DocumentState>, saved: DocumentState | null): Promise<void> {
    if (this.keepsAll) return;
    const live = this.inUse(history);
    if (saved) live.push(...snapshotsOf(saved));
    await this.pixels.deleteUnreferencedTiles(this.directory, live).catch(() => 0);
  }
}

/** Every map of tiles that a state has, always in this sequence. */
export const snapshotsOf = ({ pixels, mask, noSource }: DocumentState): readonly TileSnapshot[] => [
  pixels,
  mask,
  noSource.mask,
];
