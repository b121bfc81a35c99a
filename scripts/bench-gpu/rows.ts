import { join } from 'node:path';
import type { RealDevice } from '#engine/inference/session-options.ts';

/** What computes. */
export type Runtime =
  | { readonly kind: 'tessera'; readonly device: RealDevice }
  | { readonly kind: 'torch'; readonly compiled: boolean; readonly type: 'float32' | 'float16' };

/** One thing that is measured, by a process of its own. */
export interface Row {
  /** What it is called in results and in the report. */
  readonly name: string;
  /** Null = what the device can do at most is measured. */
  readonly pack: 'default' | 'xl' | null;
  readonly runtime: Runtime;
  /** Seconds it may take; what takes longer is not measured. */
  readonly patience: number;
}

const tessera = (device: RealDevice): Runtime => ({ kind: 'tessera', device });
const torch = (compiled: boolean, type: 'float32' | 'float16'): Runtime => ({
  kind: 'torch',
  compiled,
  type,
});

/** In the order in which they are measured: WebGPU first, then CUDA, then PyTorch; the CPU last. */
const runtimes: readonly Runtime[] = [
  tessera('webgpu'),
  tessera('cuda'),
  torch(false, 'float32'),
  torch(true, 'float32'),
  torch(false, 'float16'),
  torch(true, 'float16'),
  tessera('cpu'),
];

export const nameOf = (runtime: Runtime): string =>
  runtime.kind === 'tessera'
    ? `Tessera, ${runtime.device}`
    : `PyTorch, ${runtime.compiled ? 'compiled' : 'eager'}, ${runtime.type}`;

export const allRows: readonly Row[] = runtimes.flatMap((runtime): Row[] => [
  // Compiling changes nothing of what a card can do at most.
  ...(runtime.kind === 'torch' && runtime.compiled
    ? []
    : [{ name: `peaks: ${nameOf(runtime)}`, pack: null, runtime, patience: 120 }]),
  ...(['default', 'xl'] as const).map((pack) => ({
    name: `${pack}: ${nameOf(runtime)}`,
    ...{ pack, runtime, patience: 480 },
  })),
]);

/** Where things lie in the unpacked folder. */
export interface BundlePaths {
  readonly folder: string;
  readonly packs: Readonly<Record<'default' | 'xl', string>>;
  readonly vulkan: string;
  readonly cuda: string;
  readonly results: string;
}

/** @param isQuick for a trial, whose made-up network is tiny */
export const bundlePaths = (folder: string, isQuick = false): BundlePaths => ({
  folder,
  packs: {
    default: join(folder, 'models', 'default'),
    xl: join(folder, 'made', isQuick ? 'random-tiny' : 'random-xl'),
  },
  vulkan: join(folder, 'vulkan'),
  cuda: join(folder, 'cuda'),
  results: join(folder, 'results.json'),
});
