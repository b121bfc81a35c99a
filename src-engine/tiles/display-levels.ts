import type { TileSnapshot } from './snapshot.ts';
import { createHash } from 'node:crypto';
import { type Rect, rectIntersection, rectIsEmpty } from '#shared/geometry/rect.ts';
import { tileKey, type TilePosition } from './tile-grid.ts';

/** Least recently used values within a number of bytes; a tile's file name is its identity, so entries never go stale. */
class ByteBudgetCache<Value extends { readonly byteLength: number }> {
  private readonly entries = new Map<string, Value>();
  private bytes = 0;

  constructor(private readonly budgetBytes: number) {}

  get(key: string): Value | undefined {
    const value = this.entries.get(key);
    if (value) {
      this.entries.delete(key);
      this.entries.set(key, value);
    }
    return value;
  }

  set(key: string, value: Value): void {
    const old = this.entries.get(key);
    if (old) this.bytes -= old.byteLength;
    this.entries.delete(key);
    this.entries.set(key, value);
    this.bytes += value.byteLength;
    for (const [oldest, entry] of this.entries) {
      if (this.bytes <= this.budgetBytes || oldest === key) break;
      this.entries.delete(oldest);
      this.bytes -= entry.byteLength;
    }
  }

  clear(): void {
    this.entries.clear();
    this.bytes = 0;
  }

  /** Bytes held now. */
  get size(): number {
    return this.bytes;
  }
}

/** How a window shows a snapshot: 4 bytes per pixel for pictures, 1 for masks. */
export interface DisplayFormat {
  readonly bytesPerPixel: 1 | 4;
  /** A level-0 tile in that format, pixels outside the bounds zero; null = all zeros. Asked only inside the bounds. */
  render(snapshot: TileSnapshot, position: TilePosition): Promise<Uint8Array | null>;
}

/** Levels that bring the longer side to at most one tile: level n is 1 / 2^n. */
export function levelCount(bounds: Rect, tileSize: number): number {
  let levels = 1;
  for (let side = Math.max(bounds.width, bounds.height); side > tileSize; side /= 2) levels++;
  return levels;
}

/**
 * The tiles of every level as windows show them, made when asked for. A tile is known by the folder and the files below it, so an edit
 * makes only what it touched again, and undo finds the old ones still there.
 */
export class DisplayLevels {
  private readonly levelZero: ByteBudgetCache<Uint8Array>;
  private readonly smaller: ByteBudgetCache<Uint8Array>;
  private readonly pending = new Map<string, Promise<Uint8Array | null>>();

  constructor(
    private readonly format: DisplayFormat,
    budgetBytes: number,
  ) {
    // Kept apart, so that a look at every pixel does not throw the overview away.
    this.levelZero = new ByteBudgetCache(budgetBytes / 2);
    this.smaller = new ByteBudgetCache(budgetBytes / 2);
  }

  /** A tile of `level`, [tileSize, tileSize, bytesPerPixel]; null = all zeros (nothing there). */
  async tile(snapshot: TileSnapshot, level: number, position: TilePosition): Promise<Uint8Array | null> {
    const span = snapshot.tileSize * 2 ** level;
    const covered = { x: position.column * span, y: position.row * span, width: span, height: span };
    if (rectIsEmpty(rectIntersection(covered, snapshot.bounds))) return null;
    const identity = identify(snapshot, level, position);
    // A mask without files is empty there; a picture without files is black.
    if (identity === null && this.format.bytesPerPixel === 1) return null;
    const key = `${snapshot.directory}:${level}:${position.column},${position.row}:${identity}:${boundsKey(snapshot.bounds)}`;
    const cache = level === 0 ? this.levelZero : this.smaller;
    const cached = cache.get(key);
    if (cached) return cached;
    let work = this.pending.get(key);
    if (!work) {
      work = this.make(snapshot, level, position)
        .then((tile) => {
          if (tile) cache.set(key, tile);
          return tile;
        })
        .finally(() => this.pending.delete(key));
      this.pending.set(key, work);
    }
    return work;
  }

