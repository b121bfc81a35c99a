import type { SourcePlane } from './source-plane.ts';

/** A seam against the known pixels can't be moved, and of its two differences only one can be seen: it weighs twice two. */
const RIM_WEIGHT = 4;
/** Known pixels behind a border that a piece is held against: edges that cross it have to continue where they were, not only its colours. */
const RIM_DEPTH = 4;
/** Least difference assumed where a piece ends: beside it lies nothing that could be compared. */
const UNKNOWN = 0.15;
/** How much faster than its size the cost of a step grows, per squared unit of colour. */
const NOTICED = 30;

/**
 * The cost of a step of this size. A large one is noticed out of proportion: were it not, a cut that everybody sees would cost less than
 * many small disagreements with the layout.
 */
const noticed = (step: number): number => step * (1 + NOTICED * step * step);

/** What decides how well a source suits the layout at a pixel. */
export interface LayoutTerms {
  /** [height, width]: how many hole pixels show each pixel now. */
  readonly uses: Uint16Array;
  /** [height, width]: what copying each pixel costs because it was shown before; null = nothing. */
  readonly before: Float32Array | null;
  /** [height, width, 3], the guide; null = none. */
  readonly lowPass: Float32Array | null;
  /** [height, width], the contrast that the guide expects; null = it expects none. */
  readonly contrast: Float32Array | null;
  /** [height, width, 2], the guide's edges along rows and columns; null = they don't count. */
  readonly edges: Float32Array | null;
  /** Columns at the left that show the next ones mirrored. */
  readonly mirrored: number;
  /** Columns from a pixel of the mirror image at the border to the one that shows it. */
  readonly axisAt: number;
  readonly colour: number;
  readonly colourCap: number;
  readonly edgeWeight: number;
}

/** What an assembly of pieces costs. Arguments are pixel indices; `step` leads from a pixel to one of its four neighbours. */
export interface SeamCosts {
  /** The cost of any seam, however well it fits. */
  readonly seamCost: number;
  /** What `place` is made of; null where it is 0. */
  readonly layout: LayoutTerms | null;
  isHole(pixel: number): boolean;
  /** Showing `source` at `pixel`: how ill it suits the layout. */
  place(source: number, pixel: number): number;
  /**
   * Showing `a` at p and `b` at p + step: how much each piece disagrees with the other about both pixels. Where one of them ends it is taken to
   * disagree as much as it does about the pixel that it has.
   */
  seam(a: number, b: number, step: number): number;
  /** Showing `a` at the hole pixel p beside the known pixel p + step. */
  rim(a: number, p: number, step: number): number;
}

/**
 * Costs in units of colour difference per pixel of seam (He and Sun 2012, eq. 3, with the absolute difference, and more where it is large).
 * @param seamCost of any seam, however well it fits: fewer, longer seams @param place see `SeamCosts`, made of `layout`
 */
export function createSeamCosts(
  plane: SourcePlane,
  seamCost: number,
  place: SeamCosts['place'] = () => 0,
  layout: LayoutTerms | null = null,
): SeamCosts {
  const { width, samples, channels, hole } = plane;
  const pixels = hole.length;
  const textured = channels > 3;
  /** -1 where one of the two has nothing to show. */
  const difference = (a: number, b: number): number => {
    if (a < 0 || b < 0 || a >= pixels || b >= pixels || hole[a] === 1 || hole[b] === 1) return -1;
    const i = a * channels;
    const j = b * channels;
    const red = samples[i]! - samples[j]!;
    const green = samples[i + 1]! - samples[j + 1]!;
    const blue = samples[i + 2]! - samples[j + 2]!;
    const contrast = textured ? samples[i + 3]! - samples[j + 3]! : 0;
    return Math.sqrt(red * red + green * green + blue * blue + contrast * contrast);
  };
  return {
    seamCost,
    layout,
    isHole: (pixel) => hole[pixel] === 1,
    place,
    seam: (a, b, step) => {
      if (b - step === a) return 0;
      const here = difference(b - step, a);
      const there = difference(a + step, b);
      const ends = Math.max(here, there, UNKNOWN);
      return seamCost + noticed((here < 0 ? ends : here) + (there < 0 ? ends : there));
    },
    rim: (a, p, step) => {
      const along = Math.abs(step) === 1 ? [p % width, a % width] : null;
      const room = along ? Math.min(...along.map((x) => (step > 0 ? width - 1 - x : x))) : RIM_DEPTH;
      const across = (k: number): number => {
        const known = k <= room ? difference(a + k * step, p + k * step) : -1;
        return known < 0 ? UNKNOWN : known;
      };
      let behind = 0;
      for (let k = 2; k <= RIM_DEPTH; k++) behind += across(k);
      return (RIM_WEIGHT / 2) * noticed(2 * (0.75 * across(1) + (0.25 * behind) / (RIM_DEPTH - 1)));
    },
  };
}
