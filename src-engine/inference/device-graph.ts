import { fieldsOf } from '#engine/packs/onnx-inspection.ts';
import { encodeNode, type OnnxNode, ProtobufWriter } from '#engine/packs/graph-writer/onnx-model.ts';

/** A graph as a device is given it. */
export interface DeviceGraph {
  /** ONNX model; its large tensors lie where they lay before. */
  readonly model: Uint8Array;
  /** Nodes that are to be computed by the CPU. */
  readonly cpuNodes: readonly string[];
}

/** A node; `written` is what stands in the file, null where it has to be written anew. */
interface Node extends Omit<OnnxNode, 'attributes' | 'domain'> {
  readonly attributes?: OnnxNode['attributes'];
  readonly written: Uint8Array | null;
}

/** Fields of onnx.proto3. */
const fields = {
  model: { graph: 7 },
  graph: { node: 1, initializer: 5, output: 12 },
  node: { input: 1, output: 2, name: 3, operator: 4 },
  tensor: { name: 8, data: 9 },
  value: { name: 1 },
} as const;
const float32 = 1;

/**
 * Writes one of a pack's graphs (packs/graph-writer) the way that devices other than the CPU like it; the results are the same
 * up to rounding:
 * - products of integers become products of the widened weights, since such devices leave integers to the CPU;
 * - a table in half precision is widened before rows are taken from it, since not every device knows half precision;
 * - a norm is one node, where ONNX Runtime does that by itself on the CPU alone;
 * - angles, their cosines and sines are computed by the CPU: shaders are off by 1e-4 where angles are large.
 * What it does not recognise stays as it is.
 */
export function deviceGraph(model: Uint8Array): DeviceGraph {
  const result = new ProtobufWriter();
  let cpuNodes: readonly string[] = [];
  for (const { field, value, whole } of fieldsOf(model)) {
    if (field !== fields.model.graph || !value) result.raw(whole);
    else {
      const graph = rewriteGraph(value);
      ({ cpuNodes } = graph);
      result.bytes(field, graph.bytes);
    }
  }
  return { model: result.finish(), cpuNodes };
}

function rewriteGraph(graph: Uint8Array): { bytes: Uint8Array; cpuNodes: readonly string[] } {
  const nodes: Node[] = [];
  const constants = new Map<string, Uint8Array>();
  const outputs: string[] = [];
  const result = new ProtobufWriter();
  for (const { field, value, whole } of fieldsOf(graph)) {
    if (field === fields.graph.node && value) {
      nodes.push(readNode(value));
      continue;
    }
    if (field === fields.graph.output && value) outputs.push(textOf(value, fields.value.name));
    if (field === fields.graph.initializer && value)
      constants.set(textOf(value, fields.tensor.name), bytesOf(value, fields.tensor.data));
    result.raw(whole);
  }
  const used = withoutUnused(fuseNorms(widenTables(widenProducts(nodes)), constants), outputs);
  const cpuNodes: string[] = [];
  const onCpu = nodesBefore(used, ({ operator }) => operator === 'Cos' || operator === 'Sin');
  for (const [index, node] of used.entries()) {
    const name = `node_${index}`;
    if (onCpu.has(node)) cpuNodes.push(name);
    const written = node.written ?? encodeNode({ attributes: {}, ...node });
    const named = new ProtobufWriter().raw(written).string(fields.node.name, name).finish();
    result.bytes(fields.graph.node, named);
  }
  return { bytes: result.finish(), cpuNodes };
}

/** Rows over their range as integers, times integers, times the range: the rows times the widened matrix instead. */
function widenProducts(nodes: readonly Node[]): Node[] {
  const makerOf = makers(nodes);
  const readersOf = readers(nodes);
  const instead = new Map<Node, Node[]>();
  for (const product of nodes) {
    if (product.operator !== 'MatMulIntegerToFloat') continue;
    const [levels, matrix, , scales] = product.inputs as [string, string, string, string];
    const divided = makerOf.get(makerOf.get(levels)!.inputs[0]!)!;
    const [rows, range] = divided.inputs as [string, string];
    const [output] = product.outputs as [string];
    const [scaled] = readersOf.get(output)!;
    if (divided.operator !== 'Div' || scaled?.operator !== 'Mul' || !scaled.inputs.includes(range)) continue;
    const [cast, widened] = [`${output}_cast`, `${output}_widened`];
    instead.set(product, [
      node('Cast', [matrix], cast, { to: float32 }),
      node('Mul', [cast, scales], widened),
      node('MatMul', [rows, widened], scaled.outputs[0]!),
    ]);
    instead.set(scaled, []);
  }
  return nodes.flatMap((each) => instead.get(each) ?? [each]);
}

