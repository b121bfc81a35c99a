import type { ElementType, OnnxAttribute, OnnxGraph, OnnxNode, OnnxTensor, OnnxValue } from './onnx-model.ts';

/** Collects one graph's nodes; values are known by the names that the methods give back. */
export class GraphBuilder {
  private readonly inputs: OnnxValue[] = [];
  private readonly outputs: OnnxValue[] = [];
  private readonly nodes: OnnxNode[] = [];
  private readonly initializers: OnnxTensor[] = [];
  private readonly renamed = new Map<string, string>();
  private valueCount = 0;

  constructor(private readonly name: string) {}

  input(name: string, elementType: ElementType, dimensions: readonly (number | string)[]): string {
    this.inputs.push({ name, elementType, dimensions });
    return name;
  }

  /** Declares a computed value as an output of the graph. */
  output(
    name: string,
    elementType: ElementType,
    dimensions: readonly (number | string)[],
    value: string,
  ): void {
    this.outputs.push({ name, elementType, dimensions });
    this.renamed.set(value, name);
  }

  /** Adds a node with one output. */
  node(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
  ): string {
    return this.nodeWithOutputs(operator, inputs, 1, attributes)[0] as string;
  }

  /** Adds a node with several outputs. */
  nodeWithOutputs(
    operator: string,
    inputs: readonly string[],
    outputCount: number,
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
  ): string[] {
    const outputs = Array.from({ length: outputCount }, () => this.nextName(operator));
    this.nodes.push({ operator, inputs, outputs, attributes });
    return outputs;
  }

  /** Adds a node of ONNX Runtime's own operators (com.microsoft) with one output. */
  runtimeNode(operator: string, inputs: readonly string[]): string {
    const output = this.nextName(operator);
    this.nodes.push({ operator, inputs, outputs: [output], attributes: {}, domain: 'com.microsoft' });
    return output;
  }

  /** Adds a constant tensor. */
  tensor(tensor: Omit<OnnxTensor, 'name'>): string {
    const name = this.nextName('constant');
    this.initializers.push({ name, ...tensor });
    return name;
  }

  /** A constant float32 tensor inside the model. */
  floats(values: Float32Array | readonly number[], dimensions: readonly number[] = [values.length]): string {
    return this.tensor({
      elementType: 'float32',
      dimensions,
      data: new Uint8Array(Float32Array.from(values).buffer),
    });
  }

  /** A constant int64 vector inside the model: shapes, axes, sizes. */
  integers(values: readonly number[]): string {
    const data = new Uint8Array(BigInt64Array.from(values, BigInt).buffer);
    return this.tensor({ elementType: 'int64', dimensions: [values.length], data });
  }

  finish(): OnnxGraph {
    const rename = (name: string): string => this.renamed.get(name) ?? name;
    const nodes = this.nodes.map((node) => ({
      ...node,
      inputs: node.inputs.map(rename),
      outputs: node.outputs.map(rename),
    }));
    return {
      name: this.name,
      inputs: this.inputs,
      outputs: this.outputs,
      nodes,
      initializers: this.initializers,
    };
  }

  private nextName(prefix: string): string {
    this.valueCount += 1;
    return `${prefix}_${this.valueCount}`;
  }
}
