import { expectContrast } from './texture-contrast.ts';
import { FEATURES, type Level } from './pyramid.ts';
import { createSeamCosts, type SeamCosts } from './seam-costs.ts';
import { planeOfLevel } from './source-plane.ts';

/** Cost of any seam, per pixel of this level. */
const SEAM_COST = 0.01;

/** What the layout weighs, per pixel. */
interface LayoutWeights {
  /** The weight of the guide's colour and of the texture expected there. */
  readonly colour: number;
  /** The weight of what differs between the guide's edges and those shown: a horizon has its place. */
  readonly edges: number;
  /** Colours that differ by more say no more, [0, 1] units. */
  readonly colourCap: number;
}
const ENCLOSED: LayoutWeights = { colour: 0.4, edges: 1, colourCap: 0.3 };
/** Beyond a picture's side no other border holds the pieces in their places: the layout has to. */
const OPEN: LayoutWeights = { colour: 0.8, edges: 1.5, colourCap: 0.35 };
/** Differences of texture and of edges beyond this say no more. */
const GUIDE_CAP = 0.3;
/** Cost of copying from a diagonal away: perspective and focus change over a photo. */
export const FAR = 0.1;
/** Cost of showing what is shown elsewhere already, per pixel and further showing, up to so many: repetition is noticed. */
export const OVERUSE = 0.015;
const MOST_USES = 3;
/** The same where an earlier turn made the showing. */
const SHOWN_BEFORE = 0.15;
/** Cost of copying from elsewhere along a picture's side, per its whole length: sky stays above, ground below. */
export const ALONG_SIDE = 0.4;
/**
 * Cost of a mirrored piece per pixel and unit of local contrast, and how often the image at the border itself pays it: symmetry is noticed where
 * there is texture, a seam where there is none.
 */
export const SYMMETRY = 0.6;
export const AT_BORDER = 2;

/** A picture's side that is extended: see `extend-sides`. Columns. */
export interface MirroredSide {
  /** At the left, which show the next ones mirrored. */
  readonly mirrored: number;
  /** Before the hole, which were made before and aren't copied. */
  readonly made: number;
}

/** What an assembly follows. */
export interface LayoutAims {
  /** The level's guide, [height, width, 3]. */
  readonly lowPass: Float32Array | null;
  /** Whether that is the model's layout. */
  readonly modelled: boolean;
  /** At the level's scale; null where the hole is not a picture's side. */
  readonly side: MirroredSide | null;
}

/**
 * @param uses [height, width]: how many hole pixels show each pixel now
 * @param shown the same of pixels that earlier turns made; null = they made none
 */
export function layoutCosts(
  level: Level,
  { lowPass, modelled, side }: LayoutAims,
  sources: Int32Array,
  uses: Uint16Array,
  shown: Uint8Array | null,
): SeamCosts {
  const { width, height, features } = level;
  const contrast = modelled && lowPass ? expectContrast(level, lowPass) : null;
  const edges = modelled && lowPass ? lightGradients(lowPass, width, height) : null;
  const { mirrored, made } = side ?? { mirrored: 0, made: 0 };
  // What was made in between may be the mirror image at the photo's own border already, which continues.
  const axisAt = 2 * (mirrored - made);
  const before = shown && Float32Array.from(shown, (times) => SHOWN_BEFORE * Math.min(MOST_USES, times));
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
    const axis = isMirrored ? (sy === py && sx + axisAt === px ? AT_BORDER : 1) : 0;
    const symmetric = SYMMETRY * axis * features[source * FEATURES + 3]!;
    const others = uses[source]! - (sources[pixel] === source ? 1 : 0);
    const apart = (FAR * Math.sqrt(dx * dx + (sy - py) * (sy - py))) / diagonal;
    const own =
      (before === null ? 0 : before[source]!) +
      OVERUSE * Math.min(MOST_USES, others) +
      symmetric +
      apart +
      along;
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
  const { colour, colourCap, edges: edgeWeight } = weights;
  return createSeamCosts(planeOfLevel(level), SEAM_COST, place, {
    ...{ uses, before, lowPass, contrast, edges, mirrored, axisAt, colour, colourCap, edgeWeight },
  });
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
