import type { Level } from './pyramid';

/** All hole pixels that copy with one offset. */
export interface Piece {
  /** Column and row of the source minus those of the pixel. */
  readonly dx: number;
  readonly dy: number;
  /** Pixel indices, ascending. */
  readonly members: readonly number[];
}

/** Groups the hole's pixels by offset, largest group first (ties: the one met first). */
export function listPieces(sources: Int32Array, level: Level): Piece[] {
  const { width, height, hole } = level;
  const groups = new Map<number, { dx: number; dy: number; members: number[] }>();
  for (let p = 0; p < hole.length; p++) {
    const source = sources[p]!;
    if (!hole[p] || source < 0) continue;
    const dy = Math.floor(source / width) - Math.floor(p / width);
    const dx = source - p - dy * width;
    const key = (dy + height) * 2 * width + dx + width;
    const group = groups.get(key);
    if (group) group.members.push(p);
    else groups.set(key, { dx, dy, members: [p] });
  }
  return [...groups.values()].sort((a, b) => b.members.length - a.members.length);
}

/** Hole pixels within `reach` (chessboard) of the piece that may show it: its source there is known, copyable and in the picture. */
export function regionAround(piece: Piece, level: Level, reach: number): Int32Array {
  const { width, height, hole, avoid } = level;
  const { dx, dy, members } = piece;
  let left = width;
  let right = 0;
  let top = height;
  let bottom = 0;
  for (const p of members) {
    const x = p % width;
    const y = (p - x) / width;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  left = Math.max(0, left - reach, -dx);
  right = Math.min(width - 1, right + reach, width - 1 - dx);
  top = Math.max(0, top - reach, -dy);
  bottom = Math.min(height - 1, bottom + reach, height - 1 - dy);
  const columns = right - left + 1;
  const near = new Uint8Array(columns * (bottom - top + 1));
  for (const p of members) {
    const x = p % width;
    const y = (p - x) / width;
    const to = Math.min(right, x + reach);
    for (let row = Math.max(top, y - reach); row <= Math.min(bottom, y + reach); row++) {
      near.fill(
        1,
        (row - top) * columns + Math.max(left, x - reach) - left,
        (row - top) * columns + to - left + 1,
      );
    }
  }
  const offset = dy * width + dx;
  const region: number[] = [];
  for (let n = 0; n < near.length; n++) {
    if (!near[n]) continue;
    const p = (top + Math.floor(n / columns)) * width + left + (n % columns);
    if (!hole[p] || hole[p + offset] || avoid?.[p + offset]) continue;
    region.push(p);
  }
  return Int32Array.from(region);
}
