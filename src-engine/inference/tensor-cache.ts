import { Tensor } from './onnx-runtime.ts';
import type { KeyValueCache } from '#engine/sampler/network.ts';

/** The shape of a pack's keys and values. */
export interface CacheShape {
  readonly depth: number;
  readonly heads: number;
  readonly headWidth: number;
}

/** The calls that made a cache: enough to make it again on another device, and small beside it. */
export interface CacheHistory {
  readonly labels: Int32Array;
  readonly appended: readonly { readonly tokens: Float32Array; readonly positions: Int32Array }[];
}

/** Keys and values of everything committed, one pair per layer, [batch, heads, tokens, headWidth] each, where the network computes. */
export class TensorCache implements KeyValueCache {
  private isReleased = false;

  constructor(
    readonly batch: number,
    readonly tokens: number,
    readonly keys: readonly Tensor[],
    readonly values: readonly Tensor[],
    readonly history: CacheHistory,
  ) {}

  /** float32 */
  get bytes(): number {
    return [...this.keys, ...this.values].reduce((sum, tensor) => sum + 4 * tensor.size, 0);
  }

  /** The cache before anything was appended. */
  static empty(labels: Int32Array, { depth, heads, headWidth }: CacheShape): TensorCache {
    const batch = labels.length;
    const nothing = () => new Tensor('float32', new Float32Array(0), [batch, heads, 0, headWidth]);
    const layers = Array.from({ length: depth }, nothing);
    return new TensorCache(batch, 0, layers, layers, { labels, appended: [] });
  }

  /** What the trunk is fed for its `past_...` inputs. @throws Error where it was released */
  feeds(): Record<string, Tensor> {
    if (this.isReleased) throw new Error('a cache was used after its release');
    const feeds: Record<string, Tensor> = {};
    this.keys.forEach((key, layer) => {
      feeds[`past_key_${layer}`] = key;
      feeds[`past_value_${layer}`] = this.values[layer]!;
    });
    return feeds;
  }

  /** The cache that the trunk's `present_...` outputs are. */
  next(added: number, outputs: Readonly<Record<string, Tensor>>, history: CacheHistory): TensorCache {
    const pick = (kind: string) => this.keys.map((_, layer) => outputs[`present_${kind}_${layer}`]!);
    return new TensorCache(this.batch, this.tokens + added, pick('key'), pick('value'), history);
  }

  release(): void {
    if (this.isReleased) return;
    this.isReleased = true;
    disposeOnDevice([...this.keys, ...this.values]);
  }
}

/** Frees tensors that lie on a device; onnxruntime-node never does so by itself. */
export function disposeOnDevice(tensors: Iterable<Tensor>): void {
  for (const tensor of tensors) if (tensor.location === 'gpu-buffer') tensor.dispose();
}

/** The names of the trunk's cache outputs. */
export const presentNames = (depth: number): string[] =>
  Array.from({ length: depth }, (_, layer) => [`present_key_${layer}`, `present_value_${layer}`]).flat();
