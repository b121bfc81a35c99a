import type { NoiseLevel } from './noise-schedule/index.ts';
import type { Constraint } from './run.ts';

/** The rows of `values` [tokens of the grid, channels] that belong to `tokens`, in their order. */
export function gatherTokens(values: Float32Array, tokens: Int32Array, channels: number): Float32Array {
  const gathered = new Float32Array(tokens.length * channels);
  tokens.forEach((token, index) => {
    gathered.set(values.subarray(token * channels, (token + 1) * channels), index * channels);
  });
  return gathered;
}

/** signal * clean + noise * N(0, 1): clean numbers as they look at a noise level. */
export function noised(clean: Float32Array, noise: Float32Array, level: NoiseLevel): Float32Array {
  return clean.map((value, index) => level.signal * value + level.noise * noise[index]!);
}

/**
 * The constrain hook for the tokens of one AR step: x = mask * noised(known) + (1 - mask) * x, always with the
 * tokens' INITIAL noise, so that known numbers follow one straight path and are exact at the clean end.
 */
export function constrainTo(
  constraint: Constraint | null,
  tokens: Int32Array,
  initialNoise: Float32Array,
  channels: number,
): (x: Float32Array, level: NoiseLevel) => void {
  if (!constraint) return () => undefined;
  const known = gatherTokens(constraint.known, tokens, channels);
  const mask = gatherTokens(constraint.mask, tokens, channels);
  return (x, level) => {
    for (let i = 0; i < x.length; i += 1) {
      const share = mask[i]!;
      if (share === 0) continue;
      const imposed = level.signal * known[i]! + level.noise * initialNoise[i]!;
      x[i] = share * imposed + (1 - share) * x[i]!;
    }
  };
}

/** Clamps in place. */
export function clampTo(x: Float32Array, range: readonly [number, number] | null): void {
  if (!range) return;
  const [low, high] = range;
  for (let i = 0; i < x.length; i += 1) x[i] = Math.min(high, Math.max(low, x[i]!));
}
