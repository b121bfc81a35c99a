import type { InferenceSession } from 'onnxruntime-node';
import type { DeviceName } from '#shared/runs/run-settings.ts';
import type { PackManifest } from '#engine/packs/manifest.ts';
import { ownCpus } from './own-cpus.ts';

// ONNX Runtime on Linux and macOS else writes an identifier of the device into the home folder and sends what is run to
// its makers. It reads this once, when the first session is made, for as long as the process lives.
process.env.ORT_DISABLE_TELEMETRY = '1';

/** A device that can be asked for by name; `auto` was resolved before. */
export type RealDevice = Exclude<DeviceName, 'auto'>;

/** ONNX Runtime's own names, as `listSupportedBackends` gives them. */
export const providerNames: Readonly<Record<RealDevice, string>> = {
  cpu: 'cpu',
  webgpu: 'webgpu',
  cuda: 'cuda',
  directml: 'dml',
  coreml: 'coreml',
};

/** What `auto` may take: DirectML and CoreML are only taken by name. */
export const autoDevices: readonly RealDevice[] = ['webgpu', 'cuda'];

/** CPU threads to use; 0 means as many as there are CPUs of this process's own. */
export const threadCount = (threads: number): number => (threads > 0 ? threads : ownCpus());

/**
 * Networks of at most so many parameters run on one thread: their calls take milliseconds, so that two threads cost 1.3 to 1.6 times the
 * processor time of one and are faster only where nothing else runs (docs/performance.md).
 */
const smallNetwork = 20_000_000;

/** CPU threads for a pack's graphs; 0 means as many as pay. An autoencoder's convolutions are large whatever the network is. */
export function networkThreads(
  threads: number,
  { parameters, autoencoder }: Pick<PackManifest, 'parameters' | 'autoencoder'>,
): number {
  const isSmall = parameters <= smallNetwork && autoencoder === null;
  return threads === 0 && isSmall ? 1 : threadCount(threads);
}

/** Long enough to bridge the gap between two operators, far too short to reach the next call (measured: up to 20 % faster). */
const spinMicroseconds = '100';

/** What a session needs whose graph was rewritten for its device (device-graph.ts). */
export interface DeviceGraphOptions {
  /** Nodes for the CPU; only WebGPU has to be told. */
  readonly cpuNodes: readonly string[];
  /** The folder of the weights: the graph is given as bytes, not by its path. */
  readonly weights: string;
}

/**
 * Options of one session. Every session has threads of its own, which by default spin for a while after each call and
 * then fight the next session's (and the windows) for the cores (measured: four times slower beside other work), so they
 * spin only briefly. DirectML needs memory patterns off.
 */
export function sessionOptions(
  device: RealDevice,
  threads: number,
  graph: DeviceGraphOptions | null = null,
): InferenceSession.SessionOptions {
  const forceCpuNodeNames = graph?.cpuNodes ?? [];
  return {
    executionProviders: [
      // An empty list is refused.
      device === 'webgpu' && forceCpuNodeNames.length > 0
        ? { name: 'webgpu', forceCpuNodeNames }
        : providerNames[device],
    ],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    graphOptimizationLevel: 'all',
    enableMemPattern: device !== 'directml',
    logSeverityLevel: 3,
    extra: {
      session: {
        force_spinning_stop: '1',
        ...(graph && { model_external_initializers_file_folder_path: graph.weights }),
        intra_op: { allow_spinning: '1', spin_duration_us: spinMicroseconds },
      },
    },
  };
}
