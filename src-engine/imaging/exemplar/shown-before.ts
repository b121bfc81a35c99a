import { createPatchField } from './patch-field.ts';
import { matchAtRandom } from './patch-search.ts';
import type { Level } from './pyramid.ts';
import { searchRound } from './search-round.ts';

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
export function countShown(level: Level, made: Uint8Array, mirrored: number, seed: number): Uint8Array {
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
