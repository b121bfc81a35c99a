import type { RunSettings, RunNumbers } from '#shared/runs/run-settings.ts';
import type { PackManifest } from '#engine/packs/manifest.ts';
import { largestAutoHole, layoutLevels, modelTokens } from './effort.ts';

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
