import { z } from 'zod';
import {
  copiedNames,
  deviceNames,
  detailStageNames,
  effortNames,
  layoutNames,
  maskEdgesNames,
  salientObjectsNames,
  orderNames,
  scheduleNames,
  thinPartsNames,
} from './run-choices.ts';
export * from './run-choices.ts';

const whole = z.number().int();

/**
 * The numbers that a pack's presets and this version's tables gave a run for the name of its effort: with them, a run no
 * longer depends on either. All that the name and the presets decide is here.
 */
const runNumbersSchema = z.object({
  /** AR steps for the whole of a first window, and of each finer one. */
  arSteps: whole.min(1).max(1_000_000),
  finerArSteps: whole.min(1).max(1_000_000),
  /** Diffusion steps per AR step, where no effort was painted and a window starts from noise. */
  diffusionSteps: whole.min(1).max(1_000_000),
  /** Guidance applies while the time the network is given lies in [low, high). */
  guidanceInterval: z.tuple([z.number(), z.number()]),
  /** How many levels finer than its first window the model lays out a part that texture is copied over. */
  layoutLevels: whole.min(0).max(20),
  /** How many tokens in all levels the model makes of a part that it details itself. */
  modelTokens: whole.min(0).max(10_000_000),
  /** The largest hole, in document pixels, that `auto` copies texture into. */
  largestAutoHole: whole.min(0).max(1_000_000_000),
});
export type RunNumbers = z.infer<typeof runNumbersSchema>;

/** A grey picture that the user drew, stretched over the document's mask bounds. */
export const drawnPictureSchema = z.object({
  width: z.number().int().min(1).max(512),
  height: z.number().int().min(1).max(512),
  /** [height * width] */
  grey: z.instanceof(Uint8Array),
});
export type DrawnPicture = z.infer<typeof drawnPictureSchema>;

const share = z.number().min(0).max(1);

/** Everything a user chooses about a run. With the pack and the picture, it determines the result. */
export const runSettingsSchema = z.object({
  packId: z.string().max(200),
  /** One of the pack's labels; null = any. */
  label: z.string().max(200).nullable(),
  order: z.enum(orderNames),
  /** from-subject: document pixels; null = the masked token farthest from known ones. */
  subject: z.object({ x: z.number(), y: z.number() }).nullable(),
  /** Order `drawn`: darker = earlier, 0 = first, 255 = last. */
  drawnOrder: drawnPictureSchema.nullable(),
  /** Effort by region: 128 = what the dial says, 2^((v - 128) / 64) times as much at v (a quarter to four times). */
  paintedEffort: drawnPictureSchema.nullable().default(null),
  schedule: z.enum(scheduleNames),
  /** AR step sizes in tokens, for schedule `custom`; scaled to the tokens of each pass. */
  customStepSizes: z.array(z.number().int().min(1).max(65536)).max(4096).nullable(),
  effort: z.enum(effortNames),
  /** Overrides of the two numbers that the effort stands for. */
  arSteps: z.number().int().min(1).max(4096).nullable(),
  diffusionSteps: z.number().int().min(1).max(1000).nullable(),
  /** What a run was made with, so that it can be repeated after presets have changed; null = as `effort` and the two say. */
  numbers: runNumbersSchema.nullable().default(null),
  /** By the label; 1 = none. */
  guidance: z.number().min(1).max(20),
  /** By the photo around the hole, 1 = none: what settings of versions without it mean. */
  contextGuidance: z.number().min(1).max(20).default(1),
  /** Noise levels it applies at, as the signal's share in [low, high): 0 = pure noise, 1 = clean. */
  contextGuidanceInterval: z.tuple([share, share]).default([0, 1]),
  /** uint32; variant i uses seed + i. */
  seed: z.number().int().min(0).max(0xffffffff),
  variants: z.number().int().min(1).max(16),
  detail: z.enum(detailStageNames),
  /** Runs that name none are older than the choice: there the network filled everything. */
  thinParts: z.enum(thinPartsNames).default('network'),
  /** With "photo" no network runs: thin parts are continued directly, the rest is copied, whatever the choices above say. */
  layout: z.enum(layoutNames).default('network'),
  /** Runs that name none are older than the choice: they copied from what earlier turns made, too. */
  copied: z.enum(copiedNames).default('everything'),
  /** Runs that name none are older than the choice. */
  salientObjects: z.enum(salientObjectsNames).default('copied'),
  /** Runs that name none took every grey for a share. */
  maskEdges: z.enum(maskEdgesNames).default('plain'),
  device: z.enum(deviceNames),
  /** CPU threads; 0 = as many as the machine has cores. */
  threads: z.number().int().min(0).max(256),
});
export type RunSettings = z.infer<typeof runSettingsSchema>;
