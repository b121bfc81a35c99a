import type { TokenGrid } from '../../src-shared/geometry/token-grid';
import { Cancelled } from '../../src-shared/contract/errors';
import { keepLowFrequencies } from '../imaging/blend';
import type { FloatImage } from '../imaging/resample';
import type { OpenedPack } from '../inference/inference';
import { toPatches } from '../inference/patches';
import { solveMembrane } from '../imaging/exemplar/membrane';
import { gatherTokens } from '../sampler/hooks';
import { keyedNoise } from '../sampler/noise/normal-noise';
import { encodePrefix, type Prefix } from '../sampler/prefix';
import type { SampleRun } from '../sampler/run';
import { sample, type SampleProgress } from '../sampler/sample';
import {
  commitTokens,
  type LevelCanvas,
  pixelKnown,
  pixelOpen,
  windowPicture,
  windowState,
} from './level-canvas';
import type { PlannedPass } from './plan-edit';

/** In pixels of the finer level: the coarser one has no detail below two of its own. */
const keptRadius = 4;

/** What a pass needs beside its canvas. */
export interface PassOptions {
  readonly seed: number;
  readonly label: number;
  /** 1 = none. */
  readonly guidance: number;
  readonly cancelled: () => boolean;
  /** Encodings of known tokens that variants share, by pass. */
  readonly prefixes: Map<PlannedPass, Prefix> | null;
  readonly onEvaluations: (evaluations: number, step: number) => void;
  /** The window's picture with the tokens committed so far; asked for only where a preview is due. */
  readonly onCommitted: (step: number, picture: () => Promise<FloatImage>) => Promise<void>;
  readonly addSeconds: (phase: 'encode' | 'sample' | 'decode', seconds: number) => void;
  readonly now: () => number;
}

/** Runs one window and writes its tokens into the canvas. @returns token evaluations @throws Cancelled */
export async function runPass(
  model: OpenedPack,
  canvas: LevelCanvas,
  pass: PlannedPass,
  options: PassOptions,
): Promise<number> {
  const { manifest, network, tokeniser } = model;
  // Tokens that are pixels: the known pixels of a partly masked one can be re-imposed.
  const pixelTokens = manifest.autoencoder === null;
  const { tokenPixels } = manifest;
  const { grid, window } = pass;
  const started = options.now();
  const picture = windowPicture(canvas, window, tokenPixels);
  const state = windowState(canvas, window, tokenPixels);
  if (!pixelTokens && pass.startTime === 0) smoothOpenPixels(picture, state);
  const tokens = await tokeniser.tokenise(picture.data, grid);
  const knownTokens = Int32Array.from(pass.known);
  const run: SampleRun = {
    grid,
    label: options.label,
    guidance:
      options.guidance > 1
        ? {
            scale: options.guidance,
            nullLabel: manifest.nullLabel,
            interval: manifest.defaults.guidanceInterval,
          }
        : null,
    known: { tokens: knownTokens, values: gatherTokens(tokens, knownTokens, manifest.channels) },
    arSteps: stepsOf(pass),
    noise: keyedNoise({
      seed: options.seed,
      level: pass.latticeLevel,
      row: window.row,
      column: window.column,
      columns: grid.columns,
    }),
    start: pass.startTime > 0 ? { clean: tokens, time: pass.startTime } : null,
    constrain: pixelTokens ? { known: tokens, mask: knownPixelMask(state, grid, tokenPixels) } : null,
  };
  options.addSeconds('encode', options.now() - started);

  const samplingStarted = options.now();
  let evaluations = 0;
  let prefix = options.prefixes?.get(pass);
  if (!prefix && options.prefixes && pass.knownIsPhoto) {
    const encoded = await encodePrefix(network, run, [], options.cancelled);
    options.prefixes.set(pass, encoded);
    evaluations += encoded.tokenEvaluations;
    prefix = encoded;
  }
  const values = tokens.slice();
  const decoded = async (): Promise<FloatImage> => ({
    ...picture,
    data: await tokeniser.assemble(values, grid),
  });
  const previews: Promise<void>[] = [];
  const result = await sample(network, model.schedule, run, {
    ...(prefix ? { prefix } : {}),
    cancelled: options.cancelled,
    onDiffusionStep: (progress: SampleProgress) =>
      options.onEvaluations(evaluations + progress.tokenEvaluations, progress.arStep),
    onCommitted: (step, committed, progress) => {
      run.arSteps[step]!.tokens.forEach((token, index) => {
        values.set(
          committed.subarray(index * manifest.channels, (index + 1) * manifest.channels),
          token * manifest.channels,
        );
      });
      options.onEvaluations(evaluations + progress.tokenEvaluations, step);
      // A preview that fails is only missing; the run's own decode says what is wrong.
      previews.push(options.onCommitted(step, decoded).catch(() => undefined));
    },
  });
  await Promise.all(previews);
  evaluations += result.tokenEvaluations;
  options.addSeconds('sample', options.now() - samplingStarted);
  if (options.cancelled()) throw new Cancelled();

  const decodingStarted = options.now();
  const made = await decoded();
  // A decoder may overshoot; pixel tokens were clamped by the sampler.
  if (!pixelTokens) made.data.forEach((value, i) => (made.data[i] = Math.min(1, Math.max(-1, value))));
  if (pass.startTime > 0) keepLowFrequencies(made, picture, madePixels(pass, state, tokenPixels), keptRadius);
  commitTokens(canvas, window, tokenPixels, pass.order, made);
  options.addSeconds('decode', options.now() - decodingStarted);
  return evaluations;
}

function stepsOf(pass: PlannedPass): SampleRun['arSteps'] {
  let at = 0;
  return pass.arStepSizes.map((size) => ({
    tokens: Int32Array.from(pass.order.slice(at, (at += size))),
    diffusionSteps: pass.diffusionSteps,
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
