import type { TokenGrid } from '#shared/geometry/token-grid.ts';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import { Cancelled } from '#shared/errors.ts';
import { keepLowFrequencies } from '#engine/imaging/blend/keep-low-frequencies.ts';
import type { FloatImage } from '#engine/imaging/resample.ts';
import type { OpenedPack } from '#engine/inference/inference.ts';
import { toPatches } from '#engine/inference/tokeniser.ts';
import { solveMembrane } from '#engine/imaging/blend/membrane.ts';
import { gatherTokens } from '#engine/sampler/hooks.ts';
import { keyedNoise } from '#engine/sampler/noise/normal-noise.ts';
import { encodePrefix, type Prefix } from '#engine/sampler/prefix.ts';
import { type CleanTokens, guidanceAt, type SampleRun, type SamplerState } from '#engine/sampler/run.ts';
import { sample, type SampleProgress } from '#engine/sampler/sample.ts';
import {
  commitTokens,
  type LevelCanvas,
  pixelKnown,
  pixelOpen,
  windowPicture,
  windowState,
} from './level-canvas.ts';
import { isGuidedByContext, type PassSegment, type PlannedPass } from '#engine/editing/plan/plan-pass.ts';
import { numbersOf } from '#engine/editing/plan/effort.ts';

/** In pixels of the finer level: the coarser one has no detail below two of its own. */
const keptRadius = 4;

/** What a pass needs beside its canvas. */
export interface PassOptions {
  /** The seed of the variant; inherited segments have their own. */
  readonly seed: number;
  readonly labelOf: (settings: RunSettings) => number;
  /** What is decided already. */
  readonly state: SamplerState;
  readonly cancelled: () => boolean;
  /** Encodings that variants share, by pass; null for a single variant. */
  readonly prefixes: Map<number, Prefix> | null;
  /** @param evaluations of the pass so far */
  readonly onDiffusionStep: (progress: SampleProgress, evaluations: number) => void;
  /** @param picture the window with the tokens committed so far; asked for only where it is shown */
  readonly onCommitted: (progress: SampleProgress, picture: () => Promise<FloatImage>) => Promise<void>;
  readonly addSeconds: (phase: 'encode' | 'sample' | 'decode', seconds: number) => void;
  readonly now: () => number;
}

/** What a pass decided, and what that cost. */
export interface PassResult {
  readonly state: SamplerState;
  readonly evaluations: number;
}

/**
 * Runs what is undecided of one window, segment by segment, and writes all its tokens into the canvas: those of a window
 * that is decided are only decoded. @throws Cancelled
 */
