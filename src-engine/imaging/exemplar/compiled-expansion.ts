import { type Kernels, kernels } from '#engine/imaging/kernels/kernels.ts';
import { countHole } from './build-levels.ts';
import { ALONG_SIDE, AT_BORDER, FAR, OVERUSE, SYMMETRY } from './layout-costs.ts';
import { type Offset, offsetOf } from './pieces.ts';
import type { SeamCosts } from './seam-costs.ts';
import type { SourcePlane } from './source-plane.ts';

/** Larger planes stay where they are: a second copy would be a good part of a run's memory. */
const MOST_PIXELS = 4_000_000;
/** Bytes that a node takes (`assembly/min-cut.ts`). */
const NODE = 64;

/** Expansion moves in WebAssembly: see `shift-map`, which gives the same. */
export class CompiledExpansion {
  private at = { sources: 0, members: 0, region: 0, offsets: 0, nodes: 0 };
  private readonly members: Int32Array;

  /** Null where they cannot run, or the plane is too large. @param offsets those of `assemblePieces` */
  static of(
    plane: SourcePlane,
    sources: Int32Array,
    costs: SeamCosts,
    offsets: readonly Offset[],
  ): CompiledExpansion | null {
    if (plane.hole.length > MOST_PIXELS || kernels() === null) return null;
    return new CompiledExpansion(plane, sources, costs, offsets);
  }

  private constructor(
    private readonly plane: SourcePlane,
    private readonly sources: Int32Array,
    private readonly costs: SeamCosts,
    private readonly offsets: readonly Offset[],
  ) {
    this.members = pixelsOf(plane.hole);
  }

  /** One move of a piece over a region; `sources` follows. */
  expandPiece(region: Int32Array, piece: Offset): void {
    const compiled = this.prepared(region.length);
    compiled.write(this.at.region, region);
    const moved = compiled.run.expandPiece(this.at.region, region.length, offsetOf(piece, this.plane.width));
    if (moved === 0) return;
    const now = compiled.look(this.at.sources, this.sources.length);
    for (const pixel of region) this.sources[pixel] = now[pixel]!;
  }

  /** Moves over the whole hole from offset `first` on, until so many nodes were worked on. @returns the next offset */
  assemblePieces(first: number, breath: number): number {
    const { members, offsets } = this;
    const compiled = this.prepared(members.length);
    const next = compiled.run.assemblePieces(
      ...[this.at.members, members.length, this.at.offsets, offsets.length, first, breath, this.at.region],
    );
    compiled.read(this.at.sources, this.sources);
    return next;
  }

  /** With everything in memory, and room for so many nodes. */
  private prepared(nodes: number): Kernels {
    const compiled = kernels()!;
    if (!compiled.isOf(this)) this.putAll(compiled);
    compiled.extend(this.at.nodes, NODE * nodes);
    return compiled;
  }

  private putAll(compiled: Kernels): void {
    const { width, height, channels, samples, hole, avoid } = this.plane;
    const { seamCost, layout } = this.costs;
    compiled.begin(this);
    const sources = compiled.put(this.sources);
    const members = compiled.put(this.members);
    const region = compiled.room(this.members.byteLength);
    const offsets = compiled.put(Int32Array.from(this.offsets.flatMap(({ dx, dy }) => [dx, dy])));
    const plane = [compiled.put(samples), compiled.put(hole), compiled.put(avoid), sources];
    const nodeOf = compiled.put(new Int32Array(hole.length).fill(-1));
    const queues = [0, 1].map(() => compiled.room(this.members.byteLength + 4));
    const terms = layout && [
      ...[compiled.put(layout.uses), compiled.put(layout.before), compiled.put(layout.lowPass)],
      ...[
        compiled.put(layout.contrast),
        compiled.put(layout.edges),
        layout.mirrored,
        layout.axisAt,
        OVERUSE,
        SYMMETRY,
        AT_BORDER,
        FAR,
        ALONG_SIDE,
      ],
      ...[layout.colour, layout.colourCap, layout.edgeWeight],
    ];
    // Last: it grows with the regions.
    const nodes = compiled.room(0);
    this.at = { sources, members, region, offsets, nodes };
    compiled.run.setPlane(width, height, channels, ...plane, nodeOf, nodes, ...queues, seamCost);
    if (terms) compiled.run.setLayout(...terms);
  }
}

function pixelsOf(hole: Uint8Array): Int32Array {
  const pixels = new Int32Array(countHole(hole));
  for (let pixel = 0, n = 0; n < pixels.length; pixel++) if (hole[pixel] === 1) pixels[n++] = pixel;
  return pixels;
}
