import type { NoiseSchedule } from './noise-schedule/index.ts';

/** The size of a run, without its contents: what a plan knows before anything is encoded. */
export interface RunSize {
  readonly knownTokens: number;
  readonly arSteps: readonly { readonly tokens: number; readonly diffusionSteps: number }[];
  /** 0 where the run starts from pure noise. */
  readonly startTime: number;
  readonly guided: boolean;
  /** How much is decided already: AR steps committed, and diffusion steps of the next one; nothing where left out. */
  readonly decided?: { readonly arSteps: number; readonly diffusionSteps: number };
}

/** Token evaluations, by what can be shared: variants pay `prefix` once and `own` each. */
export interface TokenEvaluations {
  /** The clean passes over known tokens and over the AR steps that are committed already. */
  readonly prefix: number;
  /** Diffusion steps, and the clean passes of finished AR steps (the last one needs none). */
  readonly own: number;
  /** Network calls of the same two; guidance runs both halves in one. The condition's own call counts to the prefix. */
  readonly prefixCalls: number;
  readonly ownCalls: number;
}

/** Exactly what `sample` will count; condition tokens, which cost the same for every run, are left out. */
export function countTokenEvaluations(schedule: NoiseSchedule, size: RunSize): TokenEvaluations {
  const decided = size.decided ?? { arSteps: 0, diffusionSteps: 0 };
  if (decided.arSteps === size.arSteps.length) return { prefix: 0, own: 0, prefixCalls: 0, ownCalls: 0 };
  const batch = size.guided ? 2 : 1;
  let prefix = size.knownTokens;
  let own = 0;
  let ownCalls = 0;
  size.arSteps.forEach(({ tokens, diffusionSteps }, step) => {
    if (step < decided.arSteps) {
      prefix += tokens;
      return;
    }
    const clean = step === size.arSteps.length - 1 ? 0 : 1;
    const before = step === decided.arSteps ? decided.diffusionSteps : 0;
    const calls = schedule.steps(diffusionSteps, size.startTime).length - before + clean;
    own += tokens * calls;
    ownCalls += calls;
  });
  return {
    prefix: batch * prefix,
    own: batch * own,
    prefixCalls: 1 + (size.knownTokens > 0 ? 1 : 0) + decided.arSteps,
    ownCalls,
  };
}
