import type { Network } from '#engine/sampler/network.ts';

/** A network whose calls are timed. */
export interface TimedNetwork extends Network {
  /** Seconds spent in calls since the last `reset`. */
  seconds(): number;
  reset(): void;
}

/** Wraps a network with a stopwatch. */
export function timeNetwork(network: Network): TimedNetwork {
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
    reset: () => {
      total = 0;
    },
    encodeCondition: (labels) => timed(() => network.encodeCondition(labels)),
    append: (cache, tokens, positions) => timed(() => network.append(cache, tokens, positions)),
    predict: (cache, noisy, positions, time) => timed(() => network.predict(cache, noisy, positions, time)),
  };
}
