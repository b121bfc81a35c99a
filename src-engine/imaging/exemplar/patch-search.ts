import { randomBits, randomKey, randomUnit } from './keyed-random.ts';
import type { PatchCost } from './patch-cost.ts';
import type { PatchField } from './patch-field.ts';

/** How one round of search is done. */
export interface SearchSettings {
  readonly seed: number;
  /** Counts the sweeps of the whole run, so that none repeats another's random numbers. */
  readonly firstSweep: number;
  readonly sweeps: number;
  /** Farthest allowed source in pixels of the level, per axis. */
  readonly searchRadius: number;
  /** Random tries start at this radius around the present match and halve down to 1. */
  readonly tryRadius: number;
  /** Whole-picture random tries per target and sweep. */
  readonly farTries: number;
  /** Cost added for each of the four neighbours that copies from elsewhere, per unit of mean cost. */
  readonly coherence: number;
  /** Cost added for each extra time that a source's surroundings are used, per unit of mean cost. */
  readonly overuse: number;
}

/** Gives every target without a match a random allowed one. Without sources it does nothing. */
export function matchAtRandom(field: PatchField, seed: number, searchRadius: number): void {
  const key = randomKey(seed, field.level.scale, 1);
  for (const target of field.targets) {
    if (field.match[target]! < 0) field.match[target] = drawSource(field, key, target, 0, searchRadius);
  }
}

/** A random source within `searchRadius` of the target if some tries find one, else any. */
function drawSource(
  field: PatchField,
  key: number,
  target: number,
  draw: number,
  searchRadius: number,
): number {
  const { sources, level } = field;
  if (sources.length === 0) return -1;
  let pick = -1;
  for (let attempt = 0; attempt < 8; attempt++) {
    pick = sources[randomBits(key, target, draw * 8 + attempt) % sources.length]!;
    const dy = ((pick / level.width) | 0) - ((target / level.width) | 0);
    const dx = pick - target - dy * level.width;
    if (Math.abs(dx) <= searchRadius && Math.abs(dy) <= searchRadius) return pick;
  }
  return pick;
}

/** Recomputes the costs of all matches (after the estimate changed) and returns their mean. */
export function measureCosts(field: PatchField, costOf: PatchCost): number {
  const { targets, match, cost } = field;
  let sum = 0;
  for (let n = 0; n < targets.length; n++) {
    const target = targets[n]!;
    const value = costOf(target, match[target]!, Infinity);
    cost[target] = value;
    sum += value;
  }
  return targets.length > 0 ? sum / targets.length : 0;
}

/** Side of the square cells in which use of sources is counted. */
export const CELL = 4;

/** How often the sources of each cell are used, in units of one use of each of its pixels. */
function countUse(field: PatchField): Float32Array {
  const { level, targets, match } = field;
  const columns = Math.ceil(level.width / CELL);
  const use = new Float32Array(columns * Math.ceil(level.height / CELL));
  for (let n = 0; n < targets.length; n++) {
    const source = match[targets[n]!]!;
    const y = (source / level.width) | 0;
    const x = source - y * level.width;
    const cell = ((y / CELL) | 0) * columns + ((x / CELL) | 0);
    use[cell] = use[cell]! + 1 / (CELL * CELL);
  }
  return use;
}

/**
 * PatchMatch (Barnes et al. 2009): propagation from the two neighbours already visited, then random tries in shrinking squares.
 * A match's worth is its patch cost plus a penalty for every neighbour that copies from elsewhere (coherence, Ashikhmin 2001) and
 * for sources used too often.
 */
export function searchMatches(field: PatchField, costOf: PatchCost, settings: SearchSettings): void {
  const { level, targets, match, cost, isSource, isTarget, sources } = field;
  const { width, height } = level;
  if (sources.length === 0 || targets.length === 0) return;
  const { searchRadius } = settings;
  for (let sweep = 0; sweep < settings.sweeps; sweep++) {
    const key = randomKey(settings.seed, level.scale, 2 + settings.firstSweep + sweep);
    let mean = 0;
    for (let n = 0; n < targets.length; n++) mean += cost[targets[n]!]!;
    mean = Math.max(mean / targets.length, 1e-6);
    const coherence = settings.coherence * mean;
    const overuse = settings.overuse * mean;
    const columns = Math.ceil(width / CELL);
    const use = overuse > 0 ? countUse(field) : null;
    const backwards = ((settings.firstSweep + sweep) & 1) === 1;
    const step = backwards ? -1 : 1;

    let target = 0;
    let best = 0;
    let bestCost = 0;
    let bestTotal = 0;

    const penalty = (candidate: number): number => {
      const shift = candidate - target;
      let apart = 0;
      if (isTarget[target - 1] === 1 && match[target - 1]! - target + 1 !== shift) apart++;
      if (isTarget[target + 1] === 1 && match[target + 1]! - target - 1 !== shift) apart++;
      if (isTarget[target - width] === 1 && match[target - width]! - target + width !== shift) apart++;
      if (isTarget[target + width] === 1 && match[target + width]! - target - width !== shift) apart++;
      let sum = apart * coherence;
      if (use !== null) {
        const y = (candidate / width) | 0;
        const x = candidate - y * width;
        const extra = use[((y / CELL) | 0) * columns + ((x / CELL) | 0)]! - 1;
        if (extra > 0) sum += overuse * (extra > 4 ? 4 : extra);
      }
      return sum;
    };
    const consider = (candidate: number): void => {
      if (candidate === best) return;
      const extra = penalty(candidate);
      const value = costOf(target, candidate, bestTotal - extra);
      if (value + extra < bestTotal) {
        best = candidate;
        bestCost = value;
        bestTotal = value + extra;
      }
    };

    for (let n = 0; n < targets.length; n++) {
      target = targets[backwards ? targets.length - 1 - n : n]!;
      best = match[target]!;
      bestCost = cost[target]!;
      bestTotal = bestCost + penalty(best);
      const row = (target / width) | 0;
      const column = target - row * width;

      const beside = target - step;
      if (isTarget[beside] === 1) {
        const candidate = match[beside]! + step;
        if (isSource[candidate] === 1 && near(candidate, row, column)) consider(candidate);
      }
      const above = target - step * width;
      if (isTarget[above] === 1) {
        const candidate = match[above]! + step * width;
        if (isSource[candidate] === 1 && near(candidate, row, column)) consider(candidate);
      }
      let draw = 0;
      for (let far = 0; far < settings.farTries; far++) {
        const candidate = sources[randomBits(key, target, draw++) % sources.length]!;
        if (near(candidate, row, column)) consider(candidate);
      }
      for (let radius = settings.tryRadius; radius >= 1; radius >>= 1) {
        const y = (best / width) | 0;
        const x = best - y * width;
        const ty = y + Math.round((2 * randomUnit(key, target, draw++) - 1) * radius);
        const tx = x + Math.round((2 * randomUnit(key, target, draw++) - 1) * radius);
        if (tx < 0 || ty < 0 || tx >= width || ty >= height) continue;
        const candidate = ty * width + tx;
        if (isSource[candidate] === 1 && near(candidate, row, column)) consider(candidate);
      }
      match[target] = best;
      cost[target] = bestCost;
    }
  }

  function near(candidate: number, row: number, column: number): boolean {
    if (searchRadius === Infinity) return true;
    const dy = ((candidate / width) | 0) - row;
    const dx = candidate - ((candidate / width) | 0) * width - column;
    return dx <= searchRadius && dx >= -searchRadius && dy <= searchRadius && dy >= -searchRadius;
  }
}
