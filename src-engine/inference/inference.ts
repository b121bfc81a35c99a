import type { DeviceName } from '../../src-shared/runs/run-settings';
import type { PackManifest } from '../packs/manifest';
import { assertRunFits } from '../packs/memory';
import type { Network } from '../sampler/network';
import { createNoiseSchedule, type NoiseSchedule } from '../sampler/noise-schedule';
import { autoencoderTokeniser } from './autoencoder-tokeniser';
import { chooseDevice, probeDevices, type DeviceProbe } from './devices';
import { readableReason } from './device-presence';
import { FallbackNetwork } from './fallback-network';
import { Memo } from './memo';
import { OnnxNetwork } from './onnx-network';
import { PackSessions } from './pack-sessions';
import { pixelTokeniser } from './pixel-tokeniser';
import { threadCount, type RealDevice } from './session-options';
import type { Tokeniser } from './tokeniser';

/** A pack ready to run. */
export interface OpenedPack {
  readonly manifest: PackManifest;
  readonly network: Network;
  readonly schedule: NoiseSchedule;
  readonly tokeniser: Tokeniser;
  /** The device that really runs (it changes when one fails), and why it is not the one asked for. */
  deviceInUse(): { readonly device: RealDevice; readonly note: string | null };
}

/** How a pack is run. */
export interface OpenOptions {
  readonly device: DeviceName;
  /** CPU threads; 0 = as many as the machine has cores. */
  readonly threads: number;
}

/** Everything that ONNX Runtime holds for one process: opened packs and what is known of the devices. */
export class Inference {
  private readonly packs = new Memo<{ opened: OpenedPack; sessions: readonly PackSessions[] }>(
    async ({ sessions }) => {
      for (const each of sessions) await each.dispose();
    },
  );
  private readonly probes = new Memo<DeviceProbe[]>(() => Promise.resolve());

  /**
   * Opens a pack whose files were checked (packs/registry); the same pack and options give the same opened pack.
   * @throws TesseraError pack-invalid when ONNX Runtime refuses a graph, memory-insufficient before anything is loaded
   */
  async open(
    pack: { readonly directory: string; readonly manifest: PackManifest },
    options: OpenOptions,
  ): Promise<OpenedPack> {
    const threads = threadCount(options.threads);
    const hashes = pack.manifest.files.map((file) => file.sha256).join();
    const key = JSON.stringify([pack.directory, hashes, options.device, threads]);
    return (await this.packs.get(key, () => this.openAnew(pack, options.device, threads))).opened;
  }

  /** What this machine's devices can do; probed once. */
  devices(threads = 0): Promise<DeviceProbe[]> {
    return this.probes.get(String(threadCount(threads)), () => probeDevices(threads));
  }

  /** Releases every session. Opened packs must not be used afterwards. */
  async dispose(): Promise<void> {
    await this.packs.clear();
    await this.probes.clear();
  }

  private async openAnew(
    { directory, manifest }: { readonly directory: string; readonly manifest: PackManifest },
    wanted: DeviceName,
    threads: number,
  ): Promise<{ opened: OpenedPack; sessions: readonly PackSessions[] }> {
    // The least a run can need (without guidance): a machine that runs out of memory takes more than this program down.
    assertRunFits(manifest, 1);
    // Asking for the CPU must work, and fast, whatever drivers are installed: no probing then.
    let inUse =
      wanted === 'cpu' ? chooseDevice('cpu', []) : chooseDevice(wanted, await this.devices(threads));
    const cpuSessions = new PackSessions(directory, 'cpu', threads);
    const cpu = new OnnxNetwork(cpuSessions, manifest);
    const sessions = [cpuSessions];
    let network: Network = cpu;
    if (inUse.device !== 'cpu') {
      const deviceSessions = new PackSessions(directory, inUse.device, threads);
      sessions.push(deviceSessions);
      network = new FallbackNetwork(new OnnxNetwork(deviceSessions, manifest), cpu, (reason) => {
        inUse = {
          device: 'cpu',
          note: `${inUse.device} failed during the run, the CPU went on. ${readableReason(reason)}`,
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
    return { opened: { manifest, network, schedule, tokeniser, deviceInUse: () => inUse }, sessions };
  }
}
