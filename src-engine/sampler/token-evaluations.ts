import { guidesContext } from './guidance.ts';
import type { NoiseSchedule } from './noise-schedule/index.ts';
import type { ContextGuidance } from './run.ts';

/** The size of a run, without its contents: what a plan knows before anything is encoded. */
export interface RunSize {
  readonly knownTokens: number;
  readonly arSteps: readonly { readonly tokens: number; readonly diffusionSteps: number }[];
  /** 0 where the run starts from pure noise. */
  readonly startTime: number;
  /** By the label. */
  readonly guided: boolean;
  /** Null = none. `keptTokens` of the known ones stay without context. */
  readonly contextGuidance: (Pick<ContextGuidance, 'interval'> & { readonly keptTokens: number }) | null;
  /** How much is decided already: AR steps committed, and diffusion steps of the next one; nothing where left out. */
  readonly decided?: { readonly arSteps: number; readonly diffusionSteps: number };
}

/** Token evaluations, by what can be shared: variants pay `prefix` once and `own` each. */
export interface TokenEvaluations {
  /** The clean passes over known tokens and over the AR steps that are committed already. */
  readonly prefix: number;
  /** Diffusion steps, and the clean passes of finished AR steps (the last one needs none). */
  readonly own: number;
  /**
   * Network calls of the same two. Label guidance runs both halves in one call, context guidance makes calls of its own;
   * those of the condition count to the prefix.
   */
  readonly prefixCalls: number;
  readonly ownCalls: number;
}

/** Exactly what `sample` will count; condition tokens, which cost the same for every run, are left out. */
export function countTokenEvaluations(schedule: NoiseSchedule, size: RunSize): TokenEvaluations {
  const { knownTokens, arSteps, startTime, contextGuidance } = size;
  const decided = size.decided ?? { arSteps: 0, diffusionSteps: 0 };
  if (decided.arSteps === arSteps.length) return { prefix: 0, own: 0, prefixCalls: 0, ownCalls: 0 };
  const batch = size.guided ? 2 : 1;
  const count = { prefix: 0, own: 0, prefixCalls: 0, ownCalls: 0 };
  const pay = (payer: 'prefix' | 'own', calls: number, tokensPerCall: number): void => {
    count[payer] += calls * tokensPerCall;
    count[`${payer}Calls`] += calls;
  };
  /** A clean pass goes into both caches. */
  const payClean = (payer: 'prefix' | 'own', tokens: number, bareTokens = tokens): void => {
    if (tokens > 0) pay(payer, 1, batch * tokens);
    if (contextGuidance && bareTokens > 0) pay(payer, 1, bareTokens);
  };
  pay('prefix', contextGuidance ? 2 : 1, 0);
  payClean('prefix', knownTokens, contextGuidance?.keptTokens);
  arSteps.forEach(({ tokens, diffusionSteps }, step) => {
    if (step < decided.arSteps) return payClean('prefix', tokens);
    const before = step === decided.arSteps ? decided.diffusionSteps : 0;
    const left = schedule.steps(diffusionSteps, startTime).slice(before);
    pay('own', left.length, batch * tokens);
    if (contextGuidance)
      pay('own', left.filter((each) => guidesContext(contextGuidance, each)).length, tokens);
    if (step < arSteps.length - 1) payClean('own', tokens);
  });
  return count;
}
