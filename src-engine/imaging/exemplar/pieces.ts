import type { SourcePlane } from './source-plane.ts';

/** Column and row of a source minus those of the pixel that shows it. */
export interface Offset {
  readonly dx: number;
  readonly dy: number;
}

/** All hole pixels that copy with one offset. */
export interface Piece extends Offset {
  /** Pixel indices, ascending. */
  readonly members: Int32Array;
}

/** The offset as a difference of pixel indices. */
export const offsetOf = ({ dx, dy }: Offset, width: number): number => dy * width + dx;

/** Groups the hole's pixels by offset, largest group first (ties: the one met first). */
export function listPieces(sources: Int32Array, { width, height, hole }: SourcePlane): Piece[] {
  const first = Math.max(0, hole.indexOf(1));
  const end = hole.lastIndexOf(1) + 1;
  // Runs of pixels of one group, in reading order: its number, where it begins and where it ends.
  const runs: number[] = [];
  const groups: { dx: number; dy: number; count: number; members: Int32Array }[] = [];
  const known = new Map<number, number>();
  for (let p = first; p < end; p++) {
    if (hole[p] === 0) {
      p = hole.indexOf(1, p) - 1;
      continue;
    }
    const source = sources[p]!;
    if (source < 0) continue;
    const dy = ((source / width) | 0) - ((p / width) | 0);
    const dx = source - p - dy * width;
    const key = (dy + height) * 2 * width + dx + width;
    let group = known.get(key);
    if (group === undefined) {
      known.set(key, (group = groups.length));
      groups.push({ dx, dy, count: 0, members: noMembers });
    }
    // As far as the same offset leads on within the row.
    const rowEnd = ((p / width) | 0) * width + width;
    const begin = p;
    const shift = source - p;
    const sourceEnd = (((source / width) | 0) + 1) * width - shift;
    const most = Math.min(end, rowEnd, sourceEnd);
    while (p + 1 < most && hole[p + 1] === 1 && sources[p + 1] === p + 1 + shift) p++;
    runs.push(group, begin, p + 1);
    groups[group]!.count += p + 1 - begin;
  }
  for (const group of groups) {
    group.members = new Int32Array(group.count);
    group.count = 0;
  }
  for (let n = 0; n < runs.length; n += 3) {
    const group = groups[runs[n]!]!;
    for (let p = runs[n + 1]!; p < runs[n + 2]!; p++) group.members[group.count++] = p;
  }
  return groups.sort((a, b) => b.members.length - a.members.length);
}

const noMembers = new Int32Array(0);

/** Hole pixels that could show `offset`: its source there is known, copyable and in the picture. Those that do already are left out. */
export function reachOf(offset: Offset, sources: Int32Array, plane: SourcePlane): Int32Array {
  return collect(offset, sources, plane, null, {
    left: 0,
    top: 0,
    right: plane.width - 1,
    bottom: plane.height - 1,
  });
}

/** The same within `reach` (chessboard) of the piece. */
export function regionAround(
  piece: Piece,
  sources: Int32Array,
  plane: SourcePlane,
  reach: number,
): Int32Array {
  const { width, height, hole } = plane;
  const offset = offsetOf(piece, width);
  const { members } = piece;
  const border = new Int32Array(members.length);
  let count = 0;
  const differs = (q: number): boolean => hole[q] === 1 && sources[q]! - q !== offset;
  const box = { left: width, right: 0, top: height, bottom: 0 };
  for (let n = 0; n < members.length; n++) {
    const p = members[n]!;
    const x = p % width;
    if (
      !(x > 0 && differs(p - 1)) &&
      !(x + 1 < width && differs(p + 1)) &&
      !(p >= width && differs(p - width)) &&
      !(p + width < hole.length && differs(p + width))
    )
      continue;
    border[count++] = p;
    const y = (p - x) / width;
    box.left = Math.min(box.left, x - reach);
    box.right = Math.max(box.right, x + reach);
    box.top = Math.min(box.top, y - reach);
    box.bottom = Math.max(box.bottom, y + reach);
  }
  box.left = Math.max(0, box.left);
  box.top = Math.max(0, box.top);
  box.right = Math.min(width - 1, box.right);
  box.bottom = Math.min(height - 1, box.bottom);
  if (count === 0) return new Int32Array(0);
  const columns = box.right - box.left + 1;
  const near = new Uint8Array(columns * (box.bottom - box.top + 1));
  for (let n = 0; n < count; n++) {
    const p = border[n]!;
    const x = p % width;
    const y = (p - x) / width;
    const from = Math.max(box.left, x - reach) - box.left;
    const to = Math.min(box.right, x + reach) - box.left + 1;
    for (let row = Math.max(box.top, y - reach); row <= Math.min(box.bottom, y + reach); row++)
      near.fill(1, (row - box.top) * columns + from, (row - box.top) * columns + to);
  }
  return collect(piece, sources, plane, near, box);
}

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Pixels of the box (and of `near`, which covers it) that could take on the offset. */
function collect(
  shift: Offset,
  sources: Int32Array,
  { width, height, hole, avoid }: SourcePlane,
  near: Uint8Array | null,
  box: Box,
): Int32Array {
  const { dx, dy } = shift;
  const offset = offsetOf(shift, width);
  const columns = box.right - box.left + 1;
  const rows = Math.max(0, Math.min(box.bottom, height - 1 - dy) - Math.max(box.top, -dy) + 1);
  const region = new Int32Array(rows * columns);
  let count = 0;
  for (let y = Math.max(box.top, -dy); y <= Math.min(box.bottom, height - 1 - dy); y++) {
    for (let x = Math.max(box.left, -dx); x <= Math.min(box.right, width - 1 - dx); x++) {
      const p = y * width + x;
      if (hole[p] === 0 || (near !== null && near[(y - box.top) * columns + x - box.left] === 0)) continue;
      const source = p + offset;
      if (hole[source] === 1 || (avoid !== null && avoid[source] === 1) || sources[p] === source) continue;
      region[count++] = p;
    }
  }
  return region.slice(0, count);
}
