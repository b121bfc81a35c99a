import { FEATURES, type Level } from './pyramid';

/** Weight of staying near the estimate against visible seams, per pixel. */
const ESTIMATE_WEIGHT = 0.12;
/** Differences from the estimate beyond this say no more, [0, 1] units. */
const ESTIMATE_CAP = 0.25;
/** Cost of any seam, however well it fits, per pixel of its length: fewer, longer seams. */
const SEAM_COST = 0.012;
/** A seam against the known pixels can't be moved, so it weighs more. */
const RIM_WEIGHT = 2;

/** What an assembly of pieces costs. Arguments are pixel indices; `step` leads from a pixel to one of its four neighbours. */
export interface SeamCosts {
  isHole(pixel: number): boolean;
  /** Showing `source` at `pixel`: how far it is from the estimate. */
  place(source: number, pixel: number): number;
  /** Showing `a` at p and `b` at p + step: how much each piece disagrees with the other about both pixels. */
  seam(a: number, b: number, step: number): number;
  /** Showing `a` at the hole pixel p beside the known pixel p + step. */
  rim(a: number, p: number, step: number): number;
}

/** Costs from a level's colours as they are now (the estimate inside the hole). */
export function createSeamCosts(level: Level): SeamCosts {
  const { features, hole } = level;
  const pixels = hole.length;
  const difference = (a: number, b: number): number => {
    if (a < 0 || b < 0 || a >= pixels || b >= pixels) return 1;
    const i = a * FEATURES;
    const j = b * FEATURES;
    const red = features[i]! - features[j]!;
    const green = features[i + 1]! - features[j + 1]!;
    const blue = features[i + 2]! - features[j + 2]!;
    return Math.sqrt(red * red + green * green + blue * blue);
  };
  return {
    isHole: (pixel) => hole[pixel] === 1,
    place: (source, pixel) => ESTIMATE_WEIGHT * Math.min(ESTIMATE_CAP, difference(source, pixel)),
    seam: (a, b, step) =>
      b - step === a ? 0 : SEAM_COST + difference(a + step, b) + difference(b - step, a),
    rim: (a, p, step) => RIM_WEIGHT * difference(a + step, p + step),
  };
}
