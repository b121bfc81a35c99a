import { Tensor, type InferenceSession } from './onnx-runtime.ts';
import { TesseraError } from '#shared/errors.ts';
import type { KeyValueCache, Network } from '#engine/sampler/network.ts';
import { checkFinite, checkPrediction } from './output-check.ts';
import type { PackSessions } from './pack-sessions.ts';
import {
  type CacheHistory,
  type CacheShape,
  disposeOnDevice,
  presentNames,
  TensorCache,
} from './tensor-cache.ts';
import { text } from '#shared/text/text.ts';

/** The sizes of a pack's network, as its manifest has them. */
export interface NetworkShape extends CacheShape {
  /** Numbers per token. */
  readonly channels: number;
  readonly conditionTokens: number;
}

/** Bytes of tensors in main memory that sessions were fed and gave back, since the network was opened. */
export interface HostTraffic {
  readonly bytes: number;
  /** What keys and values take of these. */
  readonly cacheBytes: number;
}

/**
 * A pack's graphs as a `Network` (the graphs' inputs and outputs: docs/model-pack.md). Where sessions leave their outputs on
 * the device, so does every cache; caches of another device are made again from their history.
 */
export class OnnxNetwork implements Network {
  readonly channels: number;
  private readonly cacheOutputs: readonly string[];
  private readonly caches = new WeakSet<TensorCache>();
  private readonly madeAgain = new WeakMap<TensorCache, Promise<TensorCache>>();
  private traffic = { bytes: 0, cacheBytes: 0 };

  constructor(
    private readonly sessions: PackSessions,
    private readonly shape: NetworkShape,
  ) {
    this.channels = shape.channels;
    this.cacheOutputs = presentNames(shape.depth);
  }

  get hostTraffic(): HostTraffic {
    return this.traffic;
  }

  async encodeCondition(labels: Int32Array): Promise<TensorCache> {
    const label = new Tensor('int64', BigInt64Array.from(labels, BigInt), [labels.length]);
    const hidden = await this.run('condition', { label }, ['hidden']);
    // Condition tokens stand at row 0, column 0 (docs/method.md, section 5).
    const positions = new Int32Array(2 * this.shape.conditionTokens);
    const empty = TensorCache.empty(labels, this.shape);
    return this.extend(empty, hidden['hidden']!, positions, empty.history);
  }

  async append(cache: KeyValueCache, tokens: Float32Array, positions: Int32Array): Promise<TensorCache> {
    const own = await this.ownCache(cache);
    const { labels, appended } = own.history;
    const { hidden } = await this.run('embed-clean', this.tokenFeeds(cache.batch, tokens, positions), [
      'hidden',
    ]);
    return this.extend(own, hidden!, positions, { labels, appended: [...appended, { tokens, positions }] });
  }

  async predict(
    cache: KeyValueCache,
    noisy: Float32Array,
    positions: Int32Array,
    time: number,
  ): Promise<Float32Array> {
    const own = await this.ownCache(cache);
    const feeds = {
      ...this.tokenFeeds(cache.batch, noisy, positions),
      time: new Tensor('float32', [time], [1]),
    };
    const { hidden } = await this.run('embed-noisy', feeds, ['hidden']);
    const results = await this.runTrunk(own, hidden!, positions, ['output']);
    const { prediction } = await this.run('head', { hidden: results['output']! }, ['prediction']);
    disposeOnDevice(Object.values(results));
    const numbers = prediction!.data as Float32Array;
    checkPrediction(numbers);
    return numbers;
  }

  private async extend(
    cache: TensorCache,
    hidden: Tensor,
    positions: Int32Array,
    history: CacheHistory,
  ): Promise<TensorCache> {
    const results = await this.runTrunk(cache, hidden, positions, this.cacheOutputs);
    const next = cache.next(positions.length / 2, results, history);
    if (this.sessions.keepsOutputs) disposeOnDevice([results['output']!]);
    // On the CPU a broken cache shows in the next prediction; elsewhere it must not reach the CPU that takes over.
    else if (this.sessions.device !== 'cpu')
      for (const tensor of [...next.keys, ...next.values]) checkFinite(tensor.data as Float32Array);
    this.caches.add(next);
    return next;
  }

  private async runTrunk(
    cache: TensorCache,
    hidden: Tensor,
    positions: Int32Array,
    wanted: readonly string[],
  ): Promise<Record<string, Tensor>> {
    // A session with outputs on the device has to fetch the same ones at every call (onnxruntime-node 1.30).
    const outputs = this.sessions.keepsOutputs ? [...this.cacheOutputs, 'output'] : wanted;
    const feeds = { hidden, positions: positionTensor(positions), ...cache.feeds() };
    try {
      return await this.run('trunk', feeds, outputs);
    } finally {
      disposeOnDevice([hidden]);
    }
  }

  private tokenFeeds(batch: number, tokens: Float32Array, positions: Int32Array): Record<string, Tensor> {
    const shape = [batch, positions.length / 2, this.channels];
    return { tokens: new Tensor('float32', tokens, shape), positions: positionTensor(positions) };
  }

  private async run(
    name: Parameters<PackSessions['get']>[0],
    given: Readonly<Record<string, Tensor>>,
    outputs: readonly string[],
  ): Promise<Record<string, Tensor>> {
    const session = await this.sessions.get(name);
    const feeds = wantedFeeds(session, given);
    const results = (await session.run(feeds, outputs)) as Record<string, Tensor>;
    this.count(feeds);
    this.count(results);
    return results;
  }

  private count(tensors: Readonly<Record<string, Tensor>>): void {
    for (const [name, tensor] of Object.entries(tensors)) {
      if (tensor.location !== 'cpu') continue;
      const { byteLength } = tensor.data as Float32Array;
      this.traffic.bytes += byteLength;
      if (/^(past|present)_/.test(name)) this.traffic.cacheBytes += byteLength;
    }
  }

  /** The cache itself, or the same on this network's device. @throws TesseraError internal */
  private ownCache(cache: KeyValueCache): Promise<TensorCache> {
    if (!(cache instanceof TensorCache))
      throw new TesseraError('internal', text.refusals.doesNotFit, { cause: 'a cache of another network' });
    if (this.caches.has(cache)) return Promise.resolve(cache);
    let again = this.madeAgain.get(cache);
    if (!again) this.madeAgain.set(cache, (again = this.makeAgain(cache.history)));
    return again;
  }

  private async makeAgain({ labels, appended }: CacheHistory): Promise<TensorCache> {
    let cache = await this.encodeCondition(labels);
    for (const { tokens, positions } of appended) {
      const before = cache;
      cache = await this.append(before, tokens, positions);
      before.release();
    }
    return cache;
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
