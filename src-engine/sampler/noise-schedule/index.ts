import { ddpm, type DdpmSettings } from './ddpm';
import type { NoiseSchedule } from './noise-schedule';
import { rectifiedFlow, type RectifiedFlowSettings } from './rectified-flow';

export type { DiffusionStep, NoiseLevel, NoiseSchedule } from './noise-schedule';

/** The `noiseSchedule` field of a pack's manifest, as far as the sampler needs it. */
export type NoiseScheduleSettings =
  ({ readonly kind: 'rectified-flow' } & RectifiedFlowSettings) | ({ readonly kind: 'ddpm' } & DdpmSettings);

/** The noise schedule that a manifest describes. */
export const createNoiseSchedule = (settings: NoiseScheduleSettings): NoiseSchedule =>
  settings.kind === 'ddpm' ? ddpm(settings) : rectifiedFlow(settings);
