import { z, type ZodObject } from 'zod';

/** How much of the clean token and of its noise a noisy token is made of: x = signal * clean + noise * N(0, 1). */
export interface NoiseLevel {
  readonly signal: number;
  readonly noise: number;
}

/** One diffusion step: from `before` to `after`, with one prediction of the network between. */
export interface DiffusionStep {
  /** What the network and the guidance interval are given: t in [0, 1], or the original timestep. */
  readonly networkTime: number;
  readonly before: NoiseLevel;
  readonly after: NoiseLevel;
  /** The moment of the noise this step adds (sampler/noise); null where it adds none. */
  readonly noiseMoment: number | null;
  /**
   * Moves `x` in place. All [tokens, channels] float32.
   * @param noise N(0, 1) of `noiseMoment`, null where that is null
   */
  advance(x: Float32Array, prediction: Float32Array, noise: Float32Array | null): void;
}

/** A family of diffusion processes. It knows nothing of the network (whose prediction type it expects) or of tokens. */
export interface NoiseSchedule {
  /** Most diffusion steps that a whole process can be cut into. */
  readonly maxSteps: number;
  /**
   * The `count` to give `steps` where a process begins at `startTime` and shall be cut as finely as one of `count` steps from
   * pure noise. May be a fraction.
   */
  stepsFrom(startTime: number, count: number): number;
  /**
   * The diffusion steps of one AR step, noisiest first.
   * @param count diffusion steps of the whole process, >= 1
   * @param startTime 0 = from pure noise; nearer 1 = closer to clean (each family says which steps that leaves)
   */
  steps(count: number, startTime: number): readonly DiffusionStep[];
  /** The range finished tokens are clamped to, or null. */
  readonly clamp: readonly [number, number] | null;
}

/** The range that finished tokens are clamped to, or null. */
export const clampSchema = z.tuple([z.number(), z.number()]).nullable();

/** One family: how a pack's manifest names and describes it (`kind` is a literal), and the schedule that this means. */
export interface NoiseScheduleFamily<Schema extends ZodObject> {
  readonly schema: Schema;
  create(settings: z.infer<Schema>): NoiseSchedule;
}
