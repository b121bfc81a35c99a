import { enlargeTwice } from '../resample.ts';
import { expectContrast } from './texture-contrast.ts';
import { fillFromRim } from './onion-fill.ts';
import type { CostSettings } from './patch-cost.ts';
import { createPatchField, measureMeans, type PatchField } from './patch-field.ts';
import { matchAtRandom } from './patch-search.ts';
import { voteColours } from './patch-vote.ts';
import { FEATURES, type Level } from './pyramid.ts';
import type { ExemplarOptions } from './request.ts';
import { searchRound } from './search-round.ts';

/** What the search follows beside the photo. */
export interface SearchGuide {
  /** For every level [height, width, 3] without detail finer than the guide, or null. */
  readonly lowPass: ReadonlyArray<Float32Array | null>;
  readonly scale: number;
  readonly weight: number;
  /** Whether it is the model's layout, and not just a smooth continuation. */
  readonly modelled: boolean;
}

/** Fewer source patches than this at a level say nothing about texture: start finer. */
const LEAST_SOURCES = 64;
/** Levels of this scale and above settle the layout. */
const LAYOUT_SCALE = 4;

/**
 * PatchMatch and voting (Wexler et al. 2007) from the coarsest level down to `levels[last]`; yields after every round with the level at
 * work, whose features hold the estimate. Returns the field of the last level; null where no level has enough to copy from.
 */
export function* searchCoarseLevels(
  levels: readonly Level[],
  last: number,
  guide: SearchGuide,
  options: ExemplarOptions,
  seed: number,
): Generator<Level, PatchField | null, void> {
  let start = levels.length - 1;
  let field = createPatchField(levels[start]!, options.patchRadius);
  while (start > last && (field.sources.length < LEAST_SOURCES || field.targets.length === 0))
    field = createPatchField(levels[--start]!, options.patchRadius);
  if (field.sources.length === 0) return null;
  startEstimate(
    field,
    guide.lowPass[start] ?? null,
    guideWeightAt(levels[start]!, guide),
    guide.modelled,
    seed,
  );
  let sweep = 0;
  for (let n = start; n >= last; n--) {
    const level = levels[n]!;
    if (n < start) {
      const finer = createPatchField(level, options.patchRadius);
      continueOnFinerLevel(field, finer, options, !(guide.modelled && level.scale >= LAYOUT_SCALE), seed);
      field = finer;
    }
    const costs = costsAt(level, guide, guide.lowPass[n] ?? null, options);
    // Where the layout is settled, patches stay movable and all of each votes; finer levels only copy what was found.
    const coarse = level.scale >= LAYOUT_SCALE;
    for (let round = 0; round < roundsAt(n, start, options); round++) {
      const search = {
        seed,
        firstSweep: sweep,
        sweeps: n === start && round === 0 ? options.sweeps * 4 : options.sweeps,
        searchRadius: options.searchRadius / level.scale,
        tryRadius: n === start ? Math.max(level.width, level.height) >> 1 : n > 1 ? 32 : 8,
        farTries: n === start ? 4 : n > 1 ? 1 : 0,
        coherence: coarse ? 0.1 : 0.4,
        overuse: 0.15,
      };
      searchRound(field, costs, search, {
        lightLimit: options.lightLimit,
        sharpness: 3,
        radius: coarse ? options.patchRadius : 1,
        contrast: !(guide.modelled && coarse),
      });
      sweep += options.sweeps * 4;
      yield level;
    }
  }
  return field;
}

/**
 * One round of search at the next finer level, starting from an assembly of the level before: pieces give way where something fits better.
 * @param sources [height, width] of `coarse`'s level @param lowPass the guide at `level`
 */
export function refineSearch(
  coarse: PatchField,
  sources: Int32Array,
  level: Level,
  guide: SearchGuide,
  lowPass: Float32Array | null,
  options: ExemplarOptions,
  seed: number,
): PatchField {
  const { features, hole } = coarse.level;
  for (let i = 0; i < hole.length; i++) {
    if (hole[i] === 0 || sources[i]! < 0) continue;
    for (let c = 0; c < FEATURES; c++) features[i * FEATURES + c] = features[sources[i]! * FEATURES + c]!;
  }
  coarse.match.fill(-1);
  for (const target of coarse.targets)
    if (hole[target] === 1 && sources[target]! >= 0 && coarse.isSource[sources[target]!] === 1)
      coarse.match[target] = sources[target]!;
  adoptNeighbours(coarse);
  const field = createPatchField(level, options.patchRadius);
  continueOnFinerLevel(coarse, field, options, true, seed);
  const search = {
    seed,
    firstSweep: 1000,
    sweeps: options.sweeps,
    searchRadius: options.searchRadius / level.scale,
    tryRadius: 4,
    farTries: 0,
    coherence: 0.4,
    overuse: 0.15,
  };
  searchRound(field, costsAt(level, guide, lowPass, options), search, null);
  return field;
}

