import type { Rect } from '#shared/geometry/rect.ts';
import { MaskTiles } from './mask-tiles.ts';

/** A stroke that is becoming pixels; `revision` = the pixels that show it, once they are there. */
interface WaitingStroke {
  readonly rect: Rect;
  readonly coverage: Uint8Array;
  revision: number | null;
}

/**
 * Strokes of Heal and Restore over the picture: the one under the pen, and those that stay tinted until the picture shows what became of
 * them. Apart from each other, so that what one covers never depends on how far another has come.
 */
export class RetouchStrokes {
  /** The stroke under way. */
  readonly pen: MaskTiles;
  /** All that wait, together. */
  readonly waiting: MaskTiles;
  private strokes: readonly WaitingStroke[] = [];
  private shownRevision = -1;

  /** `onChange` is told every rectangle whose tint may have changed. */
  constructor(onChange: (rect: Rect) => void) {
    this.pen = new MaskTiles(onChange);
    this.waiting = new MaskTiles(onChange);
  }

  /** Lifts the pen and makes what it covered into pixels: `make` resolves with the pixels' revision, or null where nothing came of it. */
  lift(make: (rect: Rect, coverage: Uint8Array<ArrayBuffer>) => Promise<number | null>): void {
    const rect = this.pen.end();
    if (rect === null) return;
    const coverage = this.pen.read(rect);
    this.pen.clear();
    const stroke: WaitingStroke = { rect, coverage, revision: null };
    this.strokes = [...this.strokes, stroke];
    this.print(stroke);
    void make(rect, coverage).then((revision) => {
      if (revision === null) return this.keep((other) => other !== stroke);
      stroke.revision = revision;
      // The picture may have been told of its new pixels first.
      this.shown(this.shownRevision);
    });
  }

  /** The picture shows the pixels of this revision, all of them. */
  shown(revision: number): void {
    this.shownRevision = revision;
    const isDone = (stroke: WaitingStroke): boolean =>
      stroke.revision !== null && stroke.revision <= revision;
    if (this.strokes.some(isDone)) this.keep((stroke) => !isDone(stroke));
  }

  /** Another document. */
  clear(): void {
    this.pen.clear();
    this.shownRevision = -1;
    this.keep(() => false);
  }

  private keep(stays: (stroke: WaitingStroke) => boolean): void {
    this.strokes = this.strokes.filter(stays);
    this.waiting.clear();
    for (const stroke of this.strokes) this.print(stroke);
  }

  private print({ rect, coverage }: WaitingStroke): void {
    this.waiting.edit(rect, (tile, offset, x, y, count) => {
      let from = (y - rect.y) * rect.width + x - rect.x;
      for (let i = offset; i < offset + count; i++, from++) tile[i] = Math.max(tile[i]!, coverage[from]!);
    });
  }
}
