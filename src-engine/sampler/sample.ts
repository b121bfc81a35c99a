import { countedCalls, type CountedCalls } from './counted-calls.ts';
import { appendToContexts, predictGuided } from './guidance.ts';
import { clampTo, constrainTo, gatherTokens, noised } from './hooks.ts';
import { type Network, tokenPositions } from './network.ts';
import { initialMoment } from './noise/normal-noise.ts';
import type { NoiseLevel, NoiseSchedule } from './noise-schedule/index.ts';
import { appendBeginning, type Prefix } from './prefix.ts';
import { initialState, type SampleRun, type SamplerState } from './run.ts';

/** Where the sampler stands, between two network calls. */
export interface SampleProgress {
  readonly arStep: number;
  /** Diffusion steps done of this AR step. */
  readonly diffusionStep: number;
  readonly diffusionSteps: number;
  /** Token evaluations since this call began, clean passes included. */
  readonly tokenEvaluations: number;
  /** A copy of the state to save: continuing from it gives the same bits. */
  readonly snapshot: () => SamplerState;
}

/** How a run is watched, stopped and continued. */
export interface SampleOptions {
  /** Continue from here; the beginning where it is left out. */
  readonly state?: SamplerState;
  /** A cache made by `encodePrefix` for the same beginning (same label, guidance, known tokens, committed steps). */
  readonly prefix?: Prefix;
  /** Asked between network calls; true ends the run with `Cancelled`. */
  readonly cancelled?: () => boolean;
  readonly onDiffusionStep?: (progress: SampleProgress) => void;
  /** Finished tokens of an AR step, as soon as they are final; the run waits for what is returned. [tokens of the step, channels] */
  readonly onCommitted?: (
    arStep: number,
    values: Float32Array,
    progress: SampleProgress,
  ) => void | Promise<void>;
}

/** What a finished run decided, and what it cost. */
export interface SampleResult {
  readonly state: SamplerState;
  readonly tokenEvaluations: number;
}

/**
 * Causal diffusion sampling (arXiv 2412.12095; docs/method.md, section 2): for each AR step, for each diffusion step; then
 * the finished tokens are appended to the cache, which diffusion only ever reads. guidance.ts says what is predicted.
 * @throws Cancelled when `cancelled` says so; whatever the network throws
 */
export async function sample(
  network: Network,
  schedule: NoiseSchedule,
  run: SampleRun,
  options: SampleOptions = {},
): Promise<SampleResult> {
  const calls = countedCalls(network, options.cancelled);
  try {
    return await sampleWith(calls, network.channels, schedule, run, options);
  } finally {
    calls.release();
  }
}

async function sampleWith(
  calls: CountedCalls,
  channels: number,
  schedule: NoiseSchedule,
  run: SampleRun,
  options: SampleOptions,
): Promise<SampleResult> {
  const committed = [...(options.state ?? initialState).committed];
  let resumed = (options.state ?? initialState).current;
  if (committed.length === run.arSteps.length)
    return { state: { committed, current: null }, tokenEvaluations: 0 };

  let contexts = await appendBeginning(calls, run, committed, options.prefix);
  for (let step = committed.length; step < run.arSteps.length; step += 1) {
    const { tokens, diffusionSteps } = run.arSteps[step]!;
    const positions = tokenPositions(run.grid, tokens);
    const steps = schedule.steps(diffusionSteps, run.start?.time ?? 0);
    const initialNoise = run.noise.noise(tokens, initialMoment, channels);
    const constrain = constrainTo(run.constrain, tokens, initialNoise, channels);

    const first = resumed?.diffusionStep ?? 0;
    const x = resumed?.noisy.slice() ?? startingTokens(run, tokens, initialNoise, steps[0]!.before, channels);
    if (!resumed) constrain(x, steps[0]!.before);
    resumed = null;
    const progress = (diffusionStep: number): SampleProgress => ({
      arStep: step,
      diffusionStep,
      diffusionSteps: steps.length,
      tokenEvaluations: calls.tokenEvaluations(),
      snapshot: () => ({ committed: [...committed], current: { diffusionStep, noisy: x.slice() } }),
    });

    for (let index = first; index < steps.length; index += 1) {
      const diffusion = steps[index]!;
      const prediction = await predictGuided(calls, contexts, run, x, positions, diffusion);
      const moment = diffusion.noiseMoment;
      diffusion.advance(x, prediction, moment === null ? null : run.noise.noise(tokens, moment, channels));
      if (index === steps.length - 1) clampTo(x, schedule.clamp);
      constrain(x, diffusion.after);
      options.onDiffusionStep?.(progress(index + 1));
    }

    committed.push(x);
    await options.onCommitted?.(step, x, {
      ...progress(steps.length),
      snapshot: () => ({ committed: committed.slice(0, step + 1), current: null }),
    });
    const last = step === run.arSteps.length - 1;
    if (!last) contexts = await appendToContexts(calls, contexts, x, positions);
  }
  return { state: { committed, current: null }, tokenEvaluations: calls.tokenEvaluations() };
}

/** Hook `start`: pure noise, or what is there mixed with its noise to the first step's level. */
function startingTokens(
  run: SampleRun,
  tokens: Int32Array,
  initialNoise: Float32Array,
  level: NoiseLevel,
  channels: number,
): Float32Array {
  if (!run.start) return initialNoise.slice();
  return noised(gatherTokens(run.start.clean, tokens, channels), initialNoise, level);
}
