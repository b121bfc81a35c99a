import { FEATURES } from './pyramid.ts';
import type { PatchField } from './patch-field.ts';

/** What makes a match good beside the patches' difference. */
export interface CostSettings {
  /** Largest change of a copied patch's mean, [0, 1] units. */
  readonly lightLimit: number;
  /** Weight of the difference between target and source in `lowPass`, per pixel of the patch. 0 = none. */
  readonly guideWeight: number;
  /** [height, width, 3]: the photo and, inside the hole, the guide, both without detail finer than the guide's scale. */
  readonly lowPass: Float32Array | null;
  /** Cost of distance: this times the squared distance over the squared diagonal, per pixel of the patch. */
  readonly distanceWeight: number;
}

/** Cost of copying the patch at `source` to `target`; may stop early with any value >= bound. */
export type PatchCost = (target: number, source: number, bound: number) => number;

/** Share of the difference in mean colour that the copy takes on (image melding: bias within limits). */
export const LIGHT_FOLLOW = 0.8;
/** Light varies over a photo, tint hardly: the part of a change that differs between channels has this share of the limit. */
export const TINT_SHARE = 0.25;
/** Cost of each squared unit of such change, per pixel: a source of the right colour is still better. */
const LIGHT_COST = 0.35;

/** Builds the cost function of a level; it reads the estimate as it is at each call. */
export function createPatchCost(field: PatchField, settings: CostSettings): PatchCost {
  const { level, radiusX, radiusY, means } = field;
  const { width, features } = level;
  const { lightLimit, lowPass, guideWeight } = settings;
  const tintLimit = lightLimit * TINT_SHARE;
  const span = (2 * radiusX + 1) * FEATURES;
  const stride = width * FEATURES;
  const rows = 2 * radiusY + 1;
  const corner = (radiusY * width + radiusX) * FEATURES;
  const count = (2 * radiusX + 1) * rows;
  const guided = lowPass !== null && guideWeight > 0 ? lowPass : new Float32Array(0);
  const guideFactor = guideWeight * count;
  const distanceFactor = distanceFactorOf(field, settings);

  return (target, source, bound) => {
    const dy = ((target / width) | 0) - ((source / width) | 0);
    const dx = target - source - dy * width;
    let cost = distanceFactor * (dx * dx + dy * dy);
    const tm = target * 3;
    const sm = source * 3;
    let biasR = 0;
    let biasG = 0;
    let biasB = 0;
    if (lightLimit > 0) {
      const dr = means[tm]! - means[sm]!;
      const dg = means[tm + 1]! - means[sm + 1]!;
      const db = means[tm + 2]! - means[sm + 2]!;
      const light = (dr + dg + db) / 3;
      const lightBias = clampBias(light * LIGHT_FOLLOW, lightLimit);
      biasR = lightBias + clampBias((dr - light) * LIGHT_FOLLOW, tintLimit);
      biasG = lightBias + clampBias((dg - light) * LIGHT_FOLLOW, tintLimit);
      biasB = lightBias + clampBias((db - light) * LIGHT_FOLLOW, tintLimit);
      // sum (t - s - bias)^2 = sum (t - s)^2 - count * bias * (2 * difference of means - bias)
      cost -=
        count * (biasR * (2 * dr - biasR) + biasG * (2 * dg - biasG) + biasB * (2 * db - biasB)) -
        count * LIGHT_COST * (biasR * biasR + biasG * biasG + biasB * biasB);
    }
    if (guided.length > 0) {
      const gr = guided[tm]! - guided[sm]! - biasR;
      const gg = guided[tm + 1]! - guided[sm + 1]! - biasG;
      const gb = guided[tm + 2]! - guided[sm + 2]! - biasB;
      cost += guideFactor * (gr * gr + gg * gg + gb * gb);
    }
    let t = target * FEATURES - corner;
    let s = source * FEATURES - corner;
    for (let j = 0; j < rows; j++) {
      for (let i = 0; i < span; i += FEATURES) {
        const a = features[t + i]! - features[s + i]!;
        const b = features[t + i + 1]! - features[s + i + 1]!;
        const c = features[t + i + 2]! - features[s + i + 2]!;
        const d = features[t + i + 3]! - features[s + i + 3]!;
        cost += a * a + b * b + c * c + d * d;
      }
      if (cost >= bound) return cost;
      t += stride;
      s += stride;
    }
    return cost;
  };
}

/** Cost of a squared pixel of distance. */
export function distanceFactorOf(
  { level: { width, height }, radiusX, radiusY }: PatchField,
  { distanceWeight }: CostSettings,
): number {
  const count = (2 * radiusX + 1) * (2 * radiusY + 1);
  return (distanceWeight * count) / (width * width + height * height);
}

/** The change of mean colour (one channel) that a copy takes on. */
export function clampBias(bias: number, limit: number): number {
  return bias > limit ? limit : bias < -limit ? -limit : bias;
}
