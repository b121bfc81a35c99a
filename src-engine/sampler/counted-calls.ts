import { Cancelled } from '#shared/errors.ts';
import type { Network } from './network.ts';

/** What the sampler calls, with the token evaluations so far. */
export interface CountedCalls extends Pick<Network, 'encodeCondition' | 'append' | 'predict'> {
  tokenEvaluations(): number;
}

/** The network's calls with cancellation before each and the token evaluations (batch x tokens) counted. */
export function countedCalls(network: Network, cancelled: (() => boolean) | undefined): CountedCalls {
  let evaluations = 0;
  const before = (tokens: number) => {
    if (cancelled?.()) throw new Cancelled();
    evaluations += tokens;
  };
  return {
    tokenEvaluations: () => evaluations,
    encodeCondition(labels) {
      before(0);
      return network.encodeCondition(labels);
    },
    append(cache, tokens, positions) {
      before(tokens.length / network.channels);
      return network.append(cache, tokens, positions);
    },
    predict(cache, noisy, positions, time) {
      before(noisy.length / network.channels);
      return network.predict(cache, noisy, positions, time);
    },
  };
}
