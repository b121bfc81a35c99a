import { listPieces, type Offset, offsetOf, type Piece } from './pieces.ts';
import type { SeamCosts } from './seam-costs.ts';
import { mayCopy, type SourcePlane } from './source-plane.ts';

/** Takes an assembly to the next finer plane, twice as large: every pixel keeps its piece, with the doubled offset. */
export function carryPieces(coarseWidth: number, coarseSources: Int32Array, fine: SourcePlane): Int32Array {
  const { width, hole } = fine;
  const sources = new Int32Array(hole.length).fill(-1);
  for (let p = 0; p < hole.length; p++) {
    if (hole[p] === 0) continue;
    const y = (p / width) | 0;
    const x = p - y * width;
    const cell = (y >> 1) * coarseWidth + (x >> 1);
    const source = coarseSources[cell]!;
    if (source < 0) continue;
    const sy = (source / coarseWidth) | 0;
    const fy = y + 2 * (sy - (y >> 1));
    const fx = x + 2 * (source - sy * coarseWidth - (x >> 1));
    if (mayCopy(fine, fx, fy)) sources[p] = fy * width + fx;
  }
  adoptOffsets(fine, sources);
  return sources;
}

/** Pixels without a source take over a neighbour's offset where that is allowed. */
export function adoptOffsets(plane: SourcePlane, sources: Int32Array): void {
  const { width, height, hole } = plane;
  let missing: number[] = [];
  for (let p = 0; p < hole.length; p++) if (hole[p] === 1 && sources[p]! < 0) missing.push(p);
  for (let backwards = false; missing.length > 0; backwards = !backwards) {
    const before = missing.length;
    if (backwards) missing.reverse();
    missing = missing.filter((p) => {
      const y = (p / width) | 0;
      const x = p - y * width;
      for (const q of [
        x > 0 ? p - 1 : -1,
        x + 1 < width ? p + 1 : -1,
        p - width,
        y + 1 < height ? p + width : -1,
      ]) {
        if (q < 0 || sources[q]! < 0) continue;
        const source = sources[q]! - q + p;
        const sy = Math.floor(source / width);
        const dy = sy - y;
        // The offset must not wrap around a row's end.
        if (dy !== Math.floor(sources[q]! / width) - Math.floor(q / width)) continue;
        if (!mayCopy(plane, source - sy * width, sy)) continue;
        sources[p] = source;
        return false;
      }
      return true;
    });
    if (backwards) missing.reverse();
    if (missing.length === before && backwards) break;
  }
}

/**
 * A doubled offset is right to a pixel: shifts every piece, largest first, by up to one pixel to where it fits its surroundings best.
 * Improves `sources` in place.
 */
export function alignPieces(plane: SourcePlane, sources: Int32Array, costs: SeamCosts): void {
  const seams = new SeamList();
  for (const piece of listPieces(sources, plane)) {
    const border = seams.of(piece, sources, plane);
    let best: Offset = { dx: 0, dy: 0 };
    let bestCost = fit(best, piece, border, sources, plane, costs);
    for (let n = 0; n < 9; n++) {
      const nudge = { dx: (n % 3) - 1, dy: Math.floor(n / 3) - 1 };
      if (nudge.dx === 0 && nudge.dy === 0) continue;
      const cost = fit(nudge, piece, border, sources, plane, costs);
      if (cost < bestCost && piece.members.every((p) => stays(p, piece, nudge, plane))) {
        best = nudge;
        bestCost = cost;
      }
    }
    const offset = offsetOf({ dx: piece.dx + best.dx, dy: piece.dy + best.dy }, plane.width);
    if (best.dx !== 0 || best.dy !== 0) for (const p of piece.members) sources[p] = p + offset;
  }
}

/** Whether pixel `p` may show the piece moved by `nudge`. */
function stays(p: number, piece: Offset, nudge: Offset, plane: SourcePlane): boolean {
  const y = (p / plane.width) | 0;
  return mayCopy(plane, p - y * plane.width + piece.dx + nudge.dx, y + piece.dy + nudge.dy);
}

/** Where a piece ends; the room for it is used again for the next one. */
class SeamList {
  private numbers = new Int32Array(1024);
  private count = 0;

  /** Pairs of a member and the step to a neighbour that shows something else, as [pixel, step, pixel, step, ...]; until the next call. */
  of(piece: Piece, sources: Int32Array, { width, hole }: SourcePlane): Int32Array {
    const offset = offsetOf(piece, width);
    const { members } = piece;
    const differs = (q: number): boolean => hole[q] === 0 || sources[q]! - q !== offset;
    this.count = 0;
    for (let n = 0; n < members.length; n++) {
      const p = members[n]!;
      const x = p % width;
      if (x + 1 < width && differs(p + 1)) this.add(p, 1);
      if (x > 0 && differs(p - 1)) this.add(p, -1);
      if (p + width < hole.length && differs(p + width)) this.add(p, width);
      if (p >= width && differs(p - width)) this.add(p, -width);
    }
    return this.numbers.subarray(0, this.count);
  }

  private add(pixel: number, step: number): void {
    if (this.count === this.numbers.length) {
      const longer = new Int32Array(2 * this.count);
      longer.set(this.numbers);
      this.numbers = longer;
    }
    this.numbers[this.count++] = pixel;
    this.numbers[this.count++] = step;
  }
}

/** What the piece's seams cost when it is moved by `nudge`. */
function fit(
  nudge: Offset,
  piece: Piece,
  seams: Int32Array,
  sources: Int32Array,
  plane: SourcePlane,
  costs: SeamCosts,
): number {
  const offset = offsetOf({ dx: piece.dx + nudge.dx, dy: piece.dy + nudge.dy }, plane.width);
  let cost = 0;
  for (let n = 0; n < seams.length; n += 2) {
    const p = seams[n]!;
    const step = seams[n + 1]!;
    const q = p + step;
    if (!costs.isHole(q)) cost += costs.rim(p + offset, p, step);
    else if (sources[q]! >= 0) cost += costs.seam(p + offset, sources[q]!, step);
  }
  return cost;
}
