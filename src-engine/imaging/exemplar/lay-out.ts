import { expectContrast } from './expected-contrast.ts';
import { findDominantOffsets } from './offset-statistics.ts';
import type { PatchField } from './patch-field.ts';
import { listPieces } from './pieces.ts';
import { FEATURES, type Level } from './pyramid.ts';
import { createSeamCosts, type SeamCosts } from './seam-costs.ts';
import { assemblePieces } from './shift-map.ts';
import { planeOfLevel } from './source-plane.ts';

/** Offsets offered to the assembly: how the surroundings repeat themselves, and what the search under the guide found. */
const REPEATED_OFFSETS = 50;
const FOUND_OFFSETS = 50;
const LEAST_FOUND = 4;
/** Cost of any seam, per pixel of this level. */
const SEAM_COST = 0.01;
/** Weight of the guide's colour and of the texture expected there, per pixel. */
const GUIDE_WEIGHT = 0.1;
/** Weight of what differs between the guide's edges and those shown, per pixel: a horizon has its place. */
const EDGE_WEIGHT = 0.6;
/** Differences beyond this say no more, [0, 1] units. */
const GUIDE_CAP = 0.3;
/** Cost of copying from a diagonal away: perspective and focus change over a photo. */
const FAR = 0.1;
/** Cost of showing what is shown elsewhere already, per pixel and further showing, up to so many: repetition is noticed. */
const OVERUSE = 0.015;
const MOST_USES = 3;

/**
 * Settles which pieces of the photo fill the hole, at a level small enough to try every offset everywhere, by alpha expansion.
 * @param sources [height, width], the index copied by each hole pixel as the search found it; improved in place
 * @param lowPass the level's guide @param modelled whether that is the model's layout
 */
export function* layOut(
  field: PatchField,
  sources: Int32Array,
  lowPass: Float32Array | null,
  modelled: boolean,
  seed: number,
): Generator<void, void, void> {
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
  const costs = layoutCosts(field.level, lowPass, modelled, sources, uses);
  yield* assemblePieces(plane, sources, [...repeated, ...found.slice(0, FOUND_OFFSETS)], costs, countUses);
}

/** `uses` [height, width]: how many hole pixels show each pixel now. */
function layoutCosts(
  level: Level,
  lowPass: Float32Array | null,
  modelled: boolean,
  sources: Int32Array,
  uses: Uint16Array,
): SeamCosts {
  const { width, height, features } = level;
  const contrast = modelled && lowPass ? expectContrast(level, lowPass) : null;
  const edges = modelled && lowPass ? lightGradients(lowPass, width, height) : null;
  const diagonal = Math.sqrt(width * width + height * height);
  const place = (source: number, pixel: number): number => {
    const sy = (source / width) | 0;
    const py = (pixel / width) | 0;
    const dx = source - sy * width - (pixel - py * width);
    const others = uses[source]! - (sources[pixel] === source ? 1 : 0);
    const apart = (FAR * Math.sqrt(dx * dx + (sy - py) * (sy - py))) / diagonal;
    const own = OVERUSE * Math.min(MOST_USES, others) + apart;
    if (lowPass === null) return own;
    const red = lowPass[source * 3]! - lowPass[pixel * 3]!;
    const green = lowPass[source * 3 + 1]! - lowPass[pixel * 3 + 1]!;
    const blue = lowPass[source * 3 + 2]! - lowPass[pixel * 3 + 2]!;
    const colour = Math.sqrt(red * red + green * green + blue * blue);
    const busy = contrast === null ? 0 : Math.abs(features[source * FEATURES + 3]! - contrast[pixel]!);
    const moved =
      edges === null
        ? 0
        : Math.hypot(edges[source * 2]! - edges[pixel * 2]!, edges[source * 2 + 1]! - edges[pixel * 2 + 1]!);
    return (
      own +
      GUIDE_WEIGHT * (Math.min(GUIDE_CAP, colour) + Math.min(GUIDE_CAP, busy)) +
      EDGE_WEIGHT * Math.min(GUIDE_CAP, moved)
    );
  };
  return createSeamCosts(planeOfLevel(level), SEAM_COST, place);
}

/** Central differences of brightness along rows and columns: [height, width, 2]. */
function lightGradients(colours: Float32Array, width: number, height: number): Float32Array {
  const light = (x: number, y: number): number => {
    const at = (Math.min(height - 1, Math.max(0, y)) * width + Math.min(width - 1, Math.max(0, x))) * 3;
    return 0.3 * colours[at]! + 0.59 * colours[at + 1]! + 0.11 * colours[at + 2]!;
  };
  const gradients = new Float32Array(width * height * 2);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      gradients[(y * width + x) * 2] = (light(x + 1, y) - light(x - 1, y)) / 2;
      gradients[(y * width + x) * 2 + 1] = (light(x, y + 1) - light(x, y - 1)) / 2;
    }
  return gradients;
}
