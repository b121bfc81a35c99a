import { type Rect, rectIntersection, rectIsEmpty } from '#shared/geometry/rect.ts';
import type { TileAddress } from '#renderer/bridge/image-addresses.ts';
import { fetchBitmap } from '#renderer/bridge/raw-picture.ts';
import type { Viewport } from '#renderer/canvas/viewport.ts';

const tileSize = 512;
/** 1 MB each. */
const keptTiles = 128;
const parallelLoads = 6;

interface Tile {
  readonly level: number;
  readonly column: number;
  readonly row: number;
}
const keyOf = ({ level, column, row }: Tile): string => `${level}/${column}/${row}`;

/** The level whose pixels are at least as fine as the screen's: 0 = full size. `scale` in device pixels per document pixel. */
export function levelFor(scale: number, levels: number): number {
  return Math.max(0, Math.min(levels - 1, Math.floor(Math.log2(1 / scale) + 1e-6)));
}

/** The tiles of a level that touch a rectangle of document pixels. */
export function tilesIn(rect: Rect, level: number): Tile[] {
  const span = tileSize * 2 ** level;
  const tiles: Tile[] = [];
  for (let row = Math.floor(rect.y / span); row * span < rect.y + rect.height; row++)
    for (let column = Math.floor(rect.x / span); column * span < rect.x + rect.width; column++)
      tiles.push({ level, column, row });
  return tiles;
}

/** One picture as tiles, fetched when they are looked at. What is not there yet is drawn from a coarser tile. */
export class TileSet {
  private readonly bitmaps = new Map<string, ImageBitmap | null>();
  /** Tiles that show what was there before: drawn until the new ones have come. */
  private readonly stale = new Set<string>();
  private readonly loads = new Map<string, AbortController>();
  private wanted: Tile[] = [];
  private destroyed = false;

  constructor(
    private address: TileAddress,
    readonly bounds: Rect,
    private readonly levels: number,
    private readonly onLoad: () => void,
  ) {}

  /** Draws what a device-pixel viewport shows of the tiles that are there. The context has no transform. */
  draw(context: CanvasRenderingContext2D, viewport: Viewport, visible: Rect, coarserToo: boolean): void {
    context.imageSmoothingEnabled = viewport.scale < 2;
    context.imageSmoothingQuality = 'medium';
    for (const tile of this.tilesFor(viewport, visible)) this.drawTile(context, viewport, tile, !coarserToo);
  }

  /** The picture has changed within `change`: only the tiles there are fetched again, from the new address. */
  update(address: TileAddress, change: Rect): void {
    this.address = address;
    for (let level = 0; level < this.levels; level++)
      for (const tile of tilesIn(change, level)) {
        const key = keyOf(tile);
        this.loads.get(key)?.abort();
        this.loads.delete(key);
        if (this.bitmaps.has(key)) this.stale.add(key);
      }
  }

  /** Starts fetching what a viewport misses; true where nothing is missing. */
  fetch(viewport: Viewport, visible: Rect): boolean {
    const missing = this.tilesFor(viewport, visible).filter((tile) => !this.has(tile));
    this.want(missing, rectIntersection(visible, this.bounds));
    return missing.length === 0;
  }

  private has(tile: Tile): boolean {
    const key = keyOf(tile);
    return this.bitmaps.has(key) && !this.stale.has(key);
  }

  destroy(): void {
    this.destroyed = true;
    for (const load of this.loads.values()) load.abort();
    for (const bitmap of this.bitmaps.values()) bitmap?.close();
    this.bitmaps.clear();
  }

  private tilesFor(viewport: Viewport, visible: Rect): Tile[] {
    const rect = rectIntersection(visible, this.bounds);
    return rectIsEmpty(rect) ? [] : tilesIn(rect, levelFor(viewport.scale, this.levels));
  }

