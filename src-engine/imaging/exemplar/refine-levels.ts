import { describeFill } from './diagnostics';
import { enlargeTwice } from './enlarge';
import { expectContrast } from './expected-contrast';
import { blendPieces } from './gradient-blend';
import { colours, lowPassPyramid } from './low-pass';
import { solveMembrane } from './membrane';
import { fillFromRim } from './onion-fill';
import { createPatchCost } from './patch-cost';
import { createPatchField, measureMeans, type PatchField } from './patch-field';
import { matchAtRandom, measureCosts, searchMatches } from './patch-search';
import { voteColours } from './patch-vote';
import { FEATURES, halveLevel, holeDistances, type Level, toUnitFloats } from './pyramid';
import {
  defaultExemplarOptions,
  type ExemplarOptions,
  type ExemplarProgress,
  type ExemplarRequest,
  type ExemplarResult,
} from './request';
import { excludeStrangers } from './strange-texture';
import { improveSeams } from './shift-map';
import { measureContrast } from './texture-contrast';

/** Fewer source patches than this at a level say nothing about texture: start finer. */
const LEAST_SOURCES = 64;
/** Share of the guide's weight that a smooth interpolation of the rim has where there is no guide. */
const MEMBRANE_SHARE = 0.5;
/** At the coarsest level the hole is at most this many patch radii deep. */
const COARSEST_DEPTH = 4;

/** Texture within this share of the hole's depth around it tells what texture may be copied. */
const SURROUNDINGS = 0.25;
/** Guides this many times coarser than a level no longer say anything there. */
const GUIDE_REACH = 4;
/** Times that every piece may move its seams. */
const SEAM_PASSES = 2;
/** Levels of this scale and above settle the layout. */
const LAYOUT_SCALE = 4;

/** The whole method: pyramid, coarsest estimate, then search and reconstruction level by level. Sizes are already checked. */
export function* refineThroughLevels(
  request: ExemplarRequest,
): Generator<ExemplarProgress, ExemplarResult, void> {
  const { width, height, seed } = request;
  let options: ExemplarOptions = { ...defaultExemplarOptions, ...request.options };
  const photo = toUnitFloats(request.photo);
  const hole = Uint8Array.from(request.hole, (value) => (value > 0 ? 1 : 0));
  const holePixels = hole.reduce((sum, value) => sum + value, 0);
  const levels = buildLevels(photo, hole, request, options);
  yield { fraction: 0.02, stage: 'search' };

  const smooth = smoothEstimate(
    photo,
    hole,
    width,
    height,
    request.guide ? toUnitFloats(request.guide.pixels) : null,
  );
  // Without a guide the membrane stands in for one, trusted at the scale of the hole only and less.
  const guideScale = request.guide?.scale ?? 2 ** (levels.length - 1);
  const guideWeight = request.guide ? options.guideWeight : options.guideWeight * MEMBRANE_SHARE;
  const lowPass = lowPassPyramid(levels, smooth, guideScale, guideScale / GUIDE_REACH);
  let finest = createPatchField(levels[0]!, options.patchRadius);
  while (finest.sources.length < LEAST_SOURCES && options.patchRadius > 1) {
    // Known pixels in shreds (scattered dust, a thin frame): smaller patches fit between.
    options = { ...options, patchRadius: options.patchRadius - 1 };
    finest = createPatchField(levels[0]!, options.patchRadius);
  }
  if (finest.sources.length === 0 || holePixels === 0) {
    const sources = new Int32Array(width * height).fill(-1);
    return { pixels: smooth, sources, diagnostics: describeFill(finest, smooth, sources) };
  }
  yield { fraction: 0.05, stage: 'search' };

  let field = finest;
  let start = levels.length - 1;
  for (; start > 0; start--) {
    field = createPatchField(levels[start]!, options.patchRadius);
    if (field.sources.length >= LEAST_SOURCES && field.targets.length > 0) break;
  }
  if (start === 0) field = finest;
  const guided = request.guide !== undefined;
  startEstimate(
    field,
    lowPass[start] ?? null,
    guideWeightAt(levels[start]!.scale, guideScale, guideWeight),
    guided,
    seed,
  );

  let done = 0;
  let total = 0;
  for (let n = start; n >= 0; n--) total += levelWork(levels[n]!, n, start, options);
  let sweep = 0;
  for (let n = start; n >= 0; n--) {
    const level = levels[n]!;
    if (n < start) {
      const finer = n === 0 ? finest : createPatchField(level, options.patchRadius);
      continueOnFinerLevel(field, finer, options, !(guided && level.scale >= LAYOUT_SCALE), seed);
      field = finer;
    }
    const costOf = createPatchCost(field, {
      lightLimit: options.lightLimit,
      guideWeight: lowPass[n] ? guideWeightAt(level.scale, guideScale, guideWeight) : 0,
      lowPass: lowPass[n] ?? null,
      distanceWeight: 0.006,
    });
    // Where the layout is settled, patches stay movable and all of each votes; finer levels only copy what was found.
    const coarse = level.scale >= LAYOUT_SCALE;
    const rounds = roundsAt(n, start, options);
    const radius = options.searchRadius / level.scale;
    for (let round = 0; round < rounds; round++) {
      measureMeans(field, field.targets);
      measureCosts(field, costOf);
      const first = n === start && round === 0;
      searchMatches(field, costOf, {
        seed,
        firstSweep: sweep,
        sweeps: first ? options.sweeps * 4 : options.sweeps,
        searchRadius: radius,
        tryRadius: n === start ? Math.max(level.width, level.height) >> 1 : n > 1 ? 32 : 8,
        farTries: n === start ? 4 : n > 1 ? 1 : 0,
        coherence: coarse ? 0.1 : 0.4,
        overuse: 0.15,
      });
      sweep += options.sweeps * 4;
      voteColours(field, {
        lightLimit: options.lightLimit,
        sharpness: 3,
        radius: coarse ? options.patchRadius : 1,
        contrast: !(guided && coarse),
      });
      done += field.targets.length;
      const shown = level;
      yield {
        fraction: Math.min(0.9, 0.05 + (0.85 * done) / total),
        stage: 'search',
        preview: () => ({
          width: shown.width,
          height: shown.height,
          scale: shown.scale,
          pixels: colours(shown),
        }),
      };
    }
  }

  const sources = new Int32Array(width * height).fill(-1);
  for (let i = 0; i < hole.length; i++) if (hole[i]) sources[i] = sourceOfPixel(field, i);
  const seams = improveSeams(field, sources, SEAM_PASSES);
  for (let assembled = 1; !seams.next().done; assembled++) {
    yield { fraction: 0.9 + 0.08 * (1 - 1 / (1 + assembled / 20)), stage: 'assemble' };
  }
  yield { fraction: 0.98, stage: 'blend' };
  const pixels = blendPieces(field.level, sources, levels.length > 0 ? deepest(hole, width, height) : 0);
  for (let i = 0; i < hole.length; i++) {
    if (!hole[i]) for (let c = i * 3; c < i * 3 + 3; c++) pixels[c] = photo[c]!;
  }
  return { pixels, sources, diagnostics: describeFill(field, pixels, sources) };
}

