/** Element types of TensorProto.DataType that packs use. */
const elementTypes = { float32: 1, uint8: 2, int8: 3, int32: 6, int64: 7, float16: 10 } as const;
export type ElementType = keyof typeof elementTypes;

/** A constant tensor: its little-endian bytes inside the model, or where they lie in another file of the pack. */
export interface OnnxTensor {
  readonly name: string;
  readonly elementType: ElementType;
  readonly dimensions: readonly number[];
  readonly data: Uint8Array | ExternalLocation;
}

export interface ExternalLocation {
  /** File name, relative to the model's folder. */
  readonly file: string;
  readonly offset: number;
  readonly length: number;
}

export type OnnxAttribute = number | string | readonly number[] | { readonly float: number };

export interface OnnxNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, OnnxAttribute>>;
  /** Absent for standard operators. */
  readonly domain?: typeof runtimeDomain;
}

/** A graph input or output; a string dimension is symbolic. */
export interface OnnxValue {
  readonly name: string;
  readonly elementType: ElementType;
  readonly dimensions: readonly (number | string)[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly nodes: readonly OnnxNode[];
  readonly initializers: readonly OnnxTensor[];
}

/** ONNX Runtime's own operators. */
const runtimeDomain = 'com.microsoft';

/** IR 10 and opset 21: what onnxruntime 1.18 and later read. */
const irVersion = 10;
const opsetVersion = 21;

/** The bytes of an ONNX ModelProto. */
export function encodeModel(graph: OnnxGraph): Uint8Array {
  const model = new ProtobufWriter();
  model.integer(1, irVersion).string(2, 'tessera');
  model.message(7, (writer) => writeGraph(writer, graph));
  model.message(8, (opset) => opset.string(1, '').integer(2, opsetVersion));
  if (graph.nodes.some((node) => node.domain))
    model.message(8, (opset) => opset.string(1, runtimeDomain).integer(2, 1));
  return model.finish();
}

function writeGraph(writer: ProtobufWriter, graph: OnnxGraph): void {
  for (const node of graph.nodes) writer.message(1, (nested) => writeNode(nested, node));
  writer.string(2, graph.name);
  for (const tensor of graph.initializers) writer.message(5, (nested) => writeTensor(nested, tensor));
  for (const value of graph.inputs) writer.message(11, (nested) => writeValue(nested, value));
  for (const value of graph.outputs) writer.message(12, (nested) => writeValue(nested, value));
}

/** The bytes of an ONNX NodeProto. */
export function encodeNode(node: OnnxNode): Uint8Array {
  const writer = new ProtobufWriter();
  writeNode(writer, node);
  return writer.finish();
}

function writeNode(writer: ProtobufWriter, node: OnnxNode): void {
  for (const input of node.inputs) writer.string(1, input);
  for (const output of node.outputs) writer.string(2, output);
  writer.string(4, node.operator);
  if (node.domain) writer.string(7, node.domain);
  for (const [name, value] of Object.entries(node.attributes)) {
    writer.message(5, (attribute) => {
      attribute.string(1, name);
      if (typeof value === 'number') attribute.integer(3, value).integer(20, 2);
      else if (typeof value === 'string') attribute.string(4, value).integer(20, 3);
      else if ('float' in value) attribute.float(2, value.float).integer(20, 1);
      else attribute.packedIntegers(8, value).integer(20, 7);
    });
  }
}

function writeTensor(writer: ProtobufWriter, tensor: OnnxTensor): void {
  writer.packedIntegers(1, tensor.dimensions);
  writer.integer(2, elementTypes[tensor.elementType]);
  writer.string(8, tensor.name);
  const { data } = tensor;
  if (data instanceof Uint8Array) {
    writer.bytes(9, data);
    return;
  }
  const entries = { location: data.file, offset: String(data.offset), length: String(data.length) };
  for (const [key, value] of Object.entries(entries)) {
    writer.message(13, (entry) => entry.string(1, key).string(2, value));
  }
  writer.integer(14, 1);
}

function writeValue(writer: ProtobufWriter, value: OnnxValue): void {
  writer.string(1, value.name);
  writer.message(2, (type) =>
    type.message(1, (tensorType) => {
      tensorType.integer(1, elementTypes[value.elementType]);
      tensorType.message(2, (shape) => {
        for (const dimension of value.dimensions) {
          shape.message(1, (entry) => {
            if (typeof dimension === 'number') entry.integer(1, dimension);
            else entry.string(2, dimension);
          });
        }
      });
    }),
  );
}

/**
 * Writes protocol buffer messages (wire types 0, 2 and 5), as much of them as an ONNX model needs.
 * A nested message is written by a callback into a writer of its own, then copied with its length in front.
 */
export class ProtobufWriter {
  private buffer = new Uint8Array(4096);
  private length = 0;

  /** Field of type int64, int32, enum or bool; negative numbers take ten bytes, as the format has it. */
  integer(field: number, value: number | bigint): this {
    this.tag(field, 0);
    this.varint(BigInt.asUintN(64, BigInt(value)));
    return this;
  }

  float(field: number, value: number): this {
    this.tag(field, 5);
    this.reserve(4);
    new DataView(this.buffer.buffer).setFloat32(this.length, value, true);
    this.length += 4;
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    this.tag(field, 2);
    this.varint(BigInt(value.length));
    this.raw(value);
    return this;
  }

  string(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  packedIntegers(field: number, values: readonly number[]): this {
    const packed = new ProtobufWriter();
    for (const value of values) packed.varint(BigInt.asUintN(64, BigInt(value)));
    return this.bytes(field, packed.finish());
  }

  message(field: number, write: (writer: ProtobufWriter) => void): this {
    const nested = new ProtobufWriter();
    write(nested);
    return this.bytes(field, nested.finish());
  }

  /** The bytes written so far; a view, valid until the next write. */
  finish(): Uint8Array {
    return this.buffer.subarray(0, this.length);
  }

  private tag(field: number, wireType: number): void {
    this.varint(BigInt((field << 3) | wireType));
  }

  private varint(value: bigint): void {
    this.reserve(10);
    let rest = value;
    while (rest >= 0x80n) {
      this.buffer[this.length++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    this.buffer[this.length++] = Number(rest);
  }

  /** Fields that were written before. */
  raw(value: Uint8Array): this {
    this.reserve(value.length);
    this.buffer.set(value, this.length);
    this.length += value.length;
    return this;
  }

  private reserve(bytes: number): void {
    if (this.length + bytes <= this.buffer.length) return;
    const larger = new Uint8Array(Math.max(this.buffer.length * 2, this.length + bytes));
    larger.set(this.buffer.subarray(0, this.length));
    this.buffer = larger;
  }
}
