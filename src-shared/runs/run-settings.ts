import { z } from 'zod';
import { deviceNames, detailStageNames, effortNames, orderNames, scheduleNames } from './run-choices';

export * from './run-choices';

/** A grey picture of an order the user drew: darker = earlier; stretched over the document's mask bounds. */
export const drawnOrderSchema = z.object({
  width: z.number().int().min(1).max(512),
  height: z.number().int().min(1).max(512),
  /** [height * width], 0 = first, 255 = last. */
  grey: z.instanceof(Uint8Array),
});

/** Everything a user chooses about a run. With the pack and the picture, it determines the result (an intent, conventions 2). */
export const runSettingsSchema = z.object({
  packId: z.string().max(200),
  /** One of the pack's labels; null = any. */
  label: z.string().max(200).nullable(),
  order: z.enum(orderNames),
  /** from-subject: document pixels; null = the masked token farthest from known ones. */
  subject: z.object({ x: z.number(), y: z.number() }).nullable(),
  drawnOrder: drawnOrderSchema.nullable(),
  schedule: z.enum(scheduleNames),
  /** AR step sizes in tokens, for schedule `custom`; scaled to the tokens of each pass. */
  customStepSizes: z.array(z.number().int().min(1).max(65536)).max(4096).nullable(),
  effort: z.enum(effortNames),
  /** Overrides of the two numbers that the effort stands for. */
  arSteps: z.number().int().min(1).max(4096).nullable(),
  diffusionSteps: z.number().int().min(1).max(1000).nullable(),
  /** 1 = no guidance. */
  guidance: z.number().min(1).max(20),
  /** uint32; variant i uses seed + i. */
  seed: z.number().int().min(0).max(0xffffffff),
  variants: z.number().int().min(1).max(16),
  detail: z.enum(detailStageNames),
  device: z.enum(deviceNames),
  /** CPU threads; 0 = as many as the machine has cores. */
  threads: z.number().int().min(0).max(256),
});
export type RunSettings = z.infer<typeof runSettingsSchema>;