function costsAt(
  level: Level,
  guide: SearchGuide,
  lowPass: Float32Array | null,
  { lightLimit }: ExemplarOptions,
): CostSettings {
  return {
    lightLimit,
    guideWeight: lowPass ? guideWeightAt(level, guide) : 0,
    lowPass,
    distanceWeight: 0.006,
  };
}

/** Rounds of a level: many where they are cheap and settle the layout. */
function roundsAt(n: number, start: number, { rounds }: ExemplarOptions): number {
  return Math.max(2, Math.round(rounds / 2 ** (start - n)));
}

function guideWeightAt({ scale }: Level, guide: SearchGuide): number {
  return scale >= guide.scale ? guide.weight : guide.weight * (scale / guide.scale) ** 2;
}

/** Gives the coarsest level its first estimate and matches. */
function startEstimate(
  field: PatchField,
  lowPass: Float32Array | null,
  guideWeight: number,
  modelled: boolean,
  seed: number,
): void {
  const { features, hole } = field.level;
  const contrast = modelled && lowPass ? expectContrast(field.level, lowPass) : null;
  fillFromRim(field, seed, lowPass, guideWeight, contrast);
  if (contrast) for (let i = 0; i < hole.length; i++) if (hole[i]) features[i * FEATURES + 3] = contrast[i]!;
  matchAtRandom(field, seed, Infinity);
}

/** Carries matches and estimate to the next finer level. */
function continueOnFinerLevel(
  coarse: PatchField,
  fine: PatchField,
  options: ExemplarOptions,
  contrast: boolean,
  seed: number,
): void {
  const { width, height, features, hole } = fine.level;
  const from = coarse.level;
  enlargeTwice(from.features, from.width, from.height, width, height, FEATURES, features, hole);
  const minX = coarse.radiusX;
  const minY = coarse.radiusY;
  for (const target of fine.targets) {
    const y = (target / width) | 0;
    const x = target - y * width;
    const cx = Math.min(from.width - 1 - minX, Math.max(minX, x >> 1));
    const cy = Math.min(from.height - 1 - minY, Math.max(minY, y >> 1));
    const match = coarse.match[cy * from.width + cx]!;
    if (match < 0) continue;
    const sy = (match / from.width) | 0;
    const sx = match - sy * from.width;
    // Keep the offset, so that neighbours inside a coherent piece stay neighbours.
    const candidateY = y + 2 * (sy - cy);
    const candidateX = x + 2 * (sx - cx);
    if (candidateX < 0 || candidateY < 0 || candidateX >= width || candidateY >= height) continue;
    const candidate = candidateY * width + candidateX;
    if (fine.isSource[candidate]) fine.match[target] = candidate;
  }
  adoptNeighbours(fine);
  matchAtRandom(fine, seed, options.searchRadius / fine.level.scale);
  measureMeans(fine, fine.targets);
  fine.cost.fill(0);
  voteColours(fine, { lightLimit: options.lightLimit, sharpness: 0, radius: options.patchRadius, contrast });
}

/** Targets without a match take over a neighbour's offset where that is allowed. */
function adoptNeighbours(field: PatchField): void {
  const { width } = field.level;
  for (const backwards of [false, true]) {
    const step = backwards ? -1 : 1;
    for (let n = 0; n < field.targets.length; n++) {
      const target = field.targets[backwards ? field.targets.length - 1 - n : n]!;
      if (field.match[target]! >= 0) continue;
      for (const shift of [step, step * width]) {
        const match = field.match[target - shift] ?? -1;
        if (match >= 0 && field.isSource[match + shift] === 1) {
          field.match[target] = match + shift;
          break;
        }
      }
    }
  }
}
