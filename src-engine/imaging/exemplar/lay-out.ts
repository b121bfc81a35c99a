import { type LayoutAims, layoutCosts } from './layout-costs.ts';
import { findDominantOffsets } from './offset-statistics.ts';
import { type PatchField, createPatchField } from './patch-field.ts';
import { matchAtRandom } from './patch-search.ts';
import { listPieces, type Offset } from './pieces.ts';
import type { Level } from './pyramid.ts';
import { searchRound } from './search-round.ts';
import { assemblePieces } from './shift-map.ts';
import { planeOfLevel, type SourcePlane } from './source-plane.ts';

/** Offsets offered to the assembly: how the surroundings repeat themselves, and what the search under the guide found. */
const REPEATED_OFFSETS = 50;
const FOUND_OFFSETS = 50;
const LEAST_FOUND = 4;
/** A picture's side is offered pieces that lie this share of its own depth apart along the horizon, and this share of the height above and below. */
const SHIFT = 1 / 4;
const RISE = 1 / 24;

/**
 * Settles which pieces of the photo fill the hole, at a level small enough to try every offset everywhere, by alpha expansion.
 * @param sources [height, width], the index copied by each hole pixel as the search found it; improved in place
 * @param made [height, width], 1 where an earlier turn made the level's pixel; null = nowhere
 */
export function* layOut(
  field: PatchField,
  sources: Int32Array,
  aims: LayoutAims,
  made: Uint8Array | null,
  seed: number,
): Generator<void, void, void> {
  const { side } = aims;
  const plane = planeOfLevel(field.level);
  const found = listPieces(sources, plane).filter(({ members }) => members.length >= LEAST_FOUND);
  const repeated = findDominantOffsets(field, REPEATED_OFFSETS, seed);
  yield;
  const uses = new Uint16Array(sources.length);
  const countUses = (): void => {
    uses.fill(0);
    for (const source of sources) if (source >= 0) uses[source] = uses[source]! + 1;
  };
  countUses();
  const shown = made && countShown(field.level, made, side?.mirrored ?? 0, seed);
  const costs = layoutCosts(field.level, aims, sources, uses, shown);
  const offered = [...repeated, ...found.slice(0, FOUND_OFFSETS)];
  if (side) {
    const mirror = { dx: -2 * (side.mirrored - side.made), dy: 0 };
    // Once at first, to be held against, and once among what is left.
    offered.unshift(mirror, ...shiftsAlongSide(plane, side.mirrored));
    offered.push(mirror);
  }
  yield* assemblePieces(plane, sources, offered, costs, countUses);
}

/** Offsets along the rows (the horizon stays where it is) from near to far, and a little above and below. */
function shiftsAlongSide({ width, height }: SourcePlane, mirrored: number): Offset[] {
  const step = Math.max(1, Math.round((width - 2 * mirrored) * SHIFT));
  const rise = Math.max(1, Math.round(height * RISE));
  const offsets: Offset[] = [];
  for (let dx = -step; dx > -width; dx -= step) for (const dy of [0, -rise, rise]) offsets.push({ dx, dy });
  return offsets;
}

/** Sweeps of propagation and random search: of patches that are copies, one match found in a piece is enough for all of it. */
const SWEEPS = 4;
/** Mean squared difference of the four features, up to which a patch is taken for a copy, its light evened out. */
const SAME = 0.0016;
/** Largest change of light over a copy, [0, 1] units. */
const LIGHT = 0.1;
/** Half the side of the patches compared, pixels of the level. */
const RADIUS = 2;

/**
 * How many of the pixels that were made before are copies of each pixel of the photo: [height, width].
 * @param made [height, width], 1 = made before @param mirrored columns at the left that show the next ones: what is shown counts for both
 */
function countShown(level: Level, made: Uint8Array, mirrored: number, seed: number): Uint8Array {
  const { width, hole } = level;
  const avoid = (level.avoid ?? hole).map((value, i) => value | hole[i]! | made[i]!);
  // The mirror image of what was made is no second showing.
  const asked = made.map((value, i) => (i % width < mirrored ? 0 : value & (1 - hole[i]!)));
  const field = createPatchField({ ...level, hole: asked, avoid }, RADIUS);
  const shown = new Uint8Array(hole.length);
  if (field.sources.length === 0) return shown;
  matchAtRandom(field, seed, Infinity);
  const costs = { lightLimit: LIGHT, guideWeight: 0, lowPass: null, distanceWeight: 0 };
  const search = {
    seed,
    firstSweep: 2000,
    sweeps: SWEEPS,
    searchRadius: Infinity,
    tryRadius: Math.max(width, level.height) >> 1,
    farTries: 1,
    coherence: 0,
    overuse: 0,
  };
  searchRound(field, costs, search, null);
  const pixels = (2 * field.radiusX + 1) * (2 * field.radiusY + 1);
  const count = (source: number): void => {
    shown[source] = Math.min(255, shown[source]! + 1);
  };
  for (const target of field.targets) {
    if (asked[target] === 0 || field.cost[target]! > SAME * pixels) continue;
    const source = field.match[target]!;
    count(source);
    const x = source % width;
    if (x < 2 * mirrored) count(source - x + 2 * mirrored - 1 - x);
  }
  return shown;
}
