import { ProtobufWriter } from './protobuf-writer.ts';

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