/** Largest distance of a hole pixel from the known ones. */
function deepest(hole: Uint8Array, width: number, height: number): number {
  return holeDistances(hole, width, height).reduce((most, value) => Math.max(most, value), 0);
}

function buildLevels(
  photo: Float32Array,
  hole: Uint8Array,
  request: ExemplarRequest,
  options: ExemplarOptions,
): Level[] {
  const { width, height } = request;
  const features = new Float32Array(width * height * FEATURES);
  for (let i = 0; i < width * height; i++) {
    if (hole[i]) continue;
    for (let c = 0; c < 3; c++) features[i * FEATURES + c] = photo[i * 3 + c]!;
  }
  const avoid = request.avoid ? Uint8Array.from(request.avoid, (value) => (value > 0 ? 1 : 0)) : null;
  const given: Level = { width, height, scale: 1, features, hole, avoid };
  measureContrast(given);
  const patch = 2 * options.patchRadius + 1;
  let depth = deepest(hole, width, height);
  const levels: Level[] = [{ ...given, avoid: excludeStrangers(given, depth * SURROUNDINGS) }];
  for (;;) {
    const last = levels[levels.length - 1]!;
    if (depth <= COARSEST_DEPTH * options.patchRadius || Math.min(last.width, last.height) < 3 * patch)
      return levels;
    levels.push(halveLevel(last));
    depth /= 2;
  }
}

/** The photo with the guide, or else a smooth membrane, in its hole: [height, width, 3]. */
function smoothEstimate(
  photo: Float32Array,
  hole: Uint8Array,
  width: number,
  height: number,
  guide: Float32Array | null,
): Float32Array {
  const values = Float32Array.from(photo);
  for (let i = 0; i < hole.length; i++) {
    if (!hole[i]) continue;
    for (let c = 0; c < 3; c++) values[i * 3 + c] = guide ? guide[i * 3 + c]! : 0.5;
  }
  if (!guide && hole.includes(0))
    solveMembrane({ width, height, channels: 3, values, unknown: hole, laplacian: null });
  return values;
}

/** Gives the coarsest level its first estimate and matches. */
function startEstimate(
  field: PatchField,
  lowPass: Float32Array | null,
  guideWeight: number,
  guided: boolean,
  seed: number,
): void {
  const { features, hole } = field.level;
  const contrast = guided && lowPass ? expectContrast(field.level, lowPass) : null;
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

function guideWeightAt(levelScale: number, guideScale: number, weight: number): number {
  return levelScale >= guideScale ? weight : weight * (levelScale / guideScale) ** 2;
}

/** Rounds of a level: many where they are cheap and settle the layout; one at native resolution, where seams are cut afterwards. */
function roundsAt(n: number, start: number, options: ExemplarOptions): number {
  if (n === 0) return start > 0 ? 1 : Math.max(2, options.rounds >> 1);
  return Math.max(
    2,
    Math.min(options.rounds, Math.round(options.rounds / 2 ** (start - n - 1))),
    n === start ? options.rounds * 2 : 0,
  );
}

function levelWork(level: Level, n: number, start: number, options: ExemplarOptions): number {
  let pixels = 0;
  for (let i = 0; i < level.hole.length; i++) pixels += level.hole[i]!;
  return pixels * roundsAt(n, start, options);
}

/** The photo pixel that a hole pixel copies: through the patch centred on it, or the nearest centre inside the picture. */
function sourceOfPixel(field: PatchField, pixel: number): number {
  const { width, height } = field.level;
  const y = (pixel / width) | 0;
  const x = pixel - y * width;
  const cx = Math.min(width - 1 - field.radiusX, Math.max(field.radiusX, x));
  const cy = Math.min(height - 1 - field.radiusY, Math.max(field.radiusY, y));
  const centre = cy * width + cx;
  const match = field.match[centre]!;
  return match < 0 ? -1 : match + pixel - centre;
}
