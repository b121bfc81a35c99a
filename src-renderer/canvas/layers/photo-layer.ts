import type { RunResult } from '../../../src-shared/contract/contract';
import type { DocumentSummary } from '../../../src-shared/document/document-summary';
import type { Rect } from '../../../src-shared/geometry/rect';
import { documentTiles, originalTiles, type TileAddress, variantTiles } from '../../bridge/image-addresses';
import { TileSet } from '../tiles/tile-set';
import { type Frame, onCanvas } from './frame';
import { themeColour } from './theme-colour';

/** What the photo layer should show. */
export interface PhotoView {
  readonly document: DocumentSummary | null;
  readonly result: RunResult | null;
  readonly variant: number;
  readonly before: boolean;
}

/** The photo, the chosen variant of a waiting result, or the photo as it was opened. */
export class PhotoLayer {
  private readonly sets = new Map<string, TileSet>();
  private shown: TileSet | null = null;
  private shownId: string | null = null;
  /** What was shown before: drawn under tiles that are still on their way, so that nothing flashes. */
  private under: TileSet | null = null;

  constructor(private readonly onLoad: () => void) {}

  /** The bounds that are drawn: larger than the document's while an extension waits. */
  static bounds(view: PhotoView): Rect | null {
    if (view.document === null) return null;
    return view.result !== null && !view.before ? view.result.bounds : view.document.bounds;
  }

  draw(frame: Frame, view: PhotoView): void {
    const bounds = PhotoLayer.bounds(view);
    if (view.document === null || bounds === null) return this.destroy();
    const area = onCanvas(frame, bounds);
    const { context } = frame;
    context.save();
    context.shadowColor = themeColour('--picture-shadow');
    context.shadowBlur = 24 * frame.ratio;
    context.shadowOffsetY = 4 * frame.ratio;
    context.fillStyle = themeColour('--picture-empty');
    context.fillRect(area.x, area.y, area.width, area.height);
    context.restore();
    context.save();
    context.beginPath();
    context.rect(area.x, area.y, area.width, area.height);
    context.clip();
    const set = this.tiles(view, view.document, bounds);
    const complete = set.fetch(frame.viewport, frame.visible);
    if (complete) this.settle(view);
    else this.under?.draw(context, frame.viewport, frame.visible, true);
    set.draw(context, frame.viewport, frame.visible, this.under === null);
    context.restore();
  }

  destroy(): void {
    for (const set of this.sets.values()) set.destroy();
    this.sets.clear();
    this.shown = null;
    this.under = null;
  }

  /** The tiles of what is to be shown, made where they are not there yet. */
  private tiles(view: PhotoView, document: DocumentSummary, bounds: Rect): TileSet {
    if (document.id !== this.shownId) this.destroy();
    this.shownId = document.id;
    const [key, address] = source(view, document);
    let set = this.sets.get(key);
    if (set === undefined) {
      set = new TileSet(address, bounds, document.levels, this.onLoad);
      this.sets.set(key, set);
    }
    if (set !== this.shown) {
      this.under = this.shown;
      this.shown = set;
    }
    return set;
  }

  /** All tiles are there: forgets the others, but for variants and the view before, which are switched to and fro. */
  private settle(view: PhotoView): void {
    this.under = null;
    if (view.result !== null || view.before) return;
    for (const [key, set] of this.sets)
      if (set !== this.shown) {
        set.destroy();
        this.sets.delete(key);
      }
  }
}

function source(view: PhotoView, document: DocumentSummary): [string, TileAddress] {
  const { id, pixelRevision } = document;
  if (view.result !== null && !view.before)
    return [
      `variant ${view.result.runId} ${view.variant} ${id}`,
      variantTiles(view.result.runId, view.variant),
    ];
  if (view.before && view.result === null) return [`original ${id}`, originalTiles(id)];
  return [`pixels ${pixelRevision} ${id}`, documentTiles(id, pixelRevision)];
}
