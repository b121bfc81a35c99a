import { z } from 'zod';
import {
  clampSchema,
  type DiffusionStep,
  type NoiseLevel,
  type NoiseScheduleFamily,
} from './noise-schedule.ts';

const schema = z.object({
  kind: z.literal('ddpm'),
  /** Original steps the network was trained with (1000). */
  steps: z.number().int().min(1).max(100_000),
  /** Betas are linear between these, in float64. */
  betaStart: z.number().gt(0).lt(1),
  betaEnd: z.number().gt(0).lt(1),
  variance: z.literal('fixed-large'),
  clamp: clampSchema,
});
type DdpmSettings = z.infer<typeof schema>;

/**
 * DDPM with noise prediction, linear betas, respacing and the "fixed large" variance (docs/method.md, section 3).
 * `startTime` s keeps the last round((1 - s) * count) of the respaced steps, at least one.
 */
export const ddpm: NoiseScheduleFamily<typeof schema> = {
  schema,
  create(settings) {
    // Planning asks for no steps.
    let shares: Float64Array | null = null;
    return {
      clamp: settings.clamp,
      maxSteps: settings.steps,
      // `steps` leaves out itself what lies before the start.
      stepsFrom: (_, count) => count,
      steps(count, startTime) {
        const signalShares = (shares ??= cumulativeSignal(settings));
        const kept = respacedTimesteps(settings.steps, count);
        const remaining = Math.max(1, Math.round((1 - startTime) * kept.length));
        return Array.from({ length: remaining }, (_, index) => {
          const at = remaining - 1 - index;
          return ddpmStep(kept[at]!, signalShares[kept[at]!]!, at === 0 ? 1 : signalShares[kept[at - 1]!]!);
        });
      },
    };
  },
};

/** alpha-bar of every original timestep. */
function cumulativeSignal({ steps, betaStart, betaEnd }: DdpmSettings): Float64Array {
  const shares = new Float64Array(steps);
  let product = 1;
  for (let step = 0; step < steps; step += 1) {
    product *= 1 - (betaStart + ((betaEnd - betaStart) * step) / Math.max(1, steps - 1));
    shares[step] = product;
  }
  return shares;
}

/**
 * The original timesteps that `count` respaced steps keep, ascending: round-half-to-even of a running float64 sum of
 * (steps - 1) / (count - 1) from 0. One step, which the published code cannot do, starts at the last timestep.
 */
export function respacedTimesteps(steps: number, count: number): number[] {
  const wanted = Math.min(count, steps);
  if (wanted === 1) return [steps - 1];
  const stride = (steps - 1) / (wanted - 1);
  let sum = 0;
  return Array.from({ length: wanted }, () => {
    const kept = roundHalfToEven(sum);
    sum += stride;
    return kept;
  });
}

function roundHalfToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}

/**
 * From alpha-bar `share` to `nextShare` (1 = clean). x0 = (x - sqrt(1 - share) eps) / sqrt(share); the mean of
 * q(x_next | x, x0) plus noise of variance beta. The clean end adds none, so the "fixed large" rule's special first
 * variance is never used, and a single step returns x0 itself.
 */
function ddpmStep(timestep: number, share: number, nextShare: number): DiffusionStep {
  const beta = 1 - share / nextShare;
  const cleanWeight = (beta * Math.sqrt(nextShare)) / (1 - share);
  const stateWeight = ((1 - nextShare) * Math.sqrt(1 - beta)) / (1 - share);
  const perSignal = Math.sqrt(1 / share);
  const noisePerSignal = Math.sqrt(1 / share - 1);
  const deviation = Math.sqrt(beta);
  const adds = nextShare < 1;
  return {
    networkTime: timestep,
    before: levelOf(share),
    after: levelOf(nextShare),
    noiseMoment: adds ? timestep : null,
    advance(x, prediction, noise) {
      for (let i = 0; i < x.length; i += 1) {
        const clean = perSignal * x[i]! - noisePerSignal * prediction[i]!;
        x[i] = cleanWeight * clean + stateWeight * x[i]! + (noise ? deviation * noise[i]! : 0);
      }
    },
  };
}

const levelOf = (share: number): NoiseLevel => ({ signal: Math.sqrt(share), noise: Math.sqrt(1 - share) });
