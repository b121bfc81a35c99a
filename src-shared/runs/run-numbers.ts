import { z } from 'zod';

const whole = z.number().int();

/**
 * The numbers that a pack's presets and this version's tables gave a run for the name of its effort: with them, a run no
 * longer depends on either. All that the name and the presets decide is here.
 */
export const runNumbersSchema = z.object({
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
