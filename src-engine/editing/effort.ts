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
