import { z } from 'zod';
import { ddpm } from './ddpm.ts';
import type { NoiseSchedule } from './noise-schedule.ts';
import { rectifiedFlow } from './rectified-flow.ts';

export type { DiffusionStep, NoiseLevel, NoiseSchedule } from './noise-schedule.ts';

/** The `noiseSchedule` field of a pack's manifest. */
export const noiseScheduleSchema = z.discriminatedUnion('kind', [rectifiedFlow.schema, ddpm.schema]);
export type NoiseScheduleSettings = z.infer<typeof noiseScheduleSchema>;

/** The noise schedule that a manifest describes. */
export const createNoiseSchedule = (settings: NoiseScheduleSettings): NoiseSchedule =>
  settings.kind === 'ddpm' ? ddpm.create(settings) : rectifiedFlow.create(settings);
