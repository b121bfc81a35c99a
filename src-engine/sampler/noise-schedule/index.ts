import { ddpm, type DdpmSettings } from './ddpm.ts';
import type { NoiseSchedule } from './noise-schedule.ts';
import { rectifiedFlow, type RectifiedFlowSettings } from './rectified-flow.ts';

export type { DiffusionStep, NoiseLevel, NoiseSchedule } from './noise-schedule.ts';

/** The `noiseSchedule` field of a pack's manifest, as far as the sampler needs it. */
export type NoiseScheduleSettings =
  ({ readonly kind: 'rectified-flow' } & RectifiedFlowSettings) | ({ readonly kind: 'ddpm' } & DdpmSettings);

/** The noise schedule that a manifest describes. */
export const createNoiseSchedule = (settings: NoiseScheduleSettings): NoiseSchedule =>
  settings.kind === 'ddpm' ? ddpm(settings) : rectifiedFlow(settings);
