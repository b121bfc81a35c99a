import type { PackPrecision } from '#engine/packs/manifest.ts';
import { GraphBuilder } from './graph-builder.ts';
import { LayerWriter } from './layers.ts';
import type { BlockWeights, NetworkDescription, TimeEmbedding } from './network-description.ts';
import type { OnnxGraph } from './onnx-model.ts';
import { rotaryFactors, writeBlock } from './transformer-block.ts';
import type { WeightStore } from './weight-store.ts';

/** The transformer's graphs by file name (docs/model-pack.md gives inputs and outputs); weights go to the store. */
export async function* writeTransformerGraphs(
  network: NetworkDescription,
  store: WeightStore,
  precision: PackPrecision,
): AsyncGenerator<{ readonly path: string; readonly graph: OnnxGraph }> {
  yield { path: 'condition.onnx', graph: await writeCondition(network, store, precision) };
  yield { path: 'embed-clean.onnx', graph: await writeEmbedding(network, store, precision, 'clean') };
  yield { path: 'embed-noisy.onnx', graph: await writeEmbedding(network, store, precision, 'noisy') };
  yield { path: 'trunk.onnx', graph: await writeTrunk(network, store, precision, network.blocks) };
  yield { path: 'head.onnx', graph: await writeHead(network, store, precision) };
}

async function writeCondition(
  network: NetworkDescription,
  store: WeightStore,
  precision: PackPrecision,
): Promise<OnnxGraph> {
  const graph = new GraphBuilder('condition');
  const layers = new LayerWriter(graph, store, precision);
  const label = graph.input('label', 'int64', ['batch']);
  const row = await layers.rows(network.conditionTable, label);
  let hidden = graph.node('Reshape', [row, graph.integers([-1, network.conditionTokens, network.width])]);
  if (network.conditionPositions)
    hidden = graph.node('Add', [hidden, await layers.constant(network.conditionPositions)]);
  graph.output('hidden', 'float32', ['batch', network.conditionTokens, network.width], hidden);
  return graph.finish();
}

async function writeEmbedding(
  network: NetworkDescription,
  store: WeightStore,
  precision: PackPrecision,
  kind: 'clean' | 'noisy',
): Promise<OnnxGraph> {
  const graph = new GraphBuilder(`embed-${kind}`);
  const layers = new LayerWriter(graph, store, precision);
  const tokens = graph.input('tokens', 'float32', ['batch', 'tokens', network.channels]);
  let hidden = await layers.linear(
    tokens,
    network.tokenProjection,
    kind === 'clean' ? network.cleanKind : network.noisyKind,
  );
  if (network.positions.kind === 'learned') {
    const positions = graph.input('positions', 'int64', ['tokens', 2]);
    const strides = graph.node('Mul', [positions, graph.integers([network.positions.columns, 1])]);
    const index = graph.node('ReduceSum', [strides, graph.integers([1])], { keepdims: 0 });
    hidden = graph.node('Add', [hidden, await layers.rows(network.positions.table, index)]);
  }
  if (kind === 'noisy') hidden = graph.node('Add', [hidden, await writeTime(layers, network.time)]);
  graph.output('hidden', 'float32', ['batch', 'tokens', network.width], hidden);
  return graph.finish();
}

/** `time` [1] -> [1, width] */
async function writeTime(layers: LayerWriter, time: TimeEmbedding): Promise<string> {
  const { graph } = layers;
  const input = graph.input('time', 'float32', [1]);
  const frequencies = Array.from(
    { length: time.frequencies },
    (_, index) => time.maxPeriod ** (-index / time.frequencies),
  );
  const scaled = graph.node('Mul', [input, graph.floats([time.scale])]);
  const angles = graph.node('Mul', [scaled, graph.floats(frequencies, [1, time.frequencies])]);
  const sinusoids = graph.node('Concat', [graph.node('Cos', [angles]), graph.node('Sin', [angles])], {
    axis: 1,
  });
  const inner = await layers.linear(sinusoids, time.first);
  return layers.linear(graph.node('Mul', [inner, graph.node('Sigmoid', [inner])]), time.second);
}

/** Whether int8 packs round a block. Not the first: what it loses, all others pass on (more than half of the whole error at much noise). */
export const isQuantised = ({ blocks }: Pick<NetworkDescription, 'blocks'>, block: BlockWeights): boolean =>
  block !== blocks[0];

/** The trunk over some of the network's blocks; also used block by block to measure what a precision costs. */
export async function writeTrunk(
  network: NetworkDescription,
  store: WeightStore,
  precision: PackPrecision,
  blocks: readonly BlockWeights[],
): Promise<OnnxGraph> {
  const graph = new GraphBuilder('trunk');
  const layers = new LayerWriter(graph, store, precision);
  const floatLayers = new LayerWriter(graph, store, precision === 'int8' ? 'fp16' : precision);
  const { heads, headWidth, width } = network;
  let hidden = graph.input('hidden', 'float32', ['batch', 'tokens', width]);
  const rotary =
    network.positions.kind === 'rope-2d'
      ? rotaryFactors(layers, graph.input('positions', 'int64', ['tokens', 2]), network.positions)
      : null;
  for (const [index, block] of blocks.entries()) {
    const pastKey = graph.input(`past_key_${index}`, 'float32', ['batch', heads, 'past', headWidth]);
    const pastValue = graph.input(`past_value_${index}`, 'float32', ['batch', heads, 'past', headWidth]);
    const own = isQuantised(network, block) ? layers : floatLayers;
    const result = await writeBlock(own, network, block, { hidden, pastKey, pastValue, rotary });
    hidden = result.hidden;
    graph.output(
      `present_key_${index}`,
      'float32',
      ['batch', heads, 'present', headWidth],
      result.presentKey,
    );
    graph.output(
      `present_value_${index}`,
      'float32',
      ['batch', heads, 'present', headWidth],
      result.presentValue,
    );
  }
  graph.output('output', 'float32', ['batch', 'tokens', width], hidden);
  return graph.finish();
}

async function writeHead(
  network: NetworkDescription,
  store: WeightStore,
  precision: PackPrecision,
): Promise<OnnxGraph> {
  const graph = new GraphBuilder('head');
  const layers = new LayerWriter(graph, store, precision);
  const hidden = graph.input('hidden', 'float32', ['batch', 'tokens', network.width]);
  const normal = await layers.norm(hidden, network.outputNorm, network.width);
  graph.output(
    'prediction',
    'float32',
    ['batch', 'tokens', network.channels],
    await layers.linear(normal, network.output),
  );
  return graph.finish();
}
