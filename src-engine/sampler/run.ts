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

/** Tokens (indices on the grid) with their clean values [tokens.length, channels]. */
export interface CleanTokens {
  readonly tokens: Int32Array;
  readonly values: Float32Array;
}

/**
 * Context guidance: prediction = bare + weight * (prediction - bare), where `bare` is the network's prediction for the same
 * noisy tokens without label and context. Context are the known tokens that the run did not make. Guiding the prediction
 * of the noise or of the clean tokens is the same, since the one is affine in the other. With label guidance the label
 * comes first: its direction is followed weight * scale, the context's weight.
 */
export interface ContextGuidance {
  /** Above 1. */
  readonly weight: number;
  readonly nullLabel: number;
  /** Guided while the signal's share of the noisy tokens lies in [low, high): 0 = pure noise, 1 = clean. */
  readonly interval: readonly [number, number];
  /** Those of the known tokens that earlier windows of the run made: they stay. */
  readonly kept: CleanTokens;
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
  /** By the label. Null = conditional only, batch 1. */
  readonly guidance: Guidance | null;
  /** Null = the context is attended as it is, by one prediction. */
  readonly contextGuidance: ContextGuidance | null;
  /** Appended in one pass. May be empty. */
  readonly known: CleanTokens;
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
