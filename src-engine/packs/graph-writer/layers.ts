import type { PackPrecision } from '#engine/packs/manifest.ts';
import type { GraphBuilder } from './graph-builder.ts';
import type {
  LinearWeights,
  NormWeights,
  ConvolutionWeights,
  GroupNormWeights,
} from './network-description.ts';
import type { WeightView } from './tensor-source.ts';
import type { WeightStore } from './weight-store.ts';

/** Names of values in the graph. */
type QuantisedRows = Record<'levels' | 'range' | 'step' | 'zero', string>;

/** Writes layers into one graph, keeping weights in the pack's precision; arithmetic stays float32. */
export class LayerWriter {
  constructor(
    readonly graph: GraphBuilder,
    private readonly store: WeightStore,
    private readonly precision: PackPrecision,
  ) {}

  private readonly quantisedRows = new Map<string, QuantisedRows>();

  /** x W^T + b, in the pack's precision. `extraBias` is added to the bias. */
  async linear(input: string, weights: LinearWeights, extraBias: WeightView | null = null): Promise<string> {
    const type = this.precision === 'fp32' ? 'float32' : 'float16';
    const matrix = this.widen(this.graph.tensor(await this.store.copyTransposed(weights.weight, type)), type);
    return this.addBias(this.graph.node('MatMul', [input, matrix]), weights.bias, extraBias);
  }

  /** As linear, but where the pack's precision is int8 the product runs on integers (a range per row, one scale per output). */
  async quantisableLinear(input: string, weights: LinearWeights): Promise<string> {
    if (this.precision !== 'int8') return this.linear(input, weights);
    const { graph } = this;
    const { levels, range, step, zero } = this.quantiseRows(input);
    const { matrix, scales } = await this.store.copyQuantised(weights.weight);
    const columns = [graph.tensor(matrix), step, graph.floats(scales), zero];
    const product = graph.runtimeNode('MatMulIntegerToFloat', [levels, ...columns]);
    return this.addBias(graph.node('Mul', [product, range]), weights.bias, null);
  }

  /**
   * Rows [..., width] as uint8 levels 1 to 255 around 128, each row over its own largest magnitude (`range` [..., 1]), so that
   * no row depends on those beside it: value ~ range * step * (level - zero). Products of one input share its levels.
   */
  private quantiseRows(input: string): QuantisedRows {
    const known = this.quantisedRows.get(input);
    if (known) return known;
    const { graph } = this;
    const step = graph.floats([1 / 127], []);
    const zero = graph.tensor({ elementType: 'uint8', dimensions: [], data: Uint8Array.of(128) });
    const magnitudes = graph.node('Abs', [input]);
    const largest = graph.node('ReduceMax', [magnitudes, graph.integers([-1])], { keepdims: 1 });
    // A row of zeros stays one.
    const range = graph.node('Max', [largest, graph.floats([1e-30], [])]);
    const levels = graph.node('QuantizeLinear', [graph.node('Div', [input, range]), step, zero]);
    const rows = { levels, range, step, zero };
    this.quantisedRows.set(input, rows);
    return rows;
  }

  /** Normalises the last axis; `scale` multiplies the result (folded into weight and bias). */
  async norm(input: string, weights: NormWeights, size: number, scale = 1): Promise<string> {
    const { graph } = this;
    const weight = weights.weight ? await this.store.values(weights.weight) : new Float32Array(size).fill(1);
    const gain = graph.floats(weight.map((value) => value * scale));
    if (weights.kind === 'layer') {
      const inputs = [input, gain];
      if (weights.bias)
        inputs.push(graph.floats((await this.store.values(weights.bias)).map((value) => value * scale)));
      return graph.node('LayerNormalization', inputs, { axis: -1, epsilon: { float: weights.epsilon } });
    }
    // These very nodes are what ONNX Runtime fuses into one (SimplifiedLayerNormalization).
    const square = graph.node('Pow', [input, graph.floats([2], [])]);
    const mean = graph.node('ReduceMean', [square, graph.integers([-1])], { keepdims: 1 });
    const root = graph.node('Sqrt', [graph.node('Add', [mean, graph.floats([weights.epsilon], [])])]);
    const normal = graph.node('Mul', [graph.node('Div', [input, root]), gain]);
    return weights.bias
      ? graph.node('Add', [
          normal,
          graph.floats((await this.store.values(weights.bias)).map((value) => value * scale)),
        ])
      : normal;
  }

  /** Rows of a table, kept in half precision where the pack is; only the rows that are used are widened. */
  async rows(table: WeightView, index: string): Promise<string> {
    const type = this.precision === 'fp32' ? 'float32' : 'float16';
    return this.widen(
      this.graph.node('Gather', [this.graph.tensor(await this.store.copy(table, type)), index], { axis: 0 }),
      type,
    );
  }

  /** A square convolution; same size out as in unless `attributes` say otherwise. */
  async convolution(
    input: string,
    weights: ConvolutionWeights,
    attributes: { readonly pads?: readonly number[]; readonly strides?: readonly number[] } = {},
  ): Promise<string> {
    const type = this.precision === 'fp32' ? 'float32' : 'float16';
    const size = weights.weight.shape[2] ?? 1;
    const margin = (size - 1) / 2;
    const kernel = this.widen(this.graph.tensor(await this.store.copy(weights.weight, type)), type);
    const shape = {
      kernel_shape: [size, size],
      pads: attributes.pads ?? [margin, margin, margin, margin],
      strides: attributes.strides ?? [1, 1],
    };
    return this.graph.node('Conv', [input, kernel, await this.constant(weights.bias)], shape);
  }

  /** [batch, channels, height, width], each group of channels normalised together. */
  async groupNorm(input: string, weights: GroupNormWeights): Promise<string> {
    const { graph } = this;
    const { groups } = weights;
    const channels = weights.weight.shape[0] as number;
    const grouped = graph.node('Reshape', [input, graph.integers([0, groups, -1])]);
    const ones = graph.floats(new Float32Array(groups).fill(1));
    const zeros = graph.floats(new Float32Array(groups));
    const normal = graph.node('InstanceNormalization', [grouped, ones, zeros], {
      epsilon: { float: weights.epsilon },
    });
    const restored = graph.node('Reshape', [normal, graph.node('Shape', [input])]);
    const gain = graph.floats(await this.store.values(weights.weight), [channels, 1, 1]);
    const shift = graph.floats(await this.store.values(weights.bias), [channels, 1, 1]);
    return graph.node('Add', [graph.node('Mul', [restored, gain]), shift]);
  }

  /** A float32 constant copied from the source. */
  async constant(view: WeightView): Promise<string> {
    return this.graph.tensor(await this.store.copy(view, 'float32'));
  }

  private async addBias(
    value: string,
    bias: WeightView | null,
    extraBias: WeightView | null,
  ): Promise<string> {
    const parts = await Promise.all(
      [bias, extraBias].flatMap((view) => (view ? [this.store.values(view)] : [])),
    );
    const [first, second] = parts;
    if (!first) return value;
    return this.graph.node('Add', [
      value,
      this.graph.floats(second ? first.map((entry, index) => entry + (second[index] as number)) : first),
    ]);
  }

  private widen(value: string, type: 'float32' | 'float16'): string {
    return type === 'float32' ? value : this.graph.node('Cast', [value], { to: 1 });
  }
}
