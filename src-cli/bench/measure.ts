import type { Network } from '#engine/sampler/network.ts';
import type { DeviceName } from '#shared/runs/run-settings.ts';
import { Inference, type InferenceOptions, type OpenedPack } from '#engine/inference/inference.ts';
import type { HostTraffic } from '#engine/inference/onnx-network.ts';
import { openMatrixProduct } from '#engine/inference/matrix-speed.ts';
import type { PackManifest } from '#engine/packs/manifest.ts';
import { sample } from '#engine/sampler/sample.ts';
import type { SampleRun } from '#engine/sampler/run.ts';
import { gridTokenCount } from '#shared/geometry/token-grid.ts';
import { DeviceChoices } from '#engine/editing/plan/device-choices.ts';
import { PackOpener } from '#engine/editing/plan/pack-opener.ts';
import { SpeedBook } from '#engine/editing/plan/speed-book.ts';
import type { RealDevice } from '#engine/inference/session-options.ts';
import { benchRun } from './bench-run.ts';
import { countNetworkFlops, type NetworkFlops } from './network-flops.ts';

/** The figures of `tessera bench`. Times are the best of `rounds`, taken in turns so that load hits all alike. */
export interface BenchFigures {
  readonly pack: string;
  readonly precision: string;
  readonly device: string;
  readonly threads: number;
  readonly rounds: number;
  readonly openSeconds: number;
  /** The best float32 matrix product, and its shape. */
  readonly matrixGflops: number;
  readonly matrixShape: readonly number[];
  /** A whole run of one full-window AR step: everything, sampling arithmetic included. */
  readonly samplerGflops: number;
  /** samplerGflops / matrixGflops: 0.7 is the aim. */
  readonly matrixShare: number;
  /** One diffusion step of the full window. */
  readonly windowPassSeconds: number;
  /** Share of sampling time outside network calls, by mask share: at most 0.1 is the aim. */
  readonly outsideNetworkShare: Readonly<Record<string, number>>;
  /** From the start of a run to its first finished tokens, quarter mask. */
  readonly firstTokensSeconds: number;
  readonly tokensPerArStep: number;
  readonly diffusionSteps: number;
  /** Sampling seconds by mask share, at the same tokens per AR step. */
  readonly maskSeconds: Readonly<Record<string, number>>;
  /** maskSeconds of a quarter / of all: at most 0.4 is the aim. */
  readonly quarterOfAll: number;
  /** Bytes of tensors in main memory that one diffusion step of the full window feeds to sessions and fetches from them. */
  readonly hostBytesPerStep: number;
  /** What keys and values take of these. */
  readonly cacheBytesPerStep: number;
  readonly deviceNote: string | null;
  readonly peakMemoryBytes: number;
}

export interface BenchOptions extends InferenceOptions {
  readonly device: DeviceName;
  readonly threads: number;
  readonly rounds: number;
  readonly onProgress: (fraction: number) => void;
}

const maskShares = { '1/16': 1 / 16, '1/4': 1 / 4, '1/2': 1 / 2, all: 1 } as const;
const matrixShapes = [
  [256, 1024, 1024],
  [1024, 1024, 1024],
  [2048, 2048, 1024],
] as const;
const diffusionSteps = 8;

/** Measures a pack; nothing else should run meanwhile. */
export async function measure(
  pack: { readonly directory: string; readonly manifest: PackManifest },
  { device, allowSoftwareDevice, threads, rounds, onProgress }: BenchOptions,
): Promise<BenchFigures> {
  const inference = new Inference({ allowSoftwareDevice });
  const openStart = performance.now();
  const opened = await inference.open(pack, {
    device: await realDevice(inference, pack, device, threads),
    threads,
  });
  const openSeconds = (performance.now() - openStart) / 1000;
  const products = await Promise.all(matrixShapes.map((shape) => openMatrixProduct(shape, threads)));
  try {
    const tokensPerArStep = Math.max(1, gridTokenCount(pack.manifest.window) / 16);
    const shape = { ...shapeOf(pack.manifest), tokensPerArStep };
    const full = fullWindow(pack.manifest);
    const masks = Object.entries(maskShares).map(([name, maskShare]) => ({
      name,
      run: benchRun({ ...shape, maskShare }),
    }));
    const flops = await countNetworkFlops(pack);
    const traffic = await trafficPerStep(opened, pack.manifest);
    const network = timeNetwork(opened.network);
    const timeRun = (run: SampleRun) => timeSampling(network, opened.schedule, run);

    const best = new Map<string, RunTimes>();
    const keep = (name: string, times: RunTimes) => {
      const known = best.get(name);
      if (!known || times.total < known.total) best.set(name, times);
    };
    let matrix = { gflops: 0, shape: matrixShapes[0] as readonly number[] };
    // One round more than is counted, to warm up.
    for (let round = 0; round <= rounds; round += 1) {
      for (const product of products) {
        const gflops =
          (2 * product.shape[0] * product.shape[1] * product.shape[2]) / (await product.run()) / 1e9;
        if (gflops > matrix.gflops) matrix = { gflops, shape: product.shape };
      }
      const times = await timeRun(full);
      if (round > 0) keep('full', times);
      for (const { name, run } of masks) {
        const maskTimes = await timeRun(run);
        if (round > 0) keep(name, maskTimes);
      }
      onProgress((round + 1) / (rounds + 1));
    }

    const samplerGflops =
      runFlops(full, flops, pack.manifest.conditionTokens) / best.get('full')!.total / 1e9;
    const byMask = (pick: (times: RunTimes) => number) =>
      Object.fromEntries(Object.keys(maskShares).map((name) => [name, pick(best.get(name)!)]));
    const maskSeconds = byMask((times) => times.total);
    return {
      pack: pack.manifest.id,
      precision: pack.manifest.precision,
      device: opened.deviceInUse().device,
      deviceNote: opened.deviceInUse().note,
      threads,
      rounds,
      openSeconds,
      matrixGflops: matrix.gflops,
      matrixShape: matrix.shape,
      samplerGflops,
      matrixShare: samplerGflops / matrix.gflops,
      windowPassSeconds: best.get('full')!.network / diffusionSteps,
      outsideNetworkShare: byMask((times) => 1 - times.network / times.total),
      firstTokensSeconds: best.get('1/4')!.first,
      tokensPerArStep,
      diffusionSteps,
      maskSeconds,
      quarterOfAll: maskSeconds['1/4']! / maskSeconds['all']!,
      hostBytesPerStep: traffic.bytes,
      cacheBytesPerStep: traffic.cacheBytes,
      peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
    };
  } finally {
    for (const product of products) await product.dispose();
    await inference.dispose();
  }
}

