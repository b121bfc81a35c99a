import { type Rect, rectGrow, rectIntersection, rectIsEmpty, rectUnion } from '#shared/geometry/rect.ts';
import { type MaskTiles, tileKey, tileSize } from '#renderer/canvas/mask/mask-tiles.ts';
import { levelFor } from '#renderer/canvas/tiles/tile-set.ts';
import { type Frame, memoryContext } from './frame.ts';

/** What coverage looks like. */
interface Film {
  /** [red, green, blue, alpha at full coverage] */
  readonly tint: readonly [number, number, number, number];
  /** Pixels of the screen from one stripe to the next; 0 = none. */
  readonly stripes: number;
}

/** Rubylith: the red film that retouchers cut. */
const selectedFilm: Film = { tint: [255, 58, 82, 118], stripes: 0 };
/** Where texture is never copied from: stripes tell it from the selection without its colour. */
export const forbiddenFilm: Film = { tint: [255, 196, 0, 150], stripes: 16 };
const edge = [255, 240, 242, 235] as const;
/** Between stripes the film has this share of its alpha. */
const betweenStripes = 0.25;

const coarsestLevel = 5;
/** Above this zoom the outline would be thicker than a line. */
const edgeUpToScale = 3;

interface TileView {
  readonly level: number;
  readonly canvas: OffscreenCanvas;
  dirty: Rect | null;
}

/** The selection as a tint with an outline, drawn tile by tile and only where coverage changed. */
export class MaskLayer {
  private readonly views = new Map<string, TileView>();
  private readonly tints = new Uint32Array(256);
  private readonly gaps = new Uint32Array(256);
  private readonly edges: number;

  constructor(
    private readonly mask: MaskTiles,
    private readonly film: Film = selectedFilm,
  ) {
    const { tint } = film;
    const pack = (red: number, green: number, blue: number, alpha: number): number =>
      ((alpha << 24) | (blue << 16) | (green << 8) | red) >>> 0;
    for (let coverage = 0; coverage < 256; coverage++) {
      const alpha = (tint[3] * coverage) / 255;
      this.tints[coverage] = pack(tint[0], tint[1], tint[2], Math.round(alpha));
      this.gaps[coverage] = pack(tint[0], tint[1], tint[2], Math.round(alpha * betweenStripes));
    }
    this.edges = pack(...edge);
  }

  /** Coverage of document pixels `rect` changed. */
  invalidate(rect: Rect): void {
    const reach = rectGrow(rect, 2 ** coarsestLevel);
    for (let row = Math.floor(reach.y / tileSize); row * tileSize < reach.y + reach.height; row++)
      for (let column = Math.floor(reach.x / tileSize); column * tileSize < reach.x + reach.width; column++) {
        const view = this.views.get(tileKey(column, row));
        if (view === undefined) continue;
        const whole = { x: column * tileSize, y: row * tileSize, width: tileSize, height: tileSize };
        const part = rectIntersection(reach, whole);
        view.dirty = view.dirty === null ? part : rectUnion(view.dirty, part);
      }
  }

  draw(frame: Frame, bounds: Rect, opacity: number): void {
    const { context, viewport } = frame;
    const visible = rectIntersection(frame.visible, bounds);
    if (rectIsEmpty(visible) || opacity === 0) return;
    const level = levelFor(viewport.scale, coarsestLevel + 1);
    context.save();
    context.globalAlpha = opacity;
    context.imageSmoothingEnabled = viewport.scale < 2;
    for (let row = Math.floor(visible.y / tileSize); row * tileSize < visible.y + visible.height; row++)
      for (
        let column = Math.floor(visible.x / tileSize);
        column * tileSize < visible.x + visible.width;
        column++
      )
        this.drawTile(frame, column, row, level);
    context.restore();
  }

  private drawTile({ context, viewport }: Frame, column: number, row: number, level: number): void {
    const key = tileKey(column, row);
    if (this.mask.tile(column, row) === undefined) {
      this.views.delete(key);
      return;
    }
    let view = this.views.get(key);
    if (view === undefined || view.level !== level) {
      const canvas = new OffscreenCanvas(tileSize >> level, tileSize >> level);
      view = {
        level,
        canvas,
        dirty: { x: column * tileSize, y: row * tileSize, width: tileSize, height: tileSize },
      };
      this.views.set(key, view);
    }
    if (view.dirty !== null) this.paint(view, column, row, viewport.scale <= edgeUpToScale);
    const left = Math.round(column * tileSize * viewport.scale + viewport.x);
    const top = Math.round(row * tileSize * viewport.scale + viewport.y);
    const right = Math.round((column + 1) * tileSize * viewport.scale + viewport.x);
    const bottom = Math.round((row + 1) * tileSize * viewport.scale + viewport.y);
    context.drawImage(view.canvas, left, top, right - left, bottom - top);
  }

  /** Repaints the dirty part of a tile at its level: one sample of coverage per pixel there. */
  private paint(view: TileView, column: number, row: number, outlined: boolean): void {
    const { level, canvas } = view;
    const step = 1 << level;
    const dirty = view.dirty!;
    view.dirty = null;
    const left = (dirty.x - column * tileSize) >> level;
    const top = (dirty.y - row * tileSize) >> level;
    const right = Math.min(canvas.width, Math.ceil((dirty.x + dirty.width - column * tileSize) / step));
    const bottom = Math.min(canvas.height, Math.ceil((dirty.y + dirty.height - row * tileSize) / step));
    if (right <= left || bottom <= top) return;
    const image = new ImageData(right - left, bottom - top);
    const pixels = new Uint32Array(image.data.buffer);
    const tile = this.mask.tile(column, row)!;
    const size = canvas.width;
    const at = (x: number, y: number): number => {
      if (x >= 0 && y >= 0 && x < size && y < size) return tile[y * step * tileSize + x * step]!;
      const dx = x < 0 ? -1 : x >= size ? 1 : 0;
      const dy = y < 0 ? -1 : y >= size ? 1 : 0;
      const other = this.mask.tile(column + dx, row + dy);
      return other === undefined ? 0 : other[(y - dy * size) * step * tileSize + (x - dx * size) * step]!;
    };
    const { stripes } = this.film;
    let index = 0;
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) {
        const coverage = tile[y * step * tileSize + x * step]!;
        const onEdge =
          outlined &&
          coverage >= 128 &&
          (at(x - 1, y) < 128 || at(x + 1, y) < 128 || at(x, y - 1) < 128 || at(x, y + 1) < 128);
        const tints = stripes > 0 && (x + y) % stripes >= stripes / 2 ? this.gaps : this.tints;
        pixels[index++] = onEdge ? this.edges : tints[coverage]!;
      }
    memoryContext(canvas).putImageData(image, left, top);
  }
}
