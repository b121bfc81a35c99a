import type { TesseraBridge } from '#shared/contract/bridge.ts';
import type { MaskPlane } from '#shared/contract/mask.ts';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import { type Rect, rectIsEmpty, rectUnion } from '#shared/geometry/rect.ts';
import { ask, deflate } from '#renderer/bridge/bridge.ts';
import { maskTiles } from '#renderer/bridge/image-addresses.ts';
import { fetchRaw } from '#renderer/bridge/raw-picture.ts';
import { type MaskTiles, tileSize } from './mask-tiles.ts';

const parallelLoads = 8;
const nothing: Rect = { x: 0, y: 0, width: 0, height: 0 };

/**
 * Keeps the window's coverage and main's the same: sends every gesture, in order, and loads what main changed by itself
 * (undo, grow, a loaded file). Main's is the true one.
 */
export class MaskSync {
  private documentId: string | null = null;
  /** The revision the tiles here show. */
  private revision = -1;
  /** Where something may be selected here. */
  private extent: Rect = nothing;
  private pending = 0;
  private queue: Promise<void> = Promise.resolve();
  private loading: AbortController | null = null;
  /** Resolves once the tiles are main's again; null = nothing is loaded. */
  loaded: Promise<void> | null = null;
  private latest: DocumentSummary | null = null;

  constructor(
    private readonly bridge: TesseraBridge,
    private readonly mask: MaskTiles,
    private readonly plane: MaskPlane,
    private readonly onSummary: (summary: DocumentSummary) => void,
    private readonly onError: (error: unknown) => void,
  ) {}

  /** Sends the coverage of `rect` as one undo step; resolves once main took or refused it. */
  commit(documentId: string, rect: Rect, action: string): Promise<void> {
    const coverage = this.mask.read(rect);
    this.extent = rectUnion(this.extent, rect);
    this.pending++;
    this.queue = this.queue.then(() => this.send(documentId, rect, coverage, action));
    return this.queue;
  }

  /** Takes notice of the document as it is now; loads coverage where it is not ours. */
  follow(summary: DocumentSummary | null): void {
    this.latest = summary;
    if (summary === null || summary.id !== this.documentId) {
      this.loading?.abort();
      this.mask.clear();
      this.documentId = summary?.id ?? null;
      this.revision = -1;
      this.extent = nothing;
    }
    if (summary === null || this.pending > 0) return;
    const { revision, bounds } = this.stateOf(summary);
    if (revision === this.revision) return;
    const fresh = this.revision === -1 && bounds === null;
    this.revision = revision;
    if (fresh) return;
    const loaded = this.load(summary);
    this.loaded = loaded;
    void loaded.then(() => {
      if (this.loaded === loaded) this.loaded = null;
    });
  }

  private stateOf(summary: DocumentSummary): { readonly revision: number; readonly bounds: Rect | null } {
    return this.plane === 'selection'
      ? { revision: summary.maskRevision, bounds: summary.maskBounds }
      : { revision: summary.noSourceRevision, bounds: summary.noSourceBounds };
  }

  private async send(
    documentId: string,
    rect: Rect,
    coverage: Uint8Array<ArrayBuffer>,
    action: string,
  ): Promise<void> {
    try {
      const packed = await deflate(coverage);
      const summary = await ask(
        this.bridge.mask.commit({ documentId, rect, coverage: packed, action, plane: this.plane }),
      );
      this.pending--;
      if (documentId !== this.documentId) return this.follow(this.latest);
      // With more gestures on their way the tiles are already ahead of this answer.
      this.revision = this.stateOf(summary).revision;
      this.onSummary(summary);
    } catch (error) {
      this.pending--;
      this.revision = -2;
      this.onError(error);
      this.follow(this.latest);
    }
  }

  private async load(summary: DocumentSummary): Promise<void> {
    this.loading?.abort();
    const loading = new AbortController();
    this.loading = loading;
    this.mask.cancel();
    const { revision, bounds } = this.stateOf(summary);
    const extent = rectUnion(this.extent, bounds ?? nothing);
    this.extent = bounds ?? nothing;
    if (bounds === null) return this.mask.clear();
    const address = maskTiles(this.plane, summary.id, revision);
    const wanted = tilesOf(extent);
    const worker = async (): Promise<void> => {
      for (let next = wanted.pop(); next !== undefined; next = wanted.pop()) {
        const [column, row] = next;
        const raw = await fetchRaw(address(0, column, row), loading.signal);
        if (loading.signal.aborted) return;
        const whole = raw !== null && raw.bytes.length === tileSize * tileSize;
        this.mask.setTile(column, row, whole ? new Uint8Array(raw.bytes.buffer) : null);
      }
    };
    try {
      await Promise.all(Array.from({ length: parallelLoads }, worker));
    } catch (error) {
      if (!loading.signal.aborted) this.onError(error);
    }
  }
}

function tilesOf(rect: Rect): [number, number][] {
  const tiles: [number, number][] = [];
  if (rectIsEmpty(rect)) return tiles;
  for (let row = Math.floor(rect.y / tileSize); row * tileSize < rect.y + rect.height; row++)
    for (let column = Math.floor(rect.x / tileSize); column * tileSize < rect.x + rect.width; column++)
      tiles.push([column, row]);
  return tiles;
}
