import type { RunSettings } from '../../src-shared/runs/run-settings';
import type { PackManifest } from '../packs/manifest';

/** The two numbers an effort stands for: the user's own, else the pack's measurements. */
export function effortNumbers(
  settings: RunSettings,
  manifest: PackManifest,
): { arSteps: number; diffusionSteps: number } {
  const byEffort = manifest.defaults.efforts[settings.effort];
  return {
    arSteps: settings.arSteps ?? byEffort.arSteps,
    diffusionSteps: settings.diffusionSteps ?? byEffort.diffusionSteps,
  };
}

/** Where `auto` copies texture, the model only lays out: at most so many levels finer than its first window. */
const layoutLevels = { fast: 0, balanced: 1, best: 2 } as const;
/** Where the model brings it: at most so many tokens in all levels; each level has four times those of the one before. */
const modelTokens = { fast: 400, balanced: 1200, best: 5000 } as const;

/**
 * The finest level the model computes for a part whose first window lies at `coarsest` (0 = native): its first window only for `off` and
 * `photo`, all it can afford for `model` and `both`, in between for `auto` where the photo has texture to copy.
 * @param exemplars whether texture is copied over its result @param tokensAt how many tokens a level has to make
 */
export function finestLevel(
  settings: RunSettings,
  coarsest: number,
  exemplars: boolean,
  tokensAt: (level: number) => number,
): number {
  if (settings.detail === 'off' || (exemplars && settings.detail === 'photo')) return coarsest;
  if (exemplars && settings.detail === 'auto') return Math.max(0, coarsest - layoutLevels[settings.effort]);
  let level = coarsest;
  for (let tokens = tokensAt(level); level > 0; level--) {
    tokens += tokensAt(level - 1);
    if (tokens > modelTokens[settings.effort]) break;
  }
  return level;
}

/** The noise level finer windows start from: enough left of the coarser result to keep its layout. */
export const refineStartTime = 0.4;

/** How far from a hole texture is looked for, in photo pixels: about its own size; less for long strips, which would see everything. */
export const textureReach = (width: number, height: number): number =>
  Math.max(64, Math.min(Math.max(width, height), 2 * Math.min(width, height) + 256));

/**
 * The largest hole, in pixels, that `auto` copies texture into. Wherever there is texture, copying is as sharp as the photo, which the model
 * alone never is (docs/detail.md), and it costs about 3 s per megapixel: what limits it is memory, some 60 bytes per pixel of the neighbourhood.
 */
export const largestAutoHole = { fast: 1_000_000, balanced: 4_000_000, best: 16_000_000 } as const;
