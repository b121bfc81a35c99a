import { solveMembrane } from '#engine/imaging/blend/membrane.ts';
import { assembleFrom, assembleInPlace, avoidAtNative } from './assemble.ts';
import { buildLevels, countHole, deepest, LAYOUT_PIXELS } from './build-levels.ts';
import { alignPieces, carryPieces } from './carry-pieces.ts';
import { refineSearch, type SearchGuide, searchCoarseLevels } from './coarse-search.ts';
import { continuePeriod } from './exact-period.ts';
import { blendPieces } from './gradient-blend.ts';
import { layOut } from './lay-out.ts';
import type { MirroredSide } from './layout-costs.ts';
import { toneOfLayout } from './layout-tone.ts';
import { colours, lowPassPyramid } from './low-pass.ts';
import { type PatchField, sourcesOfHole } from './patch-field.ts';
import { plainAreaAround, toneOfArea } from './plain-rim.ts';
import type { Level } from './pyramid.ts';
import {
  defaultExemplarOptions,
  type ExemplarPreview,
  type ExemplarProgress,
  type ExemplarResult,
  type OwnRequest,
} from './request.ts';
import { createSeamCosts } from './seam-costs.ts';
import { improveSeams } from './shift-map.ts';
import { planeOfLevel, type SourcePlane } from './source-plane.ts';

/** Share of the guide's weight that a smooth interpolation of the rim has where there is no guide. */
const MEMBRANE_SHARE = 0.5;
/** Guides this many times coarser than a level no longer say anything there. */
const GUIDE_REACH = 4;
/** Levels with at most so many hole pixels are searched once more after the layout; finer ones only carry its pieces on. */
const REFINE_PIXELS = 64_000;
/** Times that every piece may move its seams at native resolution; once at every other level. */
const SEAM_PASSES = 2;
/** Cost of any seam below the layout's level, per pixel. */
const SEAM_COST = 0.012;

type Steps<T> = Generator<ExemplarProgress, T, void>;

/**
 * The whole method: pyramid, search at coarse levels, layout, pieces carried to native resolution, blend.
 * @param request its photo becomes the result's pixels
 * @param side of a picture that is extended; null = another hole
 */
export function* refineThroughLevels(
  request: OwnRequest,
  side: MirroredSide | null = null,
): Steps<ExemplarResult> {
  const { width, height, photo, hole, avoid: asked = null } = request;
  const asGiven: SourcePlane = { width, height, samples: photo, channels: 3, hole, avoid: asked };
  const repeated = continuePeriod(asGiven);
  if (repeated) {
    assembleInPlace(asGiven, repeated, null);
    blendPieces(asGiven, repeated, photo, deepest(asGiven), null);
    return { pixels: photo, sources: repeated, isAssembled: false };
  }
  // Around a plain area the network, too, sees what lies farther out: its layout doesn't count there.
  const plain = plainAreaAround(asGiven);
  const guideScale = plain ? null : request.guideScale;
  const copied = request.made ? either(request.made, asked) : asked;
  const given = { ...asGiven, avoid: plain ? either(plain.unlike, copied) : copied };
  const smooth = guideScale !== null ? photo : (plain?.colour ?? smoothContinuation(given));
  const { native, sources } = yield* findPieces({ ...request, guideScale }, given, smooth, side);
  yield { fraction: 0.95, stage: 'blend' };
  const tone = plain
    ? toneOfArea(native, plain, sources)
    : guideScale === null
      ? null
      : toneOfLayout(native, sources, guideScale);
  assembleInPlace(native, sources, smooth);
  blendPieces(native, sources, photo, deepest(native), tone);
  return { pixels: photo, sources, isAssembled: plain === null };
}

/** What every hole pixel copies, and the photo as it was copied from. */
function* findPieces(
  request: OwnRequest,
  given: SourcePlane,
  smooth: Float32Array,
  side: MirroredSide | null,
): Steps<{ native: SourcePlane; sources: Int32Array }> {
  const { native, planes, sources } = yield* searchLevels(request, given, smooth, side);
  return { native, sources: yield* carryToNative(planes, sources) };
}

/**
 * What every hole pixel of the finest level searched copies.
 * @returns with the planes from the photo itself to that level. All else of the pyramid is gone.
 */
