import { countedCalls, type CountedCalls } from './counted-calls.ts';
import { appendToContexts, type Contexts, encodeContexts } from './guidance.ts';
import { type Network, tokenPositions } from './network.ts';
import type { SampleRun } from './run.ts';

/**
 * The caches of a run's beginning: condition, known tokens and the first `arSteps` AR steps. Variants share them; whoever
 * asked for them releases them after the last one (`releaseContexts`).
 */
export interface Prefix {
  readonly contexts: Contexts;
  readonly arSteps: number;
}

/**
 * The caches after condition, known tokens and `committed` AR steps, made by exactly the appends the run itself makes:
 * one per AR step, in order. Merging them would be a different function (earlier steps would see later ones).
 */
export async function encodePrefix(
  network: Network,
  run: SampleRun,
  committed: readonly Float32Array[] = [],
  cancelled?: () => boolean,
): Promise<Prefix & { readonly tokenEvaluations: number }> {
  const calls = countedCalls(network, cancelled);
  const contexts = await appendBeginning(calls, run, committed, undefined);
  return { contexts, arSteps: committed.length, tokenEvaluations: calls.tokenEvaluations() };
}

/** `encodePrefix` for the sampler itself: continues from a given prefix where there is one. */
export async function appendBeginning(
  calls: CountedCalls,
  run: SampleRun,
  committed: readonly Float32Array[],
  prefix: Prefix | undefined,
): Promise<Contexts> {
  let contexts = prefix?.contexts ?? (await encodeContexts(calls, run));
  for (let step = prefix?.arSteps ?? 0; step < committed.length; step += 1) {
    const positions = tokenPositions(run.grid, run.arSteps[step]!.tokens);
    contexts = await appendToContexts(calls, contexts, committed[step]!, positions);
  }
  return contexts;
}
