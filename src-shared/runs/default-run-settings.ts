import type { RunSettings } from './run-settings.ts';

/** What a run does unless the user, a script or a recipe says otherwise. */
export const defaultRunSettings: RunSettings = {
  packId: '',
  label: null,
  order: 'from-edges',
  subject: null,
  drawnOrder: null,
  paintedEffort: null,
  schedule: 'uniform',
  customStepSizes: null,
  effort: 'balanced',
  arSteps: null,
  diffusionSteps: null,
  numbers: null,
  guidance: 1,
  contextGuidance: 1,
  contextGuidanceInterval: [0, 1],
  seed: 1,
  variants: 1,
  detail: 'auto',
  thinParts: 'direct',
  layout: 'network',
  copied: 'photo',
  maskEdges: 'anti-aliased',
  device: 'auto',
  threads: 0,
};
