import type { Turn } from '#shared/runs/turns.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { turnPicture } from '#renderer/bridge/image-addresses.ts';
import { cellRect, type KeptCell } from '#renderer/stores/kept-cells.ts';
import { type Frame, onCanvas } from './frame.ts';
import { PictureCache } from './picture-cache.ts';
import { themeColour } from './outline.ts';

const keptPictures = 8;
const gridFromPixels = 5;

/** What the keep overlay shows. */
export interface KeepView {
  readonly cells: readonly KeptCell[];
  /** Document pixels per token. */
  readonly span: number;
  readonly shownId: string | null;
  readonly turnOf: (id: string) => Turn | null;
  /** Cells that can be kept at all; null = not known. */
  readonly region: readonly { readonly row: number; readonly column: number }[];
  /** Nothing shows outside. */
  readonly bounds: Rect;
  /** False = only the pixels of other turns, without marks. */
  readonly marks: boolean;
}

/** Kept tokens: pixels of other turns put in their place, the rest of the region veiled, what stays outlined. */
export class KeepLayer {
  private readonly pictures: PictureCache;

  constructor(onLoad: () => void) {
    this.pictures = new PictureCache(onLoad, keptPictures);
  }

  draw(frame: Frame, view: KeepView): void {
    const { context } = frame;
    const area = onCanvas(frame, view.bounds);
    context.save();
    context.beginPath();
    context.rect(area.x, area.y, area.width, area.height);
    context.clip();
    this.drawMix(frame, view);
    if (view.marks) this.drawMarks(frame, view);
    context.restore();
  }

  destroy(): void {
    this.pictures.destroy();
  }

  /** The mix as it will be: cells kept from turns that are not on the picture now. */
  private drawMix(frame: Frame, { cells, span, shownId, turnOf }: KeepView): void {
    const { context } = frame;
    for (const id of new Set(cells.map(({ turnId }) => turnId))) {
      const turn = turnOf(id);
      if (turn === null || id === shownId) continue;
      const bitmap = this.pictures.get(turnPicture(id));
      if (bitmap == null) continue;
      context.save();
      context.clip(
        this.path(
          frame,
          cells.filter(({ turnId }) => turnId === id),
          span,
        ),
      );
      const area = onCanvas(frame, turn.rect);
      context.drawImage(bitmap, area.x, area.y, area.width, area.height);
      context.restore();
    }
  }

  private drawMarks(frame: Frame, { cells, span, region }: KeepView): void {
    const { context, ratio, viewport } = frame;
    const kept = new Set(cells.map(({ row, column }) => `${row},${column}`));
    const rest = region.filter(({ row, column }) => !kept.has(`${row},${column}`));
    context.save();
    context.fillStyle = themeColour('--remade-veil');
    context.fill(this.path(frame, rest, span));
    if (span * viewport.scale >= gridFromPixels * ratio) {
      context.lineWidth = ratio;
      context.strokeStyle = 'rgb(255 255 255 / 0.16)';
      context.stroke(this.path(frame, region, span));
    }
    context.fillStyle = themeColour('--kept-soft');
    context.fill(this.path(frame, cells, span));
    context.restore();
    this.drawOutline(frame, cells, kept, span);
  }

  /** Along the edges between kept cells and others. */
  private drawOutline(
    frame: Frame,
    cells: readonly KeptCell[],
    kept: ReadonlySet<string>,
    span: number,
  ): void {
    const { context, ratio } = frame;
    const edges = new Path2D();
    const line = (x1: number, y1: number, x2: number, y2: number): void => {
      edges.moveTo(x1, y1);
      edges.lineTo(x2, y2);
    };
    for (const { row, column } of cells) {
      const { x, y, width, height } = onCanvas(frame, cellRect({ row, column }, span));
      if (!kept.has(`${row - 1},${column}`)) line(x, y, x + width, y);
      if (!kept.has(`${row + 1},${column}`)) line(x, y + height, x + width, y + height);
      if (!kept.has(`${row},${column - 1}`)) line(x, y, x, y + height);
      if (!kept.has(`${row},${column + 1}`)) line(x + width, y, x + width, y + height);
    }
    context.save();
    context.lineCap = 'square';
    for (const [width, colour] of [
      [4, 'rgb(0 0 0 / 0.55)'],
      [2, themeColour('--kept')],
    ] as const) {
      context.lineWidth = width * ratio;
      context.strokeStyle = colour;
      context.stroke(edges);
    }
    context.restore();
  }

  private path(frame: Frame, cells: readonly { row: number; column: number }[], span: number): Path2D {
    const path = new Path2D();
    for (const cell of cells) {
      const area: Rect = onCanvas(frame, cellRect(cell, span));
      path.rect(area.x, area.y, area.width, area.height);
    }
    return path;
  }
}
