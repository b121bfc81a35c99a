import type { Rect } from '#shared/geometry/rect.ts';
import { releaseKernels } from '#engine/imaging/kernels/kernels.ts';
import { CompiledExpansion } from './compiled-expansion.ts';
import { createCutGraph } from './cut-graph.ts';
import { DIRECTIONS } from './min-cut.ts';
import { type Offset, offsetOf, listPieces, reachOf, regionAround } from './pieces.ts';
import type { SeamCosts } from './seam-costs.ts';
import { boxOfHole, type SourcePlane } from './source-plane.ts';

/** Pieces smaller than this many pixels don't grow; they are only taken over by others. */
const LEAST_PIECE = 12;
/** How far a piece may grow in one move, pixels. */
const REACH = 8;
/** Costs are counted in whole numbers of 1 / UNIT for the minimum cut. */
const UNIT = 4096;
const FORBIDDEN = 1e6;
/** The memory that the kernels took for a larger plane is given back at once. */
const KEPT_PIXELS = 1_000_000;
/** Nodes between two yields. */
const BREATH = 60_000;

/**
 * Moves the borders between copied pieces to where they are least visible (shift maps, Pritch et al. 2009, by alpha expansion, Boykov
 * et al. 2001). A piece moves only near its own border, so that time is linear in the length of the seams. `sources` [height, width]
 * holds the index copied by each hole pixel (-1 elsewhere, or where nothing is copied yet) and is improved in place.
 */
export function* improveSeams(
  plane: SourcePlane,
  sources: Int32Array,
  costs: SeamCosts,
  passes: number,
): Generator<void, void, void> {
  const compiled = CompiledExpansion.of(plane, sources, costs, []);
  const nodeOf = compiled ? null : new NodeNumbers(plane);
  let worked = 0;
  for (let pass = 0; pass < passes; pass++) {
    for (const piece of listPieces(sources, plane)) {
      if (piece.members.length < LEAST_PIECE) continue;
      const region = regionAround(piece, sources, plane, REACH);
      if (compiled) compiled.expandPiece(region, piece);
      else if (nodeOf) expandPiece(region, piece, sources, costs, nodeOf, plane.width);
      worked += region.length + piece.members.length / 8;
      if (worked < BREATH) continue;
      worked = 0;
      yield;
    }
  }
  if (plane.hole.length > KEPT_PIXELS) releaseKernels();
}

/**
 * Assembles the hole from pieces with the given offsets, each of which may show anywhere (He and Sun 2012, section 3.3). Calls `onMoved`
 * after every move that changed something.
 */
export function* assemblePieces(
  plane: SourcePlane,
  sources: Int32Array,
  offsets: readonly Offset[],
  costs: SeamCosts,
  onMoved: () => void,
): Generator<void, void, void> {
  const compiled = CompiledExpansion.of(plane, sources, costs, offsets);
  if (compiled) {
    for (let next = 0; next < offsets.length;) {
      next = compiled.assemblePieces(next, BREATH);
      onMoved();
      if (next < offsets.length) yield;
    }
    return;
  }
  const nodeOf = new NodeNumbers(plane);
  let worked = 0;
  for (const offset of offsets) {
    const region = reachOf(offset, sources, plane);
    if (expandPiece(region, offset, sources, costs, nodeOf, plane.width)) onMoved();
    worked += region.length;
    if (worked < BREATH) continue;
    worked = 0;
    yield;
  }
}

/** A number for every hole pixel, -1 at first: of the hole's bounds only, a view of a whole photo has many more pixels. */
class NodeNumbers {
  private readonly numbers: Int32Array;
  private readonly width: number;
  private readonly box: Rect;

  constructor(plane: SourcePlane) {
    this.width = plane.width;
    this.box = boxOfHole(plane) ?? { x: 0, y: 0, width: 0, height: 0 };
    this.numbers = new Int32Array(this.box.width * this.box.height).fill(-1);
  }

  get(pixel: number): number {
    return this.numbers[this.indexOf(pixel)]!;
  }

  set(pixel: number, number: number): void {
    this.numbers[this.indexOf(pixel)] = number;
  }

  private indexOf(pixel: number): number {
    const y = (pixel / this.width) | 0;
    return (y - this.box.y) * this.box.width + pixel - y * this.width - this.box.x;
  }
}

/**
 * One expansion move: every pixel of the region keeps its source or takes the piece's, whichever makes all of it cheapest. Returns whether
 * any took it.
 */
function expandPiece(
  region: Int32Array,
  shift: Offset,
  sources: Int32Array,
  costs: SeamCosts,
  nodeOf: NodeNumbers,
  width: number,
): boolean {
  const offset = offsetOf(shift, width);
  const count = region.length;
  const graph = createCutGraph(count);
  for (let n = 0; n < count; n++) nodeOf.set(region[n]!, n);
  for (let n = 0; n < count; n++) {
    const p = region[n]!;
    const own = sources[p]!;
    const wanted = p + offset;
    const x = p % width;
    let tie = costs.place(wanted, p) - (own < 0 ? FORBIDDEN : costs.place(own, p));
    for (let direction = 0; direction < DIRECTIONS; direction++) {
      if ((direction === 0 && x + 1 >= width) || (direction === 1 && x === 0)) continue;
      const step = direction === 0 ? 1 : direction === 1 ? -1 : direction === 2 ? width : -width;
      const q = p + step;
      if (q < 0 || q >= sources.length) continue;
      if (!costs.isHole(q)) {
        tie += costs.rim(wanted, p, step) - (own < 0 ? 0 : costs.rim(own, p, step));
        continue;
      }
      const other = sources[q]!;
      const m = nodeOf.get(q);
      if (m < 0) {
        if (other >= 0) tie += costs.seam(wanted, other, step) - (own < 0 ? 0 : costs.seam(own, other, step));
        continue;
      }
      if (m < n) continue;
      const keepKeep = own < 0 || other < 0 ? 0 : costs.seam(own, other, step);
      const keepSwitch = own < 0 ? 0 : costs.seam(own, q + offset, step);
      const switchKeep = other < 0 ? 0 : costs.seam(wanted, other, step);
      // Kolmogorov and Zabih 2004, table 1; costs that break the triangle inequality are cut off: a move may then miss the best one.
      tie += switchKeep - keepKeep;
      graph.tie(m, -(switchKeep * UNIT));
      graph.connect(n, direction, m, Math.round(Math.max(0, keepSwitch + switchKeep - keepKeep) * UNIT));
    }
    graph.tie(n, tie * UNIT);
  }
  const isSwitched = graph.cut();
  let moved = false;
  for (let n = 0; n < count; n++) {
    const p = region[n]!;
    nodeOf.set(p, -1);
    if (!isSwitched(n)) continue;
    sources[p] = p + offset;
    moved = true;
  }
  return moved;
}
