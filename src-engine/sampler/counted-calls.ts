import { Cancelled } from '#shared/errors.ts';
import type { KeyValueCache, Network } from './network.ts';

/** What the sampler calls, with the token evaluations so far. */
export interface CountedCalls extends Pick<Network, 'encodeCondition' | 'append' | 'predict'> {
  tokenEvaluations(): number;
  /** Releases the caches that are left of this run. */
  release(): void;
}

/**
 * The network's calls for one run, with cancellation before each and the token evaluations (batch x tokens) counted. A run
 * never looks at a cache again that it has appended to: such a cache is released, unless it came from elsewhere.
 */
export function countedCalls(network: Network, cancelled: (() => boolean) | undefined): CountedCalls {
  let evaluations = 0;
  const caches = new Set<KeyValueCache>();
  const before = (tokens: number) => {
    if (cancelled?.()) throw new Cancelled();
    evaluations += tokens;
  };
  const own = (cache: KeyValueCache): KeyValueCache => {
    caches.add(cache);
    return cache;
  };
  const releaseOwn = (cache: KeyValueCache): void => {
    if (caches.delete(cache)) cache.release();
  };
  return {
    tokenEvaluations: () => evaluations,
    release: () => caches.forEach(releaseOwn),
    async encodeCondition(labels) {
      before(0);
      return own(await network.encodeCondition(labels));
    },
    async append(cache, tokens, positions) {
      before(tokens.length / network.channels);
      const next = own(await network.append(cache, tokens, positions));
      releaseOwn(cache);
      return next;
    },
    predict(cache, noisy, positions, time) {
      before(noisy.length / network.channels);
      return network.predict(cache, noisy, positions, time);
    },
  };
}
