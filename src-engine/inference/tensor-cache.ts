import { Tensor } from 'onnxruntime-node';
import type { KeyValueCache } from '#engine/sampler/network.ts';

/** The shape of a pack's keys and values. */
export interface CacheShape {
  readonly depth: number;
  readonly heads: number;
  readonly headWidth: number;
}

/**
 * Keys and values of everything committed, one pair per layer, [batch, heads, tokens, headWidth] each. They stay in main
 * memory on every device, so that a run can continue on the CPU when a device fails.
 */
export class TensorCache implements KeyValueCache {
  constructor(
    readonly batch: number,
    readonly tokens: number,
    readonly keys: readonly Tensor[],
    readonly values: readonly Tensor[],
  ) {}

  get bytes(): number {
    return [...this.keys, ...this.values].reduce(
      (sum, tensor) => sum + (tensor.data as Float32Array).byteLength,
      0,
    );
  }

  /** The cache before anything was appended. */
  static empty(batch: number, { depth, heads, headWidth }: CacheShape): TensorCache {
    const nothing = () => new Tensor('float32', new Float32Array(0), [batch, heads, 0, headWidth]);
    const layers = Array.from({ length: depth }, nothing);
    return new TensorCache(batch, 0, layers, layers);
  }

  /** What the trunk is fed for its `past_...` inputs. */
  feeds(): Record<string, Tensor> {
    const feeds: Record<string, Tensor> = {};
    this.keys.forEach((key, layer) => {
      feeds[`past_key_${layer}`] = key;
      feeds[`past_value_${layer}`] = this.values[layer]!;
    });
    return feeds;
  }

  /** The cache that the trunk's `present_...` outputs are. */
  next(added: number, outputs: Readonly<Record<string, Tensor>>): TensorCache {
    const pick = (kind: string) => this.keys.map((_, layer) => outputs[`present_${kind}_${layer}`]!);
    return new TensorCache(this.batch, this.tokens + added, pick('key'), pick('value'));
  }
}

/** The names of the trunk's cache outputs. */
export const presentNames = (depth: number): string[] =>
  Array.from({ length: depth }, (_, layer) => [`present_key_${layer}`, `present_value_${layer}`]).flat();
