import type { TokenGrid } from '#shared/geometry/token-grid.ts';
import type { NoiseSource } from './noise/normal-noise.ts';

/** One AR step: its tokens (indices on the grid, in order) and how many diffusion steps they get (effort per region). */
export interface ArStep {
  readonly tokens: Int32Array;
  readonly diffusionSteps: number;
}

/** Classifier-free guidance: prediction = null + scale * (conditional - null) while the time lies in [low, high). */
export interface Guidance {
  readonly scale: number;
  readonly nullLabel: number;
  /** In what the network is given: original timesteps (DDPM) or t (rectified flow). */
  readonly interval: readonly [number, number];
}

/** Hook `start`: refine what is there instead of starting from pure noise (coarse to fine). */
export interface StartFrom {
  /** Clean tokens of the whole grid, [tokens, channels]. */
  readonly clean: Float32Array;
  /** In [0, 1): 0 = pure noise. See each family's `startTime`. */
  readonly time: number;
}

/** Hook `constrain`: re-impose known numbers of partly masked tokens at every step. */
export interface Constraint {
  /** Clean known numbers of the whole grid, [tokens, channels]; anything where the mask is 0. */
  readonly known: Float32Array;
  /** 1 = known, 0 = free. [tokens, channels] */
  readonly mask: Float32Array;
}

/** One window to sample: everything but the network and the noise schedule. Plain data but for the noise. */
export interface SampleRun {
  readonly grid: TokenGrid;
  readonly label: number;
  /** Null = conditional only, batch 1. */
  readonly guidance: Guidance | null;
  /** Known tokens (indices) and their clean values [tokens.length, channels], appended in one pass. May be empty. */
  readonly known: { readonly tokens: Int32Array; readonly values: Float32Array };
  readonly arSteps: readonly ArStep[];
  readonly noise: NoiseSource;
  readonly start: StartFrom | null;
  readonly constrain: Constraint | null;
}

/**
 * Everything that was decided so far: with the run, pack and device it determines the rest bit for bit. Values are
 * [tokens of the step, channels] float32.
 */
export interface SamplerState {
  /** Finished tokens of each committed AR step. */
  readonly committed: readonly Float32Array[];
  /** The AR step in progress: noisy tokens after `diffusionStep` diffusion steps. Null between AR steps. */
  readonly current: { readonly diffusionStep: number; readonly noisy: Float32Array } | null;
}

/** Nothing decided yet. */
export const initialState: SamplerState = { committed: [], current: null };

/** The state another turn branches from: what was committed before AR step `step`. */
export const stateBefore = (state: SamplerState, step: number): SamplerState => ({
  committed: state.committed.slice(0, step),
  current: null,
});

/** Guidance at a scale that does something; null at 1 and below, where half the work would be for nothing. */
export const guidanceAt = (
  scale: number,
  nullLabel: number,
  interval: readonly [number, number],
): Guidance | null => (scale > 1 ? { scale, nullLabel, interval } : null);
