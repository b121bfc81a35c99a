import { gridTokenCount } from '#shared/geometry/token-grid.ts';
import { TesseraError } from '#shared/errors.ts';
import type { RunSettings } from '#shared/runs/run-settings.ts';
import type { PackManifest } from './manifest.ts';

/** Bytes of float32 numbers. */
const float = 4;
/** Vectors of the network's width that a block holds at once per token: its input, qkv, expanded feed-forward, results. */
const vectorsPerToken = 16;
/** Pictures of the autoencoder's base width that its last level holds at once, and that width. */
const picturesAtOnce = 6;
const pictureChannels = 128;
/** What the process needs beside the network: the runtime, the picture, ONNX Runtime's own buffers. */
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

/** Compares what a run needs with what is free. */
export function checkRunMemory(
  manifest: PackManifest,
  guidances: Guidances,
  { loaded, available = process.availableMemory() }: MemoryState,
): RunMemory {
  const { total, weights } = estimateRunMemory(manifest, guidances);
  const neededBytes = loaded ? total - weights - fixedBytes : total;
  if (neededBytes <= available) return { neededBytes, availableBytes: available, problem: null };
  const advice = [
    'Close other programs',
    ...(sequences(guidances).cached > 1 ? ['turn guidance off'] : []),
    ...(manifest.precision === 'int8' ? [] : ['import the model again at int8']),
    'or choose a smaller model',
  ].join(', ');
  const more = loaded ? ' more' : '';
  return {
    neededBytes,
    availableBytes: available,
    problem: `The model "${manifest.name}" needs about ${gigabytes(neededBytes)}${more} of memory for this run, and ${gigabytes(available)} are free. Your picture is unchanged. ${advice}.`,
  };
}

/**
 * Refuses a run that cannot fit, before anything of it runs: a machine that runs out of memory takes more than this
 * program down.
 * @throws TesseraError memory-insufficient
 */
export function assertRunFits(manifest: PackManifest, guidances: Guidances, state: MemoryState): void {
  const { problem } = checkRunMemory(manifest, guidances, state);
  if (problem !== null) throw new TesseraError('memory-insufficient', problem);
}

const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
