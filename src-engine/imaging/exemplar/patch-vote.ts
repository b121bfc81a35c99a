import { clampBias, LIGHT_FOLLOW, TINT_SHARE } from './patch-cost.ts';
import type { PatchField } from './patch-field.ts';
import { FEATURES } from './pyramid.ts';

/** How copied patches are merged. */
export interface VoteSettings {
  readonly lightLimit: number;
  /** A patch whose cost is `1 / sharpness` times the mean cost above zero weighs 1/e. 0 = all weigh the same. */
  readonly sharpness: number;
  /** Whether the fourth feature is rebuilt too, or stays as expected from the guide. */
  readonly contrast: boolean;
  /** Half side of the part of each patch that votes, <= the patch radius: smaller is sharper. */
  readonly radius: number;
}

/** Patches nearer to the known pixels count more by this factor per pixel (Wexler et al. 2007, section 3.2). */
const RIM_TRUST = 1.3;
const FARTHEST = 40;

/**
 * Rebuilds the hole: each pixel becomes the weighted mean of what the patches over it copy there (Wexler et al. 2007, eq. 5), with
 * good matches weighing more. Where neighbouring patches copy with one offset, that is a plain copy. Known pixels stay as they are.
 */
export function voteColours(field: PatchField, settings: VoteSettings): void {
  const { level, targets, match, means } = field;
  const { width, features, hole } = level;
  if (field.sources.length === 0 || targets.length === 0) return;
  const { lightLimit } = settings;
  const tintLimit = lightLimit * TINT_SHARE;
  const {
    weights: patchWeights,
    reachX: radiusX,
    reachY: radiusY,
    firstRow,
    rows,
  } = votesOf(field, settings);
  const base = firstRow * width;
  const sums = new Float32Array(rows * width * FEATURES);
  const weights = new Float32Array(rows * width);
  for (let n = 0; n < targets.length; n++) {
    const target = targets[n]!;
    const source = match[target]!;
    const weight = patchWeights[n]!;
    const tm = target * 3;
    const sm = source * 3;
    const red = means[tm]! - means[sm]!;
    const green = means[tm + 1]! - means[sm + 1]!;
    const blue = means[tm + 2]! - means[sm + 2]!;
    const light = (red + green + blue) / 3;
    const lightBias = clampBias(light * LIGHT_FOLLOW, lightLimit);
    const biasR = lightBias + clampBias((red - light) * LIGHT_FOLLOW, tintLimit);
    const biasG = lightBias + clampBias((green - light) * LIGHT_FOLLOW, tintLimit);
    const biasB = lightBias + clampBias((blue - light) * LIGHT_FOLLOW, tintLimit);
    for (let j = -radiusY; j <= radiusY; j++) {
      const row = j * width;
      for (let i = -radiusX; i <= radiusX; i++) {
        const at = target + row + i;
        if (hole[at] === 0) continue;
        const from = (source + row + i) * FEATURES;
        const to = (at - base) * FEATURES;
        sums[to] = sums[to]! + weight * (features[from]! + biasR);
        sums[to + 1] = sums[to + 1]! + weight * (features[from + 1]! + biasG);
        sums[to + 2] = sums[to + 2]! + weight * (features[from + 2]! + biasB);
        sums[to + 3] = sums[to + 3]! + weight * features[from + 3]!;
        weights[at - base] = weights[at - base]! + weight;
      }
    }
  }
  for (let n = 0; n < weights.length; n++) {
    const weight = weights[n]!;
    if (weight === 0) continue;
    const from = n * FEATURES;
    const to = (n + base) * FEATURES;
    features[to] = sums[from]! / weight;
    features[to + 1] = sums[from + 1]! / weight;
    features[to + 2] = sums[from + 2]! / weight;
    if (settings.contrast) features[to + 3] = sums[from + 3]! / weight;
  }
}

/** Who votes with which weight, and where. */
interface Votes {
  /** The weight of each target's patch. */
  readonly weights: Float64Array;
  /** Half sides of the part of each patch that votes. */
  readonly reachX: number;
  readonly reachY: number;
  /** The rows that any vote reaches. */
  readonly firstRow: number;
  readonly rows: number;
}

/** The votes of a field that has targets. */
export function votesOf(
  { level: { width }, targets, cost, distance, radiusX, radiusY }: PatchField,
  { sharpness, radius }: VoteSettings,
): Votes {
  let meanCost = 0;
  for (let n = 0; n < targets.length; n++) meanCost += Math.max(0, cost[targets[n]!]!);
  meanCost = Math.max(meanCost / targets.length, 1e-9);
  const weights = new Float64Array(targets.length);
  for (let n = 0; n < targets.length; n++) {
    const target = targets[n]!;
    const trust = RIM_TRUST ** -Math.min(distance[target]!, FARTHEST);
    weights[n] = trust * (Math.exp((-sharpness * Math.max(0, cost[target]!)) / meanCost) + 1e-6);
  }
  const reachX = Math.min(radius, radiusX);
  const reachY = Math.min(radius, radiusY);
  const firstRow = Math.floor(targets[0]! / width) - reachY;
  const rows = Math.floor(targets[targets.length - 1]! / width) + reachY + 1 - firstRow;
  return { weights, reachX, reachY, firstRow, rows };
}
