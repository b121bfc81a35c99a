import { expectContrast } from './expected-contrast.ts';
import { findDominantOffsets } from './offset-statistics.ts';
import type { PatchField } from './patch-field.ts';
import { listPieces, type Offset } from './pieces.ts';
import { FEATURES, type Level } from './pyramid.ts';
import { createSeamCosts, type SeamCosts } from './seam-costs.ts';
import { assemblePieces } from './shift-map.ts';
import { planeOfLevel, type SourcePlane } from './source-plane.ts';

/** Offsets offered to the assembly: how the surroundings repeat themselves, and what the search under the guide found. */
const REPEATED_OFFSETS = 50;
const FOUND_OFFSETS = 50;
const LEAST_FOUND = 4;
/** Cost of any seam, per pixel of this level. */
const SEAM_COST = 0.01;

/** What the layout weighs, per pixel. */
interface LayoutWeights {
  /** Of the guide's colour and of the texture expected there. */
  readonly colour: number;
  /** Of what differs between the guide's edges and those shown: a horizon has its place. */
  readonly edges: number;
  /** Colours that differ by more say no more, [0, 1] units. */
  readonly colourCap: number;
}
const ENCLOSED: LayoutWeights = { colour: 0.1, edges: 0.6, colourCap: 0.3 };
/** Beyond a picture's side no other border holds the pieces in their places: the layout has to. */
const OPEN: LayoutWeights = { colour: 0.8, edges: 1.5, colourCap: 0.35 };
/** Differences of texture and of edges beyond this say no more. */
const GUIDE_CAP = 0.3;
/** Cost of copying from a diagonal away: perspective and focus change over a photo. */
const FAR = 0.1;
/** Cost of showing what is shown elsewhere already, per pixel and further showing, up to so many: repetition is noticed. */
const OVERUSE = 0.015;
const MOST_USES = 3;
/** Cost of copying from elsewhere along a picture's side, per its whole length: sky stays above, ground below. */
const ALONG_SIDE = 0.4;
/**
 * Cost of a mirrored piece per pixel and unit of local contrast, and how often the image at the border itself pays it: symmetry is noticed where
 * there is texture, a seam where there is none.
 */
const SYMMETRY = 0.6;
const AT_BORDER = 2;
/** A picture's side is offered pieces that lie this share of its own depth apart along the horizon, and this share of the height above and below. */
const SHIFT = 1 / 4;
const RISE = 1 / 24;

/** What an assembly follows. */
interface LayoutAims {
  /** The level's guide, [height, width, 3]. */
  readonly lowPass: Float32Array | null;
  /** Whether that is the model's layout. */
  readonly modelled: boolean;
  /** Columns of the level at the left that show the next ones mirrored; 0 = none. */
  readonly mirrored: number;
  readonly seed: number;
}

/**
 * Settles which pieces of the photo fill the hole, at a level small enough to try every offset everywhere, by alpha expansion.
 * @param sources [height, width], the index copied by each hole pixel as the search found it; improved in place
 */
export function* layOut(
  field: PatchField,
  sources: Int32Array,
  aims: LayoutAims,
): Generator<void, void, void> {
  const { mirrored, seed } = aims;
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
  const costs = layoutCosts(field.level, aims, sources, uses);
  const offered = [...repeated, ...found.slice(0, FOUND_OFFSETS)];
  if (mirrored > 0) {
    const mirror = { dx: -2 * mirrored, dy: 0 };
    // Once at first, to be held against, and once among what is left.
    offered.unshift(mirror, ...shiftsAlongSide(plane, mirrored));
    offered.push(mirror);
  }
  yield* assemblePieces(plane, sources, offered, costs, countUses);
}

/** `uses` [height, width]: how many hole pixels show each pixel now. */
function layoutCosts(
  level: Level,
  { lowPass, modelled, mirrored }: LayoutAims,
  sources: Int32Array,
  uses: Uint16Array,
): SeamCosts {
  const { width, height, features } = level;
  const contrast = modelled && lowPass ? expectContrast(level, lowPass) : null;
  const edges = modelled && lowPass ? lightGradients(lowPass, width, height) : null;
  const weights = mirrored > 0 && modelled ? OPEN : ENCLOSED;
  const diagonal = Math.sqrt(width * width + height * height);
  const place = (source: number, pixel: number): number => {
    const sy = (source / width) | 0;
    const py = (pixel / width) | 0;
    const px = pixel - py * width;
    const sx = source - sy * width;
    const isMirrored = sx < mirrored;
    // A mirrored pixel is as far away as the one it shows.
    const dx = (isMirrored ? 2 * mirrored - 1 - sx : sx) - px;
    const along = mirrored > 0 ? (ALONG_SIDE * Math.abs(sy - py)) / height : 0;
    const axis = isMirrored ? (sy === py && sx + 2 * mirrored === px ? AT_BORDER : 1) : 0;
    const symmetric = SYMMETRY * axis * features[source * FEATURES + 3]!;
    const others = uses[source]! - (sources[pixel] === source ? 1 : 0);
    const apart = (FAR * Math.sqrt(dx * dx + (sy - py) * (sy - py))) / diagonal;
    const own = OVERUSE * Math.min(MOST_USES, others) + symmetric + apart + along;
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
      weights.colour * (Math.min(weights.colourCap, colour) + Math.min(GUIDE_CAP, busy)) +
      weights.edges * Math.min(GUIDE_CAP, moved)
    );
  };
  return createSeamCosts(planeOfLevel(level), SEAM_COST, place);
}

/** Offsets along the rows (the horizon stays where it is) from near to far, and a little above and below. */
function shiftsAlongSide({ width, height }: SourcePlane, mirrored: number): Offset[] {
  const step = Math.max(1, Math.round((width - 2 * mirrored) * SHIFT));
  const rise = Math.max(1, Math.round(height * RISE));
  const offsets: Offset[] = [];
  for (let dx = -step; dx > -width; dx -= step) for (const dy of [0, -rise, rise]) offsets.push({ dx, dy });
  return offsets;
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
