import { type Rect, rectIntersection, rectIsEmpty, rectUnion } from '#shared/geometry/rect.ts';

/** Edge of a tile in document pixels; tile (column, row) starts at (column * tileSize, row * tileSize). */
export const tileSize = 512;
const nothing: Rect = { x: 0, y: 0, width: 0, height: 0 };

/** Called for a run of pixels: `count` of them from `offset` in `tile`, the first at document pixel (x, y). */
export type RowVisitor = (tile: Uint8Array, offset: number, x: number, y: number, count: number) => void;

export const tileKey = (column: number, row: number): string => `${column},${row}`;

/**
 * The selection's coverage, 0 to 255 per document pixel, in tiles that exist only where something was selected.
 * A gesture is begun, edits, and is ended (giving the rectangle it changed) or cancelled (nothing happened).
 */
export class MaskTiles {
  private readonly tiles = new Map<string, Uint8Array<ArrayBuffer>>();
  /** Tiles as they were when the gesture began; null = there was none. */
  private before: Map<string, Uint8Array<ArrayBuffer> | null> | null = null;
  private dirty: Rect = nothing;
  /** Grows whenever a tile was replaced from outside. */
  version = 0;

  /**
   * @param onChange is told every rectangle whose coverage may have changed
   * @param isAnother true where a gesture begins another selection: what was selected is left out
   */
  constructor(
    private readonly onChange: (rect: Rect) => void = () => {},
    private readonly isAnother: () => boolean = () => false,
  ) {}

  tile(column: number, row: number): Uint8Array | undefined {
    return this.tiles.get(tileKey(column, row));
  }

  /** Puts coverage loaded from main in place; null = nothing selected there. [tileSize * tileSize] */
  setTile(column: number, row: number, coverage: Uint8Array<ArrayBuffer> | null): void {
    this.version++;
    const key = tileKey(column, row);
    if (coverage === null) this.tiles.delete(key);
    else this.tiles.set(key, coverage);
    this.onChange({ x: column * tileSize, y: row * tileSize, width: tileSize, height: tileSize });
  }

  /** Forgets everything: another document, or an empty selection. */
  clear(): void {
    const keys = [...this.tiles.keys()];
    this.tiles.clear();
    this.before = null;
    this.tell(keys);
  }

  begin(): void {
    this.before = new Map();
    this.dirty = nothing;
    if (!this.isAnother()) return;
    this.before = new Map(this.tiles);
    this.tiles.clear();
    this.tell(this.before.keys());
  }

  get active(): boolean {
    return this.before !== null;
  }

  /** Visits every pixel of `rect`, row by row within each tile, for writing. */
  edit(rect: Rect, visit: RowVisitor): void {
    if (rectIsEmpty(rect)) return;
    this.eachTile(rect, (column, row, part) => {
      const tile = this.writable(column, row);
      for (let y = part.y; y < part.y + part.height; y++)
        visit(tile, (y - row * tileSize) * tileSize + part.x - column * tileSize, part.x, y, part.width);
    });
    this.dirty = rectUnion(this.dirty, rect);
    this.onChange(rect);
  }

  /** Ends the gesture. The rectangle it wrote to; null where it wrote nothing. */
  end(): Rect | null {
    this.before = null;
    return rectIsEmpty(this.dirty) ? null : this.dirty;
  }

  /** Puts every tile back as it was when the gesture began. */
  cancel(): void {
    const { before } = this;
    this.before = null;
    if (before === null) return;
    for (const [key, tile] of before) {
      const [column, row] = key.split(',').map(Number) as [number, number];
      this.setTile(column, row, tile);
    }
  }

  /** Coverage of a rectangle, row-major, 1 byte per pixel. */
  read(rect: Rect): Uint8Array<ArrayBuffer> {
    const coverage = new Uint8Array(rect.width * rect.height);
    this.eachTile(rect, (column, row, part) => {
      const tile = this.tiles.get(tileKey(column, row));
      if (tile === undefined) return;
      for (let y = part.y; y < part.y + part.height; y++) {
        const start = (y - row * tileSize) * tileSize + part.x - column * tileSize;
        coverage.set(tile.subarray(start, start + part.width), (y - rect.y) * rect.width + part.x - rect.x);
      }
    });
    return coverage;
  }

  private tell(keys: Iterable<string>): void {
    for (const key of keys) {
      const [column, row] = key.split(',').map(Number) as [number, number];
      this.onChange({ x: column * tileSize, y: row * tileSize, width: tileSize, height: tileSize });
    }
  }

  private writable(column: number, row: number): Uint8Array {
    const key = tileKey(column, row);
    let tile = this.tiles.get(key);
    if (this.before !== null && !this.before.has(key))
      this.before.set(key, tile === undefined ? null : tile.slice());
    if (tile === undefined) {
      tile = new Uint8Array(tileSize * tileSize);
      this.tiles.set(key, tile);
    }
    return tile;
  }

  private eachTile(rect: Rect, visit: (column: number, row: number, part: Rect) => void): void {
    const lastColumn = Math.floor((rect.x + rect.width - 1) / tileSize);
    const lastRow = Math.floor((rect.y + rect.height - 1) / tileSize);
    for (let row = Math.floor(rect.y / tileSize); row <= lastRow; row++)
      for (let column = Math.floor(rect.x / tileSize); column <= lastColumn; column++) {
        const whole = { x: column * tileSize, y: row * tileSize, width: tileSize, height: tileSize };
        visit(column, row, rectIntersection(rect, whole));
      }
  }
}