  private drawTile(
    context: CanvasRenderingContext2D,
    viewport: Viewport,
    tile: Tile,
    exactOnly: boolean,
  ): void {
    for (let up = 0; tile.level + up < this.levels; up++) {
      const source: Tile = { level: tile.level + up, column: tile.column >> up, row: tile.row >> up };
      const key = keyOf(source);
      const bitmap = this.bitmaps.get(key);
      if (bitmap === null) return;
      if (bitmap !== undefined) {
        this.bitmaps.delete(key);
        this.bitmaps.set(key, bitmap);
        this.drawPart(context, viewport, tile, source, bitmap);
        return;
      }
      if (exactOnly) return;
    }
  }

  /** Draws the part of `source` that lies in `tile`, snapped to device pixels so that no seam shows. */
  private drawPart(
    context: CanvasRenderingContext2D,
    viewport: Viewport,
    tile: Tile,
    source: Tile,
    bitmap: ImageBitmap,
  ): void {
    const span = tileSize * 2 ** tile.level;
    const whole = { x: tile.column * span, y: tile.row * span, width: span, height: span };
    const part = rectIntersection(whole, this.bounds);
    if (rectIsEmpty(part)) return;
    const factor = 2 ** source.level;
    const left = Math.round(part.x * viewport.scale + viewport.x);
    const top = Math.round(part.y * viewport.scale + viewport.y);
    const right = Math.round((part.x + part.width) * viewport.scale + viewport.x);
    const bottom = Math.round((part.y + part.height) * viewport.scale + viewport.y);
    if (right <= left || bottom <= top) return;
    // Edges of what is drawn rotated are soft: a pixel of overlap closes the gaps between tiles.
    const overlap = context.getTransform().b === 0 ? 0 : 1;
    context.drawImage(
      bitmap,
      part.x / factor - source.column * tileSize,
      part.y / factor - source.row * tileSize,
      part.width / factor,
      part.height / factor,
      left,
      top,
      right - left + overlap,
      bottom - top + overlap,
    );
  }

  /** Makes `missing` what is fetched next, coarse overview first, then from the middle outward. */
  private want(missing: Tile[], rect: Rect): void {
    const middleX = rect.x + rect.width / 2;
    const middleY = rect.y + rect.height / 2;
    const distance = (tile: Tile): number => {
      const span = tileSize * 2 ** tile.level;
      return Math.hypot((tile.column + 0.5) * span - middleX, (tile.row + 0.5) * span - middleY);
    };
    const overview = tilesIn(this.bounds, this.levels - 1).filter((tile) => !this.has(tile));
    const rest = [...missing].sort((a, b) => distance(a) - distance(b));
    this.wanted = missing.length > 0 ? [...overview, ...rest] : [];
    const keys = new Set(this.wanted.map(keyOf));
    for (const [key, load] of this.loads) if (!keys.has(key)) load.abort();
    this.pump();
  }

  private pump(): void {
    for (const tile of this.wanted) {
      if (this.loads.size >= parallelLoads) return;
      const key = keyOf(tile);
      if (!this.loads.has(key) && !this.has(tile)) void this.load(tile, key);
    }
  }

  private async load(tile: Tile, key: string): Promise<void> {
    const abort = new AbortController();
    this.loads.set(key, abort);
    try {
      const bitmap = await fetchBitmap(this.address(tile.level, tile.column, tile.row), abort.signal);
      if (this.destroyed || abort.signal.aborted) bitmap?.close();
      else this.keep(key, bitmap);
    } catch (error) {
      // An aborted tile is asked for again when it is looked at; a failed one stays empty.
      if (!abort.signal.aborted && !this.destroyed) this.keep(key, null);
      if (!abort.signal.aborted) console.warn('tile not loaded', error);
    }
    if (this.loads.get(key) === abort) this.loads.delete(key);
    if (this.destroyed) return;
    this.evict();
    this.onLoad();
    this.pump();
  }

  private keep(key: string, bitmap: ImageBitmap | null): void {
    this.bitmaps.get(key)?.close();
    this.bitmaps.set(key, bitmap);
    this.stale.delete(key);
  }

  private evict(): void {
    for (const [key, bitmap] of this.bitmaps) {
      if (this.bitmaps.size <= keptTiles) return;
      bitmap?.close();
      this.bitmaps.delete(key);
      this.stale.delete(key);
    }
  }
}
