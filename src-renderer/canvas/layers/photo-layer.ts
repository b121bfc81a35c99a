import type { DocumentSummary } from '#shared/document/document-summary.ts';
import { type Rect, rectUnion } from '#shared/geometry/rect.ts';
import {
  documentTiles,
  fillTiles,
  originalTiles,
  type TileAddress,
  turnTiles,
} from '#renderer/bridge/image-addresses.ts';
import { TileSet } from '#renderer/canvas/tiles/tile-set.ts';
import { type Frame, onCanvas } from './frame.ts';
import { themeColour } from './outline.ts';

/** What the photo layer should show. */
export interface PhotoView {
  readonly document: DocumentSummary | null;
  /** The turn that is applied; null = none. */
  readonly turnId: string | null;
  /** The picture as it was opened. */
  readonly original: boolean;
  /** The picture before the fill whose opacity is chosen, or with all of it; null = as it is. */
  readonly part: 'before-fill' | 'whole-fill' | null;
  /** Turns, moments and the photo are switched to and fro: what was shown lately is kept. */
  readonly switching: boolean;
  /** What is drawn: larger than the document while an extension waits. */
  readonly bounds: Rect | null;
}

/** Tile sets of turns that were looked at lately, ready to be switched to and fro. */
const keptSets = 3;

/** The photo, a waiting turn, or the photo as it was opened. */
export class PhotoLayer {
  private readonly sets = new Map<string, TileSet>();
  private shown: TileSet | null = null;
  private shownId: string | null = null;
  /** What was shown before: drawn under tiles that are still on their way, so that nothing flashes. */
  private under: TileSet | null = null;

  constructor(private readonly onLoad: () => void) {}

  /** True where nothing of it is still on its way. */
  draw(frame: Frame, view: PhotoView): boolean {
    const { bounds } = view;
    if (view.document === null || bounds === null) {
      this.destroy();
      return true;
    }
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
    return complete;
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
    if (set === undefined && view.turnId === null && !view.original && view.part === null)
      set = this.updated(document, address);
    set ??= new TileSet(address, bounds, document.levels, this.onLoad);
    this.sets.delete(key);
    this.sets.set(key, set);
    if (set !== this.shown) {
      this.under = this.shown;
      this.shown = set;
    }
    return set;
  }

  /** The tiles of an earlier revision, told what has changed since; undefined where that isn't known. */
  private updated(document: DocumentSummary, address: TileAddress): TileSet | undefined {
    const { id, pixelRevision, pixelChanges } = document;
    const changes: Rect[] = [];
    for (let back = 1; back <= pixelChanges.length; back++) {
      const change = pixelChanges.at(-back);
      if (!change) return undefined;
      changes.push(change);
      const key = keyOfPixels(id, pixelRevision - back);
      const set = this.sets.get(key);
      if (set === undefined) continue;
      this.sets.delete(key);
      set.update(address, changes.reduce(rectUnion));
      return set;
    }
    return undefined;
  }

  /** All tiles are there: forgets the others, but for the last few where they are switched to and fro. */
  private settle(view: PhotoView): void {
    this.under = null;
    const kept = view.switching ? keptSets : 1;
    for (const [key, set] of this.sets) {
      if (this.sets.size <= kept) break;
      if (set === this.shown) continue;
      set.destroy();
      this.sets.delete(key);
    }
  }
}

function source({ turnId, original, part }: PhotoView, document: DocumentSummary): [string, TileAddress] {
  const { id, pixelRevision } = document;
  if (turnId !== null) return [`turn ${turnId}`, turnTiles(turnId)];
  if (original) return [`original ${id}`, originalTiles(id)];
  if (part !== null) return [`${part} ${pixelRevision} ${id}`, fillTiles(part, id, pixelRevision)];
  return [keyOfPixels(id, pixelRevision), documentTiles(id, pixelRevision)];
}

const keyOfPixels = (id: string, revision: number): string => `pixels ${revision} ${id}`;
