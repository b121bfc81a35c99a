import type { CountedCalls } from './counted-calls.ts';
import { type KeyValueCache, tokenPositions } from './network.ts';
import type { DiffusionStep } from './noise-schedule/index.ts';
import type { ContextGuidance, Guidance, SampleRun } from './run.ts';

/** What predictions attend. Both caches grow by the same AR steps. */
export interface Contexts {
  /** Everything known and committed; batch [label], or [label, null] with label guidance. */
  readonly full: KeyValueCache;
  /** The same without label and context, batch 1: see `ContextGuidance`. Null without context guidance. */
  readonly bare: KeyValueCache | null;
}

export function releaseContexts({ full, bare }: Contexts): void {
  full.release();
  bare?.release();
}

/** The caches of a run before its first AR step: condition, then known tokens in one pass. */
export async function encodeContexts(calls: CountedCalls, run: SampleRun): Promise<Contexts> {
  const { label, guidance, contextGuidance } = run;
  const labels = guidance ? [label, guidance.nullLabel] : [label];
  const encode = async (of: number[], { tokens, values }: SampleRun['known']): Promise<KeyValueCache> => {
    const cache = await calls.encodeCondition(Int32Array.from(of));
    return tokens.length === 0 ? cache : appendTokens(calls, cache, values, tokenPositions(run.grid, tokens));
  };
  const full = await encode(labels, run.known);
  return {
    full,
    bare: contextGuidance && (await encode([contextGuidance.nullLabel], contextGuidance.kept)),
  };
}

/** Appends the finished tokens of an AR step to both caches. `values` [n, channels], `positions` [n, 2]. */
export async function appendToContexts(
  calls: CountedCalls,
  { full, bare }: Contexts,
  values: Float32Array,
  positions: Int32Array,
): Promise<Contexts> {
  return {
    full: await appendTokens(calls, full, values, positions),
    bare: bare && (await appendTokens(calls, bare, values, positions)),
  };
}

/**
 * The guided prediction for noisy tokens `x` [n, channels]: by the label, then by the context. The bare cache is shorter
 * than the full one, so the two predictions never fit into one batch.
 */
export async function predictGuided(
  calls: CountedCalls,
  { full, bare }: Contexts,
  { guidance, contextGuidance }: Pick<SampleRun, 'guidance' | 'contextGuidance'>,
  x: Float32Array,
  positions: Int32Array,
  step: DiffusionStep,
): Promise<Float32Array> {
  const time = step.networkTime;
  const batched = await calls.predict(full, repeatForBatch(x, full.batch), positions, time);
  const prediction = guidance ? guideByLabel(batched, guidance, time) : batched;
  if (!bare || !contextGuidance || !guidesContext(contextGuidance, step)) return prediction;
  return extrapolate(await calls.predict(bare, x, positions, time), prediction, contextGuidance.weight);
}

/** Whether context guidance applies at a diffusion step, and so a second prediction is made. */
export const guidesContext = (
  { interval }: Pick<ContextGuidance, 'interval'>,
  step: DiffusionStep,
): boolean => isWithin(interval, step.before.signal);

/** [2, n, channels] predictions of [label, null] -> the guided [n, channels]. */
function guideByLabel(batched: Float32Array, { scale, interval }: Guidance, time: number): Float32Array {
  const conditional = batched.subarray(0, batched.length / 2);
  if (!isWithin(interval, time)) return conditional;
  return extrapolate(batched.subarray(batched.length / 2), conditional, scale);
}

/** without + weight * (toward - without) */
const extrapolate = (without: Float32Array, toward: Float32Array, weight: number): Float32Array =>
  without.map((value, i) => value + weight * (toward[i]! - value));

const isWithin = ([low, high]: readonly [number, number], value: number): boolean =>
  value >= low && value < high;

const appendTokens = (
  calls: CountedCalls,
  cache: KeyValueCache,
  values: Float32Array,
  positions: Int32Array,
): Promise<KeyValueCache> => calls.append(cache, repeatForBatch(values, cache.batch), positions);

/** The same tokens for every entry of the batch: [n, channels] -> [batch, n, channels]. */
function repeatForBatch(tokens: Float32Array, batch: number): Float32Array {
  if (batch === 1) return tokens;
  const repeated = new Float32Array(tokens.length * batch);
  for (let entry = 0; entry < batch; entry += 1) repeated.set(tokens, entry * tokens.length);
  return repeated;
}