export async function runPass(
  model: OpenedPack,
  canvas: LevelCanvas,
  pass: PlannedPass,
  options: PassOptions,
): Promise<PassResult> {
  const { manifest, network, schedule, tokeniser } = model;
  // Tokens that are pixels: the known pixels of a partly masked one can be re-imposed.
  const pixelTokens = manifest.autoencoder === null;
  const { tokenPixels, channels } = manifest;
  const { grid, window } = pass;
  const started = options.now();
  const picture = windowPicture(canvas, window, tokenPixels);
  const pixels = windowState(canvas, window, tokenPixels);
  if (!pixelTokens && pass.startTime === 0) smoothOpenPixels(picture, pixels);
  const tokens = await tokeniser.tokenise(picture.data, grid);
  const cleanTokens = (indices: readonly number[]): CleanTokens => {
    const chosen = Int32Array.from(indices);
    return { tokens: chosen, values: gatherTokens(tokens, chosen, channels) };
  };
  const known = cleanTokens(pass.known);
  const kept = cleanTokens(pass.made);
  const arSteps = arStepsOf(pass);
  const runOf = (segment: PassSegment): SampleRun => ({
    grid,
    label: options.labelOf(segment.settings),
    guidance: guidanceAt(
      segment.settings.guidance,
      manifest.nullLabel,
      numbersOf(segment.settings, manifest).guidanceInterval,
    ),
    contextGuidance: isGuidedByContext(pass, segment.settings)
      ? {
          weight: segment.settings.contextGuidance,
          nullLabel: manifest.nullLabel,
          interval: segment.settings.contextGuidanceInterval,
          kept,
        }
      : null,
    known,
    arSteps: arSteps.slice(0, segment.until),
    noise: keyedNoise({
      seed: segment.inherited ? segment.settings.seed : options.seed,
      level: pass.latticeLevel,
      row: window.row,
      column: window.column,
      columns: grid.columns,
    }),
    start: pass.startTime > 0 ? { clean: tokens, time: pass.startTime } : null,
    constrain: pixelTokens ? { known: tokens, mask: knownPixelMask(pixels, grid, tokenPixels) } : null,
  });
  options.addSeconds('encode', options.now() - started);

  const values = tokens.slice();
  const place = (committed: Float32Array, step: number): void =>
    arSteps[step]!.tokens.forEach((token, index) => {
      values.set(committed.subarray(index * channels, (index + 1) * channels), token * channels);
    });
  let decodeSeconds = 0;
  const decode = async (): Promise<FloatImage> => {
    const began = options.now();
    const data = await tokeniser.assemble(values, grid);
    decodeSeconds += options.now() - began;
    return { ...picture, data };
  };

  const samplingStarted = options.now();
  let { state } = options;
  let evaluations = 0;
  state.committed.forEach(place);
  for (const segment of pass.segments) {
    if (state.committed.length >= segment.until) continue;
    const run = runOf(segment);
    let prefix = segment.inherited ? undefined : options.prefixes?.get(pass.index);
    if (!prefix && !segment.inherited && options.prefixes && pass.prefixIsShared) {
      const shared = state.committed.slice(0, pass.segments.at(-2)?.until ?? 0);
      const encoded = await encodePrefix(network, run, shared, options.cancelled);
      options.prefixes.set(pass.index, encoded);
      evaluations += encoded.tokenEvaluations;
      prefix = encoded;
    }
    const before = evaluations;
    const result = await sample(network, schedule, run, {
      state,
      ...(prefix ? { prefix } : {}),
      cancelled: options.cancelled,
      onDiffusionStep: (progress) => options.onDiffusionStep(progress, before + progress.tokenEvaluations),
      onCommitted: async (step, committed, progress) => {
        place(committed, step);
        await options.onCommitted(progress, decode);
      },
    });
    state = result.state;
    evaluations += result.tokenEvaluations;
  }
  options.addSeconds('sample', options.now() - samplingStarted - decodeSeconds);
  if (options.cancelled()) throw new Cancelled();

  const decodingStarted = options.now() - decodeSeconds;
  const made = { ...picture, data: await tokeniser.assemble(values, grid) };
  // A decoder may overshoot; pixel tokens were clamped by the sampler.
  if (!pixelTokens) made.data.forEach((value, i) => (made.data[i] = Math.min(1, Math.max(-1, value))));
  if (pass.startTime > 0)
    keepLowFrequencies(made, picture, madePixels(pass, pixels, tokenPixels), keptRadius);
  commitTokens(canvas, window, tokenPixels, pass.order, made);
  options.addSeconds('decode', options.now() - decodingStarted);
  return { state, evaluations };
}

function arStepsOf(pass: PlannedPass): SampleRun['arSteps'] {
  let at = 0;
  return pass.arStepSizes.map((size, step) => ({
    tokens: Int32Array.from(pass.order.slice(at, (at += size))),
    diffusionSteps: pass.diffusionSteps[step]!,
  }));
}

/** 1 for every number of a token that comes from a known pixel. [tokens, channels] */
function knownPixelMask(state: Uint8Array, grid: TokenGrid, tokenPixels: number): Float32Array {
  const mask = new Float32Array(state.length * 3);
  for (let pixel = 0; pixel < state.length; pixel++)
    if (state[pixel] === pixelKnown) mask.fill(1, pixel * 3, pixel * 3 + 3);
  return toPatches(mask, grid, tokenPixels, 3);
}

/** 1 for the open pixels of the tokens a pass makes. */
function madePixels(pass: PlannedPass, state: Uint8Array, tokenPixels: number): Uint8Array {
  const width = pass.grid.columns * tokenPixels;
  const targets = new Set(pass.order);
  return state.map((value, pixel) => {
    const token =
      Math.floor(pixel / width / tokenPixels) * pass.grid.columns + Math.floor((pixel % width) / tokenPixels);
    return value === pixelOpen && targets.has(token) ? 1 : 0;
  });
}

/** An autoencoder looks across token borders: give it a smooth continuation instead of mid grey where nothing is known yet. */
function smoothOpenPixels(picture: FloatImage, state: Uint8Array): void {
  const unknown = state.map((value) => (value === pixelKnown ? 0 : 1));
  if (!unknown.includes(0)) return;
  solveMembrane({
    width: picture.width,
    height: picture.height,
    channels: 3,
    values: picture.data,
    unknown,
    laplacian: null,
  });
}
