import { benchRun } from '#cli/bench/bench-run.ts';
import { countMatrixElements, countNetworkFlops } from '#cli/bench/network-flops.ts';
import { Inference, type OpenedPack } from '#engine/inference/inference.ts';
import type { RealDevice } from '#engine/inference/session-options.ts';
import { openPackOrFolder } from '#engine/packs/registry.ts';
import type { KeyValueCache, Network } from '#engine/sampler/network.ts';
import { sample } from '#engine/sampler/sample.ts';
import { gridTokenCount } from '#shared/geometry/token-grid.ts';

/** The fill that is timed. */
export interface TimedFill {
  /** Tokens per side of the window at most: the pack's own where it is smaller. */
  readonly side: number;
  /** The share of the window that is filled. */
  readonly maskShare: number;
  /** How many AR steps the whole window would take. */
  readonly arStepsOfWindow: number;
  /** Of each AR step. */
  readonly diffusionSteps: number;
  /** The best of so many counts, after one to warm up. */
  readonly rounds: number;
}

/** What one runtime takes for the fill. A step is one diffusion step: one call of the network. */
export interface CardFigures {
  readonly openSeconds: number;
  readonly stepSeconds: number;
  readonly fillSeconds: number;
  /** Bytes of tensors in main memory that a step feeds to the runtime and fetches from it; null = it was not counted. */
  readonly hostBytesPerStep: number | null;
  /** What keys and values take of these. */
  readonly cacheBytesPerStep: number | null;
  /** Operations of a step. */
  readonly flopsPerStep: number;
  /** Bytes of weights and of the cache that a step has to read at least. */
  readonly readBytesPerStep: number;
  /** The largest size of the process. */
  readonly processBytes: number;
}

export interface PackRow {
  readonly pack: string;
  readonly device: RealDevice;
  readonly allowSoftwareDevice: boolean;
  readonly fill: TimedFill;
}

/** @returns the figures, or why the device could not be used */
export async function measurePack(row: PackRow): Promise<CardFigures | string> {
  const pack = await openPackOrFolder(row.pack, { bundled: row.pack, user: null });
  const inference = new Inference({ allowSoftwareDevice: row.allowSoftwareDevice });
  try {
    const started = performance.now();
    const opened = await inference.open(pack, { device: row.device, threads: 0 });
    const openSeconds = (performance.now() - started) / 1000;
    if (opened.deviceInUse().device !== row.device) return opened.deviceInUse().note ?? '';
    const { side, maskShare, arStepsOfWindow, diffusionSteps, rounds } = row.fill;
    const { window, channels, nullLabel, depth, heads, headWidth } = pack.manifest;
    const grid = { rows: Math.min(side, window.rows), columns: Math.min(side, window.columns) };
    const run = benchRun({
      ...{ grid, channels, label: nullLabel, maskShare, diffusionSteps, seed: 1 },
      tokensPerArStep: Math.max(1, gridTokenCount(grid) / arStepsOfWindow),
    });
    const flops = await countNetworkFlops(pack);
    const matrices = await countMatrixElements(pack);
    let best: Calls | null = null;
    for (let round = 0; round <= rounds; round += 1) {
      const calls = new Calls(opened);
      const start = performance.now();
      await sample(calls, opened.schedule, run);
      calls.fillSeconds = (performance.now() - start) / 1000;
      if (opened.deviceInUse().device !== row.device) return opened.deviceInUse().note ?? '';
      // The first one warms up.
      if (round > 0 && (!best || calls.fillSeconds < best.fillSeconds)) best = calls;
    }
    const steps = best!.predictions;
    const mean = (of: (step: Prediction) => number): number =>
      steps.reduce((sum, step) => sum + of(step), 0) / steps.length;
    return {
      openSeconds,
      stepSeconds: mean(({ seconds }) => seconds),
      fillSeconds: best!.fillSeconds,
      hostBytesPerStep: mean(({ bytes }) => bytes),
      cacheBytesPerStep: mean(({ cacheBytes }) => cacheBytes),
      flopsPerStep: mean(({ tokens, cached }) => flops(tokens, cached)),
      // Weights and cache are read as float32 (inference/device-graph.ts).
      readBytesPerStep: 4 * (matrices + mean(({ cached }) => 2 * depth * cached * heads * headWidth)),
      processBytes: process.resourceUsage().maxRSS * 1024,
    };
  } finally {
    await inference.dispose();
  }
}

/** What was seen of one prediction. */
interface Prediction {
  readonly seconds: number;
  readonly tokens: number;
  readonly cached: number;
  readonly bytes: number;
  readonly cacheBytes: number;
}

/** A pack's network whose predictions are timed and counted. */
class Calls implements Network {
  readonly channels: number;
  readonly predictions: Prediction[] = [];
  fillSeconds = 0;

  constructor(private readonly opened: OpenedPack) {
    this.channels = opened.network.channels;
  }

  encodeCondition(labels: Int32Array): Promise<KeyValueCache> {
    return this.opened.network.encodeCondition(labels);
  }

  append(...given: Parameters<Network['append']>): Promise<KeyValueCache> {
    return this.opened.network.append(...given);
  }

  async predict(...given: Parameters<Network['predict']>): Promise<Float32Array> {
    const [cache, , positions] = given;
    const before = { ...this.opened.hostTraffic() };
    const start = performance.now();
    const prediction = await this.opened.network.predict(...given);
    const seconds = (performance.now() - start) / 1000;
    const after = this.opened.hostTraffic();
    this.predictions.push({
      seconds,
      tokens: positions.length / 2,
      cached: cache.tokens,
      bytes: after.bytes - before.bytes,
      cacheBytes: after.cacheBytes - before.cacheBytes,
    });
    return prediction;
  }
}
