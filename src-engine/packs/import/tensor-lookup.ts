import type { LinearWeights, NormWeights } from '#engine/packs/graph-writer/network-description.ts';
import {
  elementCount,
  type TensorSource,
  type WeightView,
} from '#engine/packs/graph-writer/tensor-source.ts';
import { invalidCheckpoint } from './invalid-checkpoint.ts';
import { text } from '#shared/text/text.ts';

/** Looks tensors up by name and shape, and remembers which were used. */
export class TensorLookup {
  private readonly used = new Set<string>();

  constructor(
    private readonly source: TensorSource,
    private readonly fileName: string,
  ) {}

  has(name: string): boolean {
    return this.source.shapes.has(name);
  }

  /** A tensor's shape, which must have this many axes. */
  shape(name: string, axes: number): readonly number[] {
    const shape = this.source.shapes.get(name);
    if (!shape) throw this.invalid(text.checkpoints.reasons.missing(name));
    if (shape.length !== axes || shape.some((extent) => extent < 1))
      throw this.invalid(text.checkpoints.reasons.shape(name, shape));
    return shape;
  }

  /** The whole tensor; its shape must be this one, but for axes of extent 1. */
  view(name: string, shape: readonly number[]): WeightView {
    const actual = this.source.shapes.get(name);
    if (!actual) throw this.invalid(text.checkpoints.reasons.missing(name));
    const squeeze = (extents: readonly number[]): string =>
      extents.filter((extent) => extent !== 1).join(', ');
    if (squeeze(actual) !== squeeze(shape) || elementCount(actual) !== elementCount(shape)) {
      throw this.invalid(text.checkpoints.reasons.shapeInstead(name, actual, shape));
    }
    this.used.add(name);
    return { tensor: name, start: 0, shape };
  }

  linear(name: string, from: number, to: number, bias: 'bias' | 'no bias' = 'bias'): LinearWeights {
    return {
      weight: this.view(`${name}.weight`, [to, from]),
      bias: bias === 'bias' ? this.view(`${name}.bias`, [to]) : null,
    };
  }

  layerNorm(name: string, size: number, epsilon: number): NormWeights {
    return {
      kind: 'layer',
      epsilon,
      weight: this.view(`${name}.weight`, [size]),
      bias: this.view(`${name}.bias`, [size]),
    };
  }

  /** How many numbered parts `prefix.0`, `prefix.1`, ... there are, without a gap. */
  countParts(prefix: string): number {
    const numbers = new Set<string>();
    for (const name of this.source.shapes.keys()) {
      if (name.startsWith(`${prefix}.`))
        numbers.add(name.slice(prefix.length + 1).split('.', 1)[0] as string);
    }
    let count = 0;
    while (numbers.has(String(count))) count += 1;
    return count;
  }

  /** Tensors that nothing asked for. */
  unused(): string[] {
    return [...this.source.shapes.keys()].filter((name) => !this.used.has(name));
  }

  invalid(reason: string): Error {
    return invalidCheckpoint(this.fileName, reason);
  }
}
