import type { HostTraffic } from '#engine/inference/onnx-network.ts';
import type { Network } from '#engine/sampler/network.ts';

/** A network whose calls are timed. */
export interface TimedNetwork extends Network {
  /** Seconds spent in calls since the last `reset`. */
  seconds(): number;
  /** What predictions sent through main memory since then. */
  predictionTraffic(): HostTraffic;
  reset(): void;
}

/** Wraps a network with a stopwatch. @param traffic of all calls so far */
export function timeNetwork(network: Network, traffic: () => HostTraffic): TimedNetwork {
  let total = 0;
  let predicted = { bytes: 0, cacheBytes: 0 };
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
    predictionTraffic: () => predicted,
    reset: () => {
      total = 0;
      predicted = { bytes: 0, cacheBytes: 0 };
    },
    encodeCondition: (labels) => timed(() => network.encodeCondition(labels)),
    append: (cache, tokens, positions) => timed(() => network.append(cache, tokens, positions)),
    predict: async (cache, noisy, positions, time) => {
      const before = { ...traffic() };
      const prediction = await timed(() => network.predict(cache, noisy, positions, time));
      const after = traffic();
      predicted.bytes += after.bytes - before.bytes;
      predicted.cacheBytes += after.cacheBytes - before.cacheBytes;
      return prediction;
    },
  };
}
