import { Tensor, type InferenceSession } from 'onnxruntime-node';
import { TesseraError } from '#shared/errors.ts';
import type { KeyValueCache, Network } from '#engine/sampler/network.ts';
import { checkFinite, checkPrediction } from './output-check.ts';
import type { PackSessions } from './pack-sessions.ts';
import { presentNames, TensorCache, type CacheShape } from './tensor-cache.ts';

/** The sizes of a pack's network, as its manifest has them. */
export interface NetworkShape extends CacheShape {
  /** Numbers per token. */
  readonly channels: number;
  readonly conditionTokens: number;
}

/** A pack's graphs as a `Network` (the graphs' inputs and outputs: docs/model-pack.md). */
export class OnnxNetwork implements Network {
  readonly channels: number;
  private readonly cacheOutputs: readonly string[];

  constructor(
    private readonly sessions: PackSessions,
    private readonly shape: NetworkShape,
  ) {
    this.channels = shape.channels;
    this.cacheOutputs = presentNames(shape.depth);
  }

  async encodeCondition(labels: Int32Array): Promise<KeyValueCache> {
    const batch = labels.length;
    const label = new Tensor('int64', BigInt64Array.from(labels, BigInt), [batch]);
    const hidden = await this.run('condition', { label }, ['hidden']);
    // Condition tokens stand at row 0, column 0 (docs/method.md, section 5).
    const positions = new Int32Array(2 * this.shape.conditionTokens);
    return this.extend(TensorCache.empty(batch, this.shape), hidden['hidden']!, positions);
  }

  async append(cache: KeyValueCache, tokens: Float32Array, positions: Int32Array): Promise<KeyValueCache> {
    const hidden = await this.run('embed-clean', this.tokenFeeds(cache.batch, tokens, positions), ['hidden']);
    return this.extend(ownCache(cache), hidden['hidden']!, positions);
  }

  async predict(
    cache: KeyValueCache,
    noisy: Float32Array,
    positions: Int32Array,
    time: number,
  ): Promise<Float32Array> {
    const feeds = {
      ...this.tokenFeeds(cache.batch, noisy, positions),
      time: new Tensor('float32', [time], [1]),
    };
    const { hidden } = await this.run('embed-noisy', feeds, ['hidden']);
    const trunkFeeds = { hidden: hidden!, positions: positionTensor(positions), ...ownCache(cache).feeds() };
    const { output } = await this.run('trunk', trunkFeeds, ['output']);
    const { prediction } = await this.run('head', { hidden: output! }, ['prediction']);
    const numbers = prediction!.data as Float32Array;
    checkPrediction(numbers);
    return numbers;
  }

  private async extend(cache: TensorCache, hidden: Tensor, positions: Int32Array): Promise<TensorCache> {
    const feeds = { hidden, positions: positionTensor(positions), ...cache.feeds() };
    const next = cache.next(positions.length / 2, await this.run('trunk', feeds, this.cacheOutputs));
    // On the CPU a broken cache shows in the next prediction; elsewhere it must not reach the CPU that takes over.
    if (this.sessions.device !== 'cpu') {
      for (const tensor of [...next.keys, ...next.values]) checkFinite(tensor.data as Float32Array);
    }
    return next;
  }

  private tokenFeeds(batch: number, tokens: Float32Array, positions: Int32Array): Record<string, Tensor> {
    const shape = [batch, positions.length / 2, this.channels];
    return { tokens: new Tensor('float32', tokens, shape), positions: positionTensor(positions) };
  }

  private async run(
    name: Parameters<PackSessions['get']>[0],
    feeds: Readonly<Record<string, Tensor>>,
    outputs: readonly string[],
  ): Promise<Record<string, Tensor>> {
    const session = await this.sessions.get(name);
    return (await session.run(wantedFeeds(session, feeds), outputs)) as Record<string, Tensor>;
  }
}

/** A graph lacks inputs it does not need (positions, where they are learned or rotary): those are left out. */
function wantedFeeds(
  session: InferenceSession,
  feeds: Readonly<Record<string, Tensor>>,
): Record<string, Tensor> {
  return Object.fromEntries(session.inputNames.map((name) => [name, feeds[name]!]));
}

/** [n, 2] as the graphs take them. */
const positionTensor = (positions: Int32Array): Tensor =>
  new Tensor('int64', BigInt64Array.from(positions, BigInt), [positions.length / 2, 2]);

function ownCache(cache: KeyValueCache): TensorCache {
  if (cache instanceof TensorCache) return cache;
  throw new TesseraError(
    'internal',
    'A cache of another network was given to this one. Nothing was changed.',
  );
}
