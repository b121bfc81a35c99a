import { env } from './onnx-runtime.ts';
import { text } from '#shared/text/text.ts';
import type { PackManifest } from '#engine/packs/manifest.ts';
import type { Network } from '#engine/sampler/network.ts';
import { createNoiseSchedule, type NoiseSchedule } from '#engine/sampler/noise-schedule/index.ts';
import { autoencoderTokeniser } from './autoencoder-tokeniser.ts';
import { chooseDevice, mayHaveGpu, probeDevices, type DeviceProbe, readableReason } from './devices.ts';
import { FallbackNetwork } from './fallback-network.ts';
import { type HostTraffic, OnnxNetwork } from './onnx-network.ts';
import { PackSessions, Memo } from './pack-sessions.ts';
import { pixelTokeniser, type Tokeniser } from './tokeniser.ts';
import { networkThreads, threadCount, type RealDevice } from './session-options.ts';

/** A pack ready to run. */
export interface OpenedPack {
  readonly manifest: PackManifest;
  readonly network: Network;
  readonly schedule: NoiseSchedule;
  readonly tokeniser: Tokeniser;
  /** The device that really runs (it changes when one fails), and why it is not the one asked for. */
  deviceInUse(): { readonly device: RealDevice; readonly note: string | null };
  /** What every network call so far sent through main memory. */
  hostTraffic(): HostTraffic;
}

/** How a pack is run. */
export interface OpenOptions {
  readonly device: RealDevice;
  /** CPU threads; 0 = as many as pay: see `networkThreads`. */
  readonly threads: number;
}

/** A pack whose files were checked. */
export interface PackFiles {
  readonly directory: string;
  readonly manifest: PackManifest;
}

export interface InferenceOptions {
  /** Whether a software renderer that the environment offers counts as a GPU: for tests, it is slow. */
  readonly allowSoftwareDevice: boolean;
}

/** Everything that ONNX Runtime holds for one process: opened packs and what is known of the devices. */
export class Inference {
  private readonly packs = new Memo<{ opened: OpenedPack; sessions: readonly PackSessions[] }>(
    async ({ sessions }) => {
      for (const each of sessions) await each.dispose();
    },
  );
  private readonly probes = new Memo<DeviceProbe[]>(() => Promise.resolve());

  /** ONNX Runtime's. */
  readonly runtimeVersion = env.versions.node ?? '';
  /** False where this machine surely has no device that `auto` could take. */
  readonly mayHaveGpu: boolean;

  constructor(private readonly options: InferenceOptions = { allowSoftwareDevice: false }) {
    this.mayHaveGpu = mayHaveGpu(options.allowSoftwareDevice);
  }

  /**
   * Opens a pack whose files were checked (packs/registry); the same pack and options give the same opened pack.
   * Whether it fits into memory is asked before (packs/memory): this loads the weights.
   * @throws TesseraError pack-invalid when ONNX Runtime refuses a graph
   */
  async open(pack: PackFiles, options: OpenOptions): Promise<OpenedPack> {
    const threads = networkThreads(options.threads, pack.manifest);
    const key = keyOf(pack, options);
    return (await this.packs.get(key, () => this.openAnew(pack, options.device, threads))).opened;
  }

  /** True where the weights of this pack are in memory already. */
  isOpen(pack: PackFiles, options: OpenOptions): boolean {
    return this.packs.has(keyOf(pack, options));
  }

  /** Releases every other pack: two large ones at once would not fit. None of them may be in use. */
  releaseOthers(pack: PackFiles, options: OpenOptions): Promise<void> {
    return this.packs.clearExcept(keyOf(pack, options));
  }

  /** What this machine's devices can do; probed once. */
  devices(threads = 0): Promise<DeviceProbe[]> {
    return this.probes.get(String(threadCount(threads)), () =>
      probeDevices(threads, this.options.allowSoftwareDevice),
    );
  }

  /**
   * What the CPU computes with a pack's graphs as other devices have them: what these are held against. Other bits than its own
   * where the pack is int8.
   */
  async reference(
    { directory, manifest }: PackFiles,
    threads: number,
    use: (network: Network) => Promise<void>,
  ): Promise<void> {
    const sessions = new PackSessions(directory, 'cpu', networkThreads(threads, manifest), true);
    try {
      await use(new OnnxNetwork(sessions, manifest));
    } finally {
      await sessions.dispose();
    }
  }

  /** Releases every session. Opened packs must not be used afterwards. */
  async dispose(): Promise<void> {
    await this.packs.clear();
    await this.probes.clear();
  }

  private async openAnew(
    { directory, manifest }: PackFiles,
    wanted: RealDevice,
    threads: number,
  ): Promise<{ opened: OpenedPack; sessions: readonly PackSessions[] }> {
    // Asking for the CPU must work, and fast, whatever drivers are installed: no probing then.
    let inUse = chooseDevice(wanted, wanted === 'cpu' ? [] : await this.devices(threads));
    const cpuSessions = new PackSessions(directory, 'cpu', threads);
    const cpu = new OnnxNetwork(cpuSessions, manifest);
    const sessions = [cpuSessions];
    const networks = [cpu];
    let network: Network = cpu;
    if (inUse.device !== 'cpu') {
      const deviceSessions = new PackSessions(directory, inUse.device, threads);
      sessions.push(deviceSessions);
      const onDevice = new OnnxNetwork(deviceSessions, manifest);
      networks.push(onDevice);
      network = new FallbackNetwork(onDevice, cpu, (reason) => {
        inUse = {
          device: 'cpu',
          note: text.devices.lost(text.panels.deviceName(inUse.device), readableReason(reason)),
        };
      });
    } else {
      // Opened here, so that a pack that cannot run says so now and not in the middle of a run.
      await Promise.all(
        (['condition', 'embed-clean', 'embed-noisy', 'trunk', 'head'] as const).map((name) =>
          cpuSessions.get(name),
        ),
      );
    }
    const tokeniser = manifest.autoencoder
      ? autoencoderTokeniser(cpuSessions, manifest.autoencoder)
      : pixelTokeniser(manifest.tokenPixels);
    const schedule = createNoiseSchedule(manifest.noiseSchedule);
    const hostTraffic = (): HostTraffic => ({
      bytes: networks.reduce((sum, each) => sum + each.hostTraffic.bytes, 0),
      cacheBytes: networks.reduce((sum, each) => sum + each.hostTraffic.cacheBytes, 0),
    });
    const opened = { manifest, network, schedule, tokeniser, deviceInUse: () => inUse, hostTraffic };
    return { opened, sessions };
  }
}

function keyOf({ directory, manifest }: PackFiles, { device, threads }: OpenOptions): string {
  const hashes = manifest.files.map((file) => file.sha256).join();
  return JSON.stringify([directory, hashes, device, networkThreads(threads, manifest)]);
}
