import { batchLabels, repeatForBatch } from './batch.ts';
import { countedCalls, type CountedCalls } from './counted-calls.ts';
import type { KeyValueCache, Network } from './network.ts';
import { tokenPositions } from './positions.ts';
import type { SampleRun } from './run.ts';

/** The cache of a run's beginning: condition, known tokens and the first `arSteps` AR steps. Variants share it. */
export interface Prefix {
  readonly cache: KeyValueCache;
  readonly arSteps: number;
}

/**
 * The cache after condition, known tokens and `committed` AR steps, made by exactly the appends the run itself makes:
 * one per AR step, in order. Merging them would be a different function (earlier steps would see later ones).
 */
export async function encodePrefix(
  network: Network,
  run: SampleRun,
  committed: readonly Float32Array[] = [],
  cancelled?: () => boolean,
): Promise<Prefix & { readonly tokenEvaluations: number }> {
  const calls = countedCalls(network, cancelled);
  const cache = await appendBeginning(calls, run, committed, undefined);
  return { cache, arSteps: committed.length, tokenEvaluations: calls.tokenEvaluations() };
}

/** `encodePrefix` for the sampler itself: continues from a given prefix where there is one. */
export async function appendBeginning(
  calls: CountedCalls,
  run: SampleRun,
  committed: readonly Float32Array[],
  prefix: Prefix | undefined,
): Promise<KeyValueCache> {
  let cache = prefix?.cache ?? (await calls.encodeCondition(batchLabels(run)));
  if (!prefix && run.known.tokens.length > 0) {
    const values = repeatForBatch(run.known.values, cache.batch);
    cache = await calls.append(cache, values, tokenPositions(run.grid, run.known.tokens));
  }
  for (let step = prefix?.arSteps ?? 0; step < committed.length; step += 1) {
    const values = repeatForBatch(committed[step]!, cache.batch);
    cache = await calls.append(cache, values, tokenPositions(run.grid, run.arSteps[step]!.tokens));
  }
  return cache;
}