  private async make(
    snapshot: TileSnapshot,
    level: number,
    position: TilePosition,
  ): Promise<Uint8Array | null> {
    if (level === 0) return this.format.render(snapshot, position);
    const { tileSize } = snapshot;
    const bytes = this.format.bytesPerPixel;
    const made = new Uint8Array(tileSize * tileSize * bytes);
    let empty = true;
    // One after another: all four at once at every level would hold the whole picture in memory.
    for (const { child, right, below } of children(position)) {
      const tile = await this.tile(snapshot, level - 1, child);
      if (!tile) continue;
      empty = false;
      halveInto(tile, made, tileSize, bytes, right, below);
    }
    return empty ? null : made;
  }
}

function children({ column, row }: TilePosition) {
  return [0, 1, 2, 3].map((index) => ({
    child: { column: column * 2 + (index & 1), row: row * 2 + (index >> 1) },
    right: (index & 1) === 1,
    below: index >> 1 === 1,
  }));
}

const boundsKey = (bounds: Rect): string => `${bounds.x},${bounds.y},${bounds.width},${bounds.height}`;

/** The names of the files below a tile, short; null where there are none. */
function identify(snapshot: TileSnapshot, level: number, { column, row }: TilePosition): string | null {
  const span = 1 << level;
  if (level === 0) return snapshot.tiles[tileKey({ column, row })] ?? null;
  const hash = createHash('sha1');
  let empty = true;
  const first = { column: column * span, row: row * span };
  const tilesInBounds = {
    columns: Math.ceil((snapshot.bounds.x + snapshot.bounds.width) / snapshot.tileSize),
    rows: Math.ceil((snapshot.bounds.y + snapshot.bounds.height) / snapshot.tileSize),
  };
  for (let y = first.row; y < Math.min(first.row + span, tilesInBounds.rows); y++)
    for (let x = first.column; x < Math.min(first.column + span, tilesInBounds.columns); x++) {
      const name = snapshot.tiles[tileKey({ column: x, row: y })];
      if (name !== undefined) empty = false;
      hash.update(`${name ?? ''};`);
    }
  return empty ? null : hash.digest('base64');
}

/** Averages 2 x 2 pixels of `tile` into one quarter of `target`; colours are weighted by alpha, so edges stay clean. */
function halveInto(
  tile: Uint8Array,
  target: Uint8Array,
  size: number,
  bytes: 1 | 4,
  right: boolean,
  below: boolean,
): void {
  const half = size / 2;
  const stride = size * bytes;
  for (let y = 0; y < half; y++) {
    let from = y * 2 * stride;
    let to = ((y + (below ? half : 0)) * size + (right ? half : 0)) * bytes;
    for (let x = 0; x < half; x++, from += 2 * bytes, to += bytes) {
      if (bytes === 1) {
        target[to] =
          (tile[from]! + tile[from + 1]! + tile[from + stride]! + tile[from + stride + 1]! + 2) >> 2;
        continue;
      }
      const second = from + 4;
      const third = from + stride;
      const fourth = third + 4;
      const a = tile[from + 3]!;
      const b = tile[second + 3]!;
      const c = tile[third + 3]!;
      const d = tile[fourth + 3]!;
      const alpha = a + b + c + d;
      if (alpha === 1020) {
        for (let channel = 0; channel < 3; channel++)
          target[to + channel] =
            (tile[from + channel]! +
              tile[second + channel]! +
              tile[third + channel]! +
              tile[fourth + channel]! +
              2) >>
            2;
        target[to + 3] = 255;
      } else if (alpha > 0) {
        for (let channel = 0; channel < 3; channel++)
          target[to + channel] = Math.round(
            (tile[from + channel]! * a +
              tile[second + channel]! * b +
              tile[third + channel]! * c +
              tile[fourth + channel]! * d) /
              alpha,
          );
        target[to + 3] = (alpha + 2) >> 2;
      }
    }
  }
}