/** Gather, then Cast: Cast, then Gather. */
function widenTables(nodes: readonly Node[]): Node[] {
  const makerOf = makers(nodes);
  const instead = new Map<Node, Node[]>();
  for (const cast of nodes) {
    const gather = cast.operator === 'Cast' ? makerOf.get(cast.inputs[0]!) : undefined;
    if (gather?.operator !== 'Gather') continue;
    const [table, rows] = gather.inputs as [string, string];
    const [output] = cast.outputs as [string];
    const widened = `${output}_widened`;
    instead.set(cast, [
      node('Cast', [table], widened, { to: float32 }),
      node('Gather', [widened, rows], output, { axis: 0 }),
    ]);
  }
  return nodes.flatMap((each) => instead.get(each) ?? [each]);
}

/** x / sqrt(mean(x ^ 2) + epsilon) * gain in one node: ONNX Runtime's own, yet in the standard domain. */
function fuseNorms(nodes: readonly Node[], constants: ReadonlyMap<string, Uint8Array>): Node[] {
  const makerOf = makers(nodes);
  const before = (value: string, operator: string): Node | undefined => {
    const maker = makerOf.get(value);
    return maker?.operator === operator ? maker : undefined;
  };
  return nodes.map((scaled) => {
    if (scaled.operator !== 'Mul') return scaled;
    const [normal, gain] = scaled.inputs as [string, string];
    const divided = before(normal, 'Div');
    const added = divided && before(before(divided.inputs[1]!, 'Sqrt')?.inputs[0] ?? '', 'Add');
    const power = added && before(before(added.inputs[0]!, 'ReduceMean')?.inputs[0] ?? '', 'Pow');
    const epsilon = added && constants.get(added.inputs[1]!);
    if (!power || !epsilon || power.inputs[0] !== divided.inputs[0] || !constants.has(gain)) return scaled;
    const attributes = { axis: -1, epsilon: { float: floatOf(epsilon) } };
    return node('SimplifiedLayerNormalization', [divided.inputs[0]!, gain], scaled.outputs[0]!, attributes);
  });
}

/** Nodes whose results nothing needs are left out: ONNX Runtime would compute them. */
function withoutUnused(nodes: readonly Node[], outputs: readonly string[]): Node[] {
  const needed = new Set(outputs);
  const used: Node[] = [];
  for (const each of [...nodes].reverse()) {
    if (!each.outputs.some((output) => needed.has(output))) continue;
    for (const input of each.inputs) needed.add(input);
    used.push(each);
  }
  return used.reverse();
}

/** What `isLast` picks and everything that leads to it. */
function nodesBefore(nodes: readonly Node[], isLast: (node: Node) => boolean): Set<Node> {
  const makerOf = makers(nodes);
  const found = new Set<Node>();
  const visit = (each: Node | undefined): void => {
    if (!each || found.has(each)) return;
    found.add(each);
    for (const input of each.inputs) visit(makerOf.get(input));
  };
  nodes.filter(isLast).forEach(visit);
  return found;
}

const makers = (nodes: readonly Node[]): Map<string, Node> =>
  new Map(nodes.flatMap((each) => each.outputs.map((output) => [output, each] as const)));

function readers(nodes: readonly Node[]): Map<string, Node[]> {
  const found = new Map<string, Node[]>();
  for (const each of nodes)
    for (const input of each.inputs) found.set(input, [...(found.get(input) ?? []), each]);
  return found;
}

const node = (
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: OnnxNode['attributes'] = {},
): Node => ({ operator, inputs, outputs: [output], attributes, written: null });

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

function readNode(written: Uint8Array): Node {
  const texts = (field: number): string[] =>
    [...fieldsOf(written)].flatMap((each) => (each.field === field && each.value ? decode(each.value) : []));
  const [operator = ''] = texts(fields.node.operator);
  return { operator, inputs: texts(fields.node.input), outputs: texts(fields.node.output), written };
}

function bytesOf(message: Uint8Array, field: number): Uint8Array {
  for (const each of fieldsOf(message)) if (each.field === field && each.value) return each.value;
  return new Uint8Array(0);
}

const textOf = (message: Uint8Array, field: number): string => decode(bytesOf(message, field));

const floatOf = (bytes: Uint8Array): number =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getFloat32(0, true);