function* searchLevels(
  request: OwnRequest,
  given: SourcePlane,
  smooth: Float32Array,
  side: MirroredSide | null,
): Steps<{ native: SourcePlane; planes: SourcePlane[]; sources: Int32Array }> {
  const { width, samples: photo, height, hole } = given;
  const { guideScale, seed } = request;
  const wanted = { ...defaultExemplarOptions, ...request.options };
  const { levels, patchRadius, last } = buildLevels(given, wanted.patchRadius, side?.mirrored);
  const options = { ...wanted, patchRadius };
  const native: SourcePlane = { ...given, avoid: avoidAtNative(given, levels[0]!) };
  yield { fraction: 0.05, stage: 'search' };

  // Without a guide the membrane stands in for one, trusted at the scale of the hole only and less.
  const scale = guideScale ?? levels[levels.length - 1]!.scale;
  const guide: SearchGuide = {
    lowPass: lowPassPyramid(
      levels,
      { width, height, photo, guide: smooth, hole },
      scale,
      scale / GUIDE_REACH,
    ),
    scale,
    weight: options.guideWeight * (guideScale !== null ? 1 : MEMBRANE_SHARE),
    modelled: guideScale !== null,
  };
  yield { fraction: 0.1, stage: 'search' };

  const rounds = searchCoarseLevels(levels, last, guide, options, seed);
  let field = yield* follow(rounds, 'search', 0.1, 0.4, previewOfLevel);
  if (field === null || countHole(hole) === 0)
    return { native, planes: [native], sources: new Int32Array(width * height).fill(-1) };
  let sources = sourcesOfHole(field);
  if (countHole(field.level.hole) <= LAYOUT_PIXELS)
    yield* follow(
      layOut(
        field,
        sources,
        {
          lowPass: guide.lowPass[last] ?? null,
          modelled: guide.modelled,
          side: side && atScale(side, field.level.scale),
        },
        request.made ? flagsAtLevel(request.made, width, field.level) : null,
        seed,
      ),
      'assemble',
      0.4,
      0.6,
    );
  let n = last;
  // A search would break up the long pieces that continue a picture's side.
  for (; n > 0 && side === null && countHole(levels[n - 1]!.hole) <= REFINE_PIXELS; n--) {
    const finer: PatchField = refineSearch(
      field,
      sources,
      levels[n - 1]!,
      guide,
      guide.lowPass[n - 1] ?? null,
      options,
      seed,
    );
    field = finer;
    sources = sourcesOfHole(finer);
    yield { fraction: 0.6, stage: 'search', preview: () => previewOfLevel(finer.level) };
    yield* follow(cutSeams(planeOfLevel(finer.level), sources, 1), 'assemble', 0.6, 0.7);
  }
  const planes = levels.slice(0, n + 1).map(planeOfLevel);
  if (levels[0]!.scale === 1) planes[0] = native;
  else planes.unshift(native);
  return { native, planes, sources };
}

/** From the last (coarsest) plane to the first. @param planes is empty then: each is freed once it isn't needed */
function* carryToNative(planes: SourcePlane[], coarsest: Int32Array): Steps<Int32Array> {
  let sources = coarsest;
  let coarseWidth = planes.pop()!.width;
  for (let n = planes.length - 1; n >= 0; n--) {
    const plane = planes.pop()!;
    const carried = carryPieces(coarseWidth, sources, plane);
    coarseWidth = plane.width;
    sources = carried;
    alignPieces(plane, carried, createSeamCosts(plane, SEAM_COST));
    yield* follow(cutSeams(plane, carried, n === 0 ? SEAM_PASSES : 1), 'assemble', 0.7, 0.9);
    // What follows the last one is the result.
    if (n > 0)
      yield {
        fraction: 0.9,
        stage: 'assemble',
        preview: () => ({ ...plane, scale: 2 ** n, pixels: assembleFrom(plane, carried) }),
      };
  }
  return sources;
}

function cutSeams(plane: SourcePlane, sources: Int32Array, passes: number): Generator<void, void, void> {
  return improveSeams(plane, sources, createSeamCosts(plane, SEAM_COST), passes);
}

/** Runs a stage whose number of steps isn't known: its fraction nears `to`. */
function* follow<Y, T>(
  work: Generator<Y, T, void>,
  stage: ExemplarProgress['stage'],
  from: number,
  to: number,
  preview?: (step: Y) => ExemplarPreview,
): Steps<T> {
  let fraction = from;
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
    fraction += 0.1 * (to - fraction);
    const shown = step.value;
    yield { fraction, stage, ...(preview ? { preview: () => preview(shown) } : {}) };
  }
}

/** Each pixel takes the flag of its upper left one. */
const flagsAtLevel = (values: Uint8Array, nativeWidth: number, { width, height, scale }: Level): Uint8Array =>
  Uint8Array.from({ length: width * height }, (_, i) => {
    const x = i % width;
    return values[((i - x) / width) * scale * nativeWidth + x * scale]! > 0 ? 1 : 0;
  });

const atScale = ({ mirrored, made }: MirroredSide, scale: number): MirroredSide => ({
  mirrored: Math.round(mirrored / scale),
  made: Math.round(made / scale),
});

function previewOfLevel(level: Level): ExemplarPreview {
  return { width: level.width, height: level.height, scale: level.scale, pixels: colours(level) };
}

function either(a: Uint8Array, b: Uint8Array | null): Uint8Array {
  if (!b) return a;
  const out = a.slice();
  for (let i = 0; i < out.length; i++) out[i] = out[i]! | b[i]!;
  return out;
}

/** The photo with a membrane in its hole: [height, width, 3]; mid grey where nothing is known. */
function smoothContinuation({ width, height, samples, hole }: SourcePlane): Float32Array {
  const values = samples.slice();
  for (let i = 0; i < hole.length; i++) if (hole[i] === 1) values.fill(0.5, i * 3, i * 3 + 3);
  if (hole.includes(0)) solveMembrane({ width, height, channels: 3, values, unknown: hole, laplacian: null });
  return values;
}
