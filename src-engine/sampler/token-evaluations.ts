import type { NoiseSchedule } from './noise-schedule';

/** The size of a run, without its contents: what a plan knows before anything is encoded. */
export interface RunSize {
  readonly knownTokens: number;
  readonly arSteps: readonly { readonly tokens: number; readonly diffusionSteps: number }[];
  /** 0 where the run starts from pure noise. */
  readonly startTime: number;
  readonly guided: boolean;
}

/** Token evaluations, by what can be shared: variants pay `prefix` once and `own` each. */
export interface TokenEvaluations {
  /** The clean pass over known tokens. */
  readonly prefix: number;
  /** Diffusion steps, and the clean passes of finished AR steps (the last one needs none). */
  readonly own: number;
  /** Network calls of the same two; guidance runs both halves in one. The condition's own call counts to the prefix. */
  readonly prefixCalls: number;
  readonly ownCalls: number;
}

/** Exactly what `sample` will count; condition tokens, which cost the same for every run, are left out. */
export function countTokenEvaluations(schedule: NoiseSchedule, size: RunSize): TokenEvaluations {
  const batch = size.guided ? 2 : 1;
  let own = 0;
  let ownCalls = 0;
  size.arSteps.forEach(({ tokens, diffusionSteps }, step) => {
    const clean = step === size.arSteps.length - 1 ? 0 : 1;
    const calls = schedule.steps(diffusionSteps, size.startTime).length + clean;
    own += tokens * calls;
    ownCalls += calls;
  });
  return {
    prefix: batch * size.knownTokens,
    own: batch * own,
    prefixCalls: size.knownTokens > 0 ? 2 : 1,
    ownCalls,
  };
}
