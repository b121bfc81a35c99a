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

/** How many levels finer than its first window the model itself goes, at most. */
const modelLevels = { fast: 0, balanced: 1, best: 2 } as const;

/**
 * The finest level the model computes for a part whose first window lies at `coarsest` (0 = native). Detail `photo` and `auto`
 * leave the last steps to the exemplar stage, which brings real texture; `model` alone goes one level further. Each level costs four
 * times the one before.
 */
export function finestLevel(settings: RunSettings, coarsest: number): number {
  switch (settings.detail) {
    case 'off':
      return coarsest;
    case 'photo':
    case 'auto':
    case 'both':
      return Math.max(0, coarsest - modelLevels[settings.effort]);
    case 'model':
      return Math.max(0, coarsest - modelLevels[settings.effort] - 1);
  }
}

/** The noise level finer windows start from: enough left of the coarser result to keep its layout. */
export const refineStartTime = 0.4;

/** How far from a hole texture is looked for, in photo pixels: about its own size; less for long strips, which would see everything. */
export const textureReach = (width: number, height: number): number =>
  Math.max(64, Math.min(Math.max(width, height), 2 * Math.min(width, height) + 256));

/** The largest hole, in pixels, that `auto` copies texture into: its time grows with the area (some 20 to 50 s per megapixel on 2 cores). */
export const largestAutoHole = { fast: 1_000_000, balanced: 4_000_000, best: 16_000_000 } as const;
