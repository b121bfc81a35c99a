import { Cancelled } from '#shared/errors.ts';
import type { KeyValueCache, Network } from '#engine/sampler/network.ts';

/**
 * A network that continues on the CPU when its device throws or gives invalid numbers: the failed call is repeated there
 * and all later ones stay there. The CPU makes caches of the device again, as a run would that is resumed on it.
 */
export class FallbackNetwork implements Network {
  readonly channels: number;
  private failed = false;

  /** @param onFallback told the reason, once */
  constructor(
    private readonly device: Network,
    private readonly cpu: Network,
    private readonly onFallback: (reason: string) => void,
  ) {
    this.channels = device.channels;
  }

  encodeCondition(labels: Int32Array): Promise<KeyValueCache> {
    return this.attempt((network) => network.encodeCondition(labels));
  }

  append(cache: KeyValueCache, tokens: Float32Array, positions: Int32Array): Promise<KeyValueCache> {
    return this.attempt((network) => network.append(cache, tokens, positions));
  }

  predict(
    cache: KeyValueCache,
    noisy: Float32Array,
    positions: Int32Array,
    time: number,
  ): Promise<Float32Array> {
    return this.attempt((network) => network.predict(cache, noisy, positions, time));
  }

  private async attempt<Result>(call: (network: Network) => Promise<Result>): Promise<Result> {
    if (this.failed) return call(this.cpu);
    try {
      return await call(this.device);
    } catch (error) {
      if (error instanceof Cancelled) throw error;
      const result = await call(this.cpu);
      this.failed = true;
      this.onFallback(error instanceof Error ? error.message : String(error));
      return result;
    }
  }
}