/** `auto` is measured here and now. */
async function realDevice(
  inference: Inference,
  pack: Parameters<Inference['open']>[0],
  device: DeviceName,
  threads: number,
): Promise<RealDevice> {
  if (device !== 'auto') return device;
  const choices = new DeviceChoices(inference);
  const settings = { device, threads, guidance: 1, contextGuidance: 1 } as const;
  const opener = new PackOpener(inference, new SpeedBook(null), choices);
  await opener.chooseDevice(pack, settings, new AbortController().signal);
  return (await choices.deviceFor(pack, settings)).device;
}

const shapeOf = ({ window: grid, channels, nullLabel: label }: PackManifest) => ({
  grid,
  channels,
  label,
  diffusionSteps,
  seed: 1,
});

/** One AR step that makes every token of the window. */
const fullWindow = (manifest: PackManifest): SampleRun =>
  benchRun({ ...shapeOf(manifest), maskShare: 1, tokensPerArStep: gridTokenCount(manifest.window) });

/** What one diffusion step of the full window sends through main memory. */
export async function trafficPerStep(opened: OpenedPack, manifest: PackManifest): Promise<HostTraffic> {
  const sum = { bytes: 0, cacheBytes: 0 };
  const { network } = opened;
  const counted: Network = {
    channels: network.channels,
    encodeCondition: (...given) => network.encodeCondition(...given),
    append: (...given) => network.append(...given),
    predict: async (...given) => {
      const before = { ...opened.hostTraffic() };
      const prediction = await network.predict(...given);
      const after = opened.hostTraffic();
      sum.bytes += after.bytes - before.bytes;
      sum.cacheBytes += after.cacheBytes - before.cacheBytes;
      return prediction;
    },
  };
  await sample(counted, opened.schedule, fullWindow(manifest));
  return { bytes: sum.bytes / diffusionSteps, cacheBytes: sum.cacheBytes / diffusionSteps };
}

interface RunTimes {
  readonly total: number;
  readonly network: number;
  readonly first: number;
}

async function timeSampling(
  network: TimedNetwork,
  schedule: Parameters<typeof sample>[1],
  run: SampleRun,
): Promise<RunTimes> {
  network.reset();
  const start = performance.now();
  let first = 0;
  const seconds = () => (performance.now() - start) / 1000;
  await sample(network, schedule, run, { onCommitted: () => void (first ||= seconds()) });
  return { total: seconds(), network: network.seconds(), first };
}

/** Operations of a run of one AR step without known tokens (the condition's pass is counted too). */
function runFlops(run: SampleRun, flops: NetworkFlops, conditionTokens: number): number {
  const { tokens, diffusionSteps: steps } = run.arSteps[0]!;
  return flops(conditionTokens, 0) + steps * flops(tokens.length, conditionTokens);
}

/** A network whose calls are timed. */
interface TimedNetwork extends Network {
  /** Seconds spent in calls since the last `reset`. */
  seconds(): number;
  reset(): void;
}

/** Wraps a network with a stopwatch. */
function timeNetwork(network: Network): TimedNetwork {
  let total = 0;
  const timed = async <Result>(call: () => Promise<Result>): Promise<Result> => {
    const start = performance.now();
    try {
      return await call();
    } finally {
      total += (performance.now() - start) / 1000;
    }
  };
  return {
    channels: network.channels,
    seconds: () => total,
    reset: () => (total = 0),
    encodeCondition: (labels) => timed(() => network.encodeCondition(labels)),
    append: (cache, tokens, positions) => timed(() => network.append(cache, tokens, positions)),
    predict: (...given) => timed(() => network.predict(...given)),
  };
}
