import type { PackManifest } from '#engine/packs/manifest.ts';
import { type Rect, rectGrow, rectIntersection } from '#shared/geometry/rect.ts';
import type { RunSettings, RunNumbers } from '#shared/runs/run-settings.ts';

/**
 * Where `auto` copies texture, the model only lays out: at most so many levels finer than its first window. Levels it refined repeat less
 * texture and agree better with the surroundings than the first window alone (docs/detail.md: `both` against `photo`).
 */
export const layoutLevels = { fast: 0, balanced: 1, best: 2 } as const;
/** Where the model brings it: at most so many tokens in all levels; each level has four times those of the one before. */
export const modelTokens = { fast: 400, balanced: 1200, best: 5000 } as const;

/**
 * The finest level the model computes for a part whose first window lies at `coarsest` (0 = native): its first window only for `off` and
 * `photo`, all it can afford for `model` and `both`, in between for `auto` where the photo has texture to copy.
 * @param numbers what the effort stands for in this run @param exemplars whether texture is copied over its result @param tokensAt how many tokens a level has to make
 */
export function finestLevel(
  { detail }: Pick<RunSettings, 'detail'>,
  numbers: Pick<RunNumbers, 'layoutLevels' | 'modelTokens'>,
  coarsest: number,
  exemplars: boolean,
  tokensAt: (level: number) => number,
): number {
  if (detail === 'off' || (exemplars && detail === 'photo')) return coarsest;
  if (exemplars && detail === 'auto') return Math.max(0, coarsest - numbers.layoutLevels);
  let level = coarsest;
  for (let tokens = tokensAt(level); level > 0; level--) {
    tokens += tokensAt(level - 1);
    if (tokens > numbers.modelTokens) break;
  }
  return level;
}

/** The noise level finer windows start from: enough left of the coarser result to keep its layout. */
export const refineStartTime = 0.4;

/** Known pixels that a picture's side sees, times its depth. */
const DEPTHS = 1.5;

/**
 * The pixels around a hole in which texture is looked for: about its own size on all sides, less for long strips, which would see everything.
 * A side of the picture has known pixels in one direction only: at least half as many again as it is deep.
 * @param hole its bounds, document pixels @param bounds the document's
 */
export function textureNeighbourhood(hole: Rect, bounds: Rect): Rect {
  const { width, height } = hole;
  const about = Math.min(Math.max(width, height), 2 * Math.min(width, height) + 256);
  const reach = Math.max(64, about, Math.ceil(DEPTHS * depthOfSide(hole, bounds)));
  return rectIntersection(rectGrow(hole, reach), bounds);
}

/** How far a hole reaches into the picture that is one whole side of it and no more; 0 for other holes. */
function depthOfSide(hole: Rect, bounds: Rect): number {
  const { x, y, width, height } = rectIntersection(hole, bounds);
  const isColumn = height === bounds.height && (x === bounds.x) !== (x + width === bounds.x + bounds.width);
  const isRow = width === bounds.width && (y === bounds.y) !== (y + height === bounds.y + bounds.height);
  return isColumn ? width : isRow ? height : 0;
}

/**
 * The largest hole, in pixels, that `auto` copies texture into. Wherever there is texture, copying is as sharp as the photo, which the model
 * alone never is (docs/detail.md), and it costs some 5 s of processor time per megapixel: what limits it is memory (picture-bytes.ts).
 */
export const largestAutoHole = { fast: 4_000_000, balanced: 16_000_000, best: 16_000_000 } as const;

/**
 * Known pixels in reach per pixel of the hole from which on `auto` copies texture (docs/detail.md). A hole that reaches the picture's edge needs
 * more where it is small enough for the network alone, up to so many pixels: of a half that is known, the other would be a copy. Larger ones
 * would be a blur. Around all of what is known no side is as deep.
 */
export function leastKnownShare(enclosed: boolean, pixels: number): number {
  return enclosed || pixels > 256 * 256 ? 0.5 : 1.1;
}

/**
 * The numbers a run is made with: those it was made with before, where settings carry them, else the user's own and, for
 * the name of the effort, the pack's presets and the tables of this version.
 */
export function numbersOf(settings: RunSettings, manifest: PackManifest): RunNumbers {
  if (settings.numbers) return settings.numbers;
  const { efforts, guidanceInterval } = manifest.defaults;
  const preset = efforts[settings.effort];
  return {
    arSteps: settings.arSteps ?? preset.arSteps,
    // Finer levels only add detail to a structure that is there: half the AR steps do, unless the user asked for a number.
    finerArSteps: settings.arSteps ?? Math.ceil(preset.arSteps / 2),
    diffusionSteps: settings.diffusionSteps ?? preset.diffusionSteps,
    guidanceInterval,
    layoutLevels: layoutLevels[settings.effort],
    modelTokens: modelTokens[settings.effort],
    largestAutoHole: largestAutoHole[settings.effort],
  };
}
