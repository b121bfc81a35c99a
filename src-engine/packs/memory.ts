import { gridTokenCount } from '#shared/geometry/token-grid.ts';
import { TesseraError } from '#shared/errors.ts';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import { text } from '#shared/text/text.ts';
import type { PackManifest } from './manifest.ts';

/** Bytes of float32 numbers. */
const float = 4;
/** Vectors of the network's width that a block holds at once per token: its input, qkv, expanded feed-forward, results. */
const vectorsPerToken = 16;
/** Pictures of the autoencoder's base width that its last level holds at once, and that width. */
const picturesAtOnce = 6;
const pictureChannels = 128;
/** What the process needs beside the network and the area that is filled: the runtime, the photo, ONNX Runtime's own buffers. */
const fixedBytes = 350 << 20;

/** What of a manifest says how large it is. */
type SizedPack = Pick<
  PackManifest,
  | 'width'
  | 'heads'
  | 'depth'
  | 'conditionTokens'
  | 'precision'
  | 'autoencoder'
  | 'window'
  | 'tokenPixels'
  | 'files'
>;

/** What of a run's settings decides how many sequences it computes with. */
type Guidances = Pick<RunSettings, 'guidance' | 'contextGuidance'>;

/** What decides how much memory a run takes. */
export interface RunNeeds extends Guidances, Partial<Pick<RunSettings, 'detail'>> {
  /** Bytes for the pixels of the area that is filled and what is looked at around it; absent = none. */
  readonly pictureBytes?: number;
}

/** What a run needs beyond what the process has already, in bytes. */
export interface MemoryEstimate {
  /** Weights as the CPU computes with them: float16 is widened when it is loaded, int8 stays. */
  readonly weights: number;
  /** Keys and values of a full window, old and new. */
  readonly cache: number;
  readonly activations: number;
  readonly total: number;
}

/** Estimates the memory of a run on the CPU before anything is loaded. */
export function estimateRunMemory(manifest: SizedPack, guidances: Guidances): MemoryEstimate {
  const { precision, autoencoder } = manifest;
  const weights = manifest.files.reduce((sum, file) => {
    const staysSmall = precision === 'int8' && !file.path.startsWith('autoencoder');
    return sum + file.size * (precision === 'fp32' || staysSmall ? 1 : 2);
  }, 0);
  const { cache, block } = windowMemory(manifest, guidances);
  const pixels = gridTokenCount(manifest.window) * manifest.tokenPixels ** 2;
  const picture = autoencoder ? pixels * pictureChannels * picturesAtOnce * float : 0;
  // Every graph keeps the memory its largest call took, so that both count.
  const activations = block + picture + fixedBytes;
  return { weights, cache, activations, total: weights + cache + activations };
}

/** Keys and values of a full window, old and new, and what a block holds at once. Bytes. */
function windowMemory(
  { width, heads, depth, conditionTokens, window }: SizedPack,
  guidances: Guidances,
): { cache: number; block: number } {
  const { batch, cached } = sequences(guidances);
  const count = gridTokenCount(window);
  const tokens = count + conditionTokens;
  return {
    cache: 2 * 2 * depth * cached * tokens * width * float,
    block: batch * (count * width * vectorsPerToken + 2 * heads * count * tokens) * float,
  };
}

/** Bytes per number of weights, by precision: devices compute with them as float32 (inference/device-graph.ts). */
const widening = { fp32: 1, fp16: 2, int8: 4 } as const;

/** What a run takes of a graphics card's memory, in bytes. The autoencoder stays on the CPU. */
export function deviceMemoryBytes(manifest: SizedPack, guidances: Guidances): number {
  const { cache, block } = windowMemory(manifest, guidances);
  const weights = manifest.files
    .filter(({ path }) => !path.startsWith('autoencoder'))
    .reduce((sum, { size }) => sum + size * widening[manifest.precision], 0);
  return weights + cache + block;
}

/** Whether a run fits, said before it starts. */
export interface RunMemory {
  /** Bytes it needs beyond what this process holds already. */
  readonly neededBytes: number;
  /** Bytes that are free. */
  readonly availableBytes: number;
  /** Null = it fits; else why it is refused and what would help. */
  readonly problem: string | null;
}

/**
 * Guidance by the label runs the label and "any" in one batch; guidance by the context keeps another sequence in the cache,
 * at most as long, and runs it by itself.
 */
function sequences({ guidance, contextGuidance }: Guidances): { batch: number; cached: number } {
  const batch = guidance > 1 ? 2 : 1;
  return { batch, cached: batch + (contextGuidance > 1 ? 1 : 0) };
}

/** What is there for a run. */
export interface MemoryState {
  /** True where this process has loaded the weights already: they are not needed twice. */
  readonly loaded: boolean;
  /** Free bytes; what the system says where it is left out. */
  readonly available?: number;
}

/** Compares what a run needs with what is free. @param manifest null = the run needs no network */
export function checkRunMemory(
  manifest: PackManifest | null,
  needs: RunNeeds,
  { loaded, available = process.availableMemory() }: MemoryState,
): RunMemory {
  const { pictureBytes = 0, detail } = needs;
  const networkBytes = manifest ? networkNeeds(manifest, needs, loaded) : 0;
  const neededBytes = networkBytes + pictureBytes;
  if (neededBytes <= available) return { neededBytes, availableBytes: available, problem: null };
  const { tooLittleMemory, memoryAdvice } = text.refusals;
  const advice = [memoryAdvice.closePrograms];
  if (pictureBytes > networkBytes) {
    advice.push(memoryAdvice.smallerArea);
    if (detail !== 'model' && detail !== 'off') advice.push(memoryAdvice.noCopies);
  } else if (manifest) {
    if (sequences(needs).cached > 1) advice.push(memoryAdvice.noGuidance);
    if (manifest.precision !== 'int8') advice.push(memoryAdvice.int8);
    advice.push(memoryAdvice.smallerModel);
  }
  const problem = tooLittleMemory(neededBytes, available, loaded, advice);
  return { neededBytes, availableBytes: available, problem };
}

function networkNeeds(manifest: PackManifest, guidances: Guidances, loaded: boolean): number {
  const { total, weights } = estimateRunMemory(manifest, guidances);
  return loaded ? total - weights - fixedBytes : total;
}

/**
 * Refuses a run that cannot fit, before anything of it runs: a machine that runs out of memory takes more than this
 * program down.
 * @throws TesseraError memory-insufficient
 */
export function assertRunFits(manifest: PackManifest | null, needs: RunNeeds, state: MemoryState): void {
  const { problem } = checkRunMemory(manifest, needs, state);
  if (problem !== null) throw new TesseraError('memory-insufficient', problem);
}
