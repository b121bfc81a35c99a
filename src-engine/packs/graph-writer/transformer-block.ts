import type { LayerWriter } from './layers.ts';
import {
  outputPart,
  type BlockWeights,
  type NetworkDescription,
  type PositionScheme,
} from './network-description.ts';

/** Cosines and sines of the rotary angles, [n, headWidth / 2]: number i of a head pairs with number i + headWidth / 2. */
export interface RotaryFactors {
  readonly cos: string;
  readonly sin: string;
  /** int64 [1] = 0: row i of the factors belongs to token i. */
  readonly firstRow: string;
}

/** Computes the factors once per pass from `positions` int64 [n, 2]: angles = [row * f, column * f]. */
export function rotaryFactors(
  layers: LayerWriter,
  positions: string,
  scheme: PositionScheme & { kind: 'rope-2d' },
): RotaryFactors {
  const { graph } = layers;
  const count = scheme.frequencies;
  const frequencies = Array.from({ length: count }, (_, index) => scheme.base ** (-index / count));
  const coordinates = graph.node('Reshape', [
    graph.node('Cast', [positions], { to: 1 }),
    graph.integers([-1, 2, 1]),
  ]);
  const perAxis = graph.node('Mul', [coordinates, graph.floats(frequencies, [1, 1, count])]);
  const angles = graph.node('Reshape', [perAxis, graph.integers([-1, 2 * count])]);
  return {
    cos: graph.node('Cos', [angles]),
    sin: graph.node('Sin', [angles]),
    firstRow: graph.integers([0]),
  };
}

/** One block: attention over past and present, then the feed-forward, each added to what came in. */
export async function writeBlock(
  layers: LayerWriter,
  network: NetworkDescription,
  block: BlockWeights,
  input: { hidden: string; pastKey: string; pastValue: string; rotary: RotaryFactors | null },
): Promise<{ hidden: string; presentKey: string; presentValue: string }> {
  const { graph } = layers;
  const { heads, headWidth, width } = network;
  const toHeads = (value: string): string =>
    graph.node('Reshape', [value, graph.integers([0, 0, heads, headWidth])]);
  const byHead = (value: string): string => graph.node('Transpose', [value], { perm: [0, 2, 1, 3] });
  // ONNX Runtime's own operator: the same in plain ones (split, swap, multiply, add) takes a tenth of a whole pass.
  const rotate = (value: string): string =>
    input.rotary
      ? graph.runtimeNode('RotaryEmbedding', [
          value,
          input.rotary.firstRow,
          input.rotary.cos,
          input.rotary.sin,
        ])
      : value;

  const normal = await layers.norm(input.hidden, block.attentionNorm, width);
  // Three products instead of one that is split: the split's copies cost more.
  const query = await layers.quantisableLinear(normal, outputPart(block.queryKeyValue, 0, 3));
  const key = await layers.quantisableLinear(normal, outputPart(block.queryKeyValue, 1, 3));
  const value = await layers.quantisableLinear(normal, outputPart(block.queryKeyValue, 2, 3));
  const scale = headWidth ** -0.5;
  const scaledQuery = block.queryNorm
    ? await layers.norm(toHeads(query), block.queryNorm, headWidth, scale)
    : graph.node('Mul', [toHeads(query), graph.floats([scale], [])]);
  const normalKey = block.keyNorm ? await layers.norm(toHeads(key), block.keyNorm, headWidth) : toHeads(key);
  const presentKey = graph.node('Concat', [input.pastKey, rotate(byHead(normalKey))], { axis: 2 });
  const presentValue = graph.node('Concat', [input.pastValue, byHead(toHeads(value))], { axis: 2 });
  const keyColumns = graph.node('Transpose', [presentKey], { perm: [0, 1, 3, 2] });
  const weights = graph.node('Softmax', [graph.node('MatMul', [rotate(byHead(scaledQuery)), keyColumns])], {
    axis: -1,
  });
  const attended = byHead(graph.node('MatMul', [weights, presentValue]));
  const joined = graph.node('Reshape', [attended, graph.integers([0, 0, width])]);
  const afterAttention = graph.node('Add', [
    input.hidden,
    await layers.quantisableLinear(joined, block.attentionOutput),
  ]);

  const activated = await writeActivation(
    layers,
    network,
    block,
    await layers.norm(afterAttention, block.feedForwardNorm, width),
  );
  const hidden = graph.node('Add', [
    afterAttention,
    await layers.quantisableLinear(activated, block.feedForwardOut),
  ]);
  return { hidden, presentKey, presentValue };
}

/** The feed-forward's first layer and its activation. */
async function writeActivation(
  layers: LayerWriter,
  network: NetworkDescription,
  block: BlockWeights,
  input: string,
): Promise<string> {
  const { graph } = layers;
  if (network.feedForward === 'gelu-tanh') {
    return graph.node('Gelu', [await layers.quantisableLinear(input, block.feedForwardIn)], {
      approximate: 'tanh',
    });
  }
  const gate = await layers.quantisableLinear(input, outputPart(block.feedForwardIn, 0, 2));
  const value = await layers.quantisableLinear(input, outputPart(block.feedForwardIn, 1, 2));
  return graph.node('Mul', [graph.node('Mul', [gate, graph.node('Sigmoid', [gate])]), value]);
}
