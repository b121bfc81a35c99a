import type { LayerWriter } from './layers';
import type { BlockWeights, NetworkDescription, PositionScheme } from './network-description';

/** Rotary factors [n, headWidth]: a head x becomes x * cos + (its halves swapped) * sin, sin negative in the first half. */
export interface RotaryFactors {
  readonly cos: string;
  readonly sin: string;
}

/** Computes the factors once per pass from `positions` int64 [n, 2]. */
export function rotaryFactors(layers: LayerWriter, positions: string, scheme: PositionScheme & { kind: 'rope-2d' }): RotaryFactors {
  const { graph } = layers;
  const count = scheme.frequencies;
  const frequencies = Array.from({ length: count }, (_, index) => scheme.base ** (-index / count));
  const coordinates = graph.node('Reshape', [graph.node('Cast', [positions], { to: 1 }), graph.integers([-1, 2, 1])]);
  const perAxis = graph.node('Mul', [coordinates, graph.floats(frequencies, [1, 1, count])]);
  const angles = graph.node('Reshape', [perAxis, graph.integers([-1, 2 * count])]);
  const both = graph.node('Concat', [angles, angles], { axis: 1 });
  const signs = Array.from({ length: 4 * count }, (_, index) => (index < 2 * count ? -1 : 1));
  return {
    cos: graph.node('Cos', [both]),
    sin: graph.node('Mul', [graph.node('Sin', [both]), graph.floats(signs, [1, 4 * count])]),
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
  const toHeads = (value: string): string => graph.node('Reshape', [value, graph.integers([0, 0, heads, headWidth])]);
  const byHead = (value: string): string => graph.node('Transpose', [value], { perm: [0, 2, 1, 3] });
  const rotate = (value: string): string => {
    if (!input.rotary) return value;
    const [first, second] = graph.nodeWithOutputs('Split', [value], 2, { axis: -1, num_outputs: 2 }) as [string, string];
    const swapped = graph.node('Concat', [second, first], { axis: -1 });
    return graph.node('Add', [
      graph.node('Mul', [value, input.rotary.cos]),
      graph.node('Mul', [swapped, input.rotary.sin]),
    ]);
  };

  const normal = await layers.norm(input.hidden, block.attentionNorm, width);
  const projected = await layers.quantisableLinear(normal, block.queryKeyValue);
  const [query, key, value] = graph.nodeWithOutputs('Split', [projected], 3, { axis: -1, num_outputs: 3 }) as [string, string, string];
  const scale = headWidth ** -0.5;
  const scaledQuery = block.queryNorm
    ? await layers.norm(toHeads(query), block.queryNorm, headWidth, scale)
    : graph.node('Mul', [toHeads(query), graph.floats([scale], [])]);
  const normalKey = block.keyNorm ? await layers.norm(toHeads(key), block.keyNorm, headWidth) : toHeads(key);
  const presentKey = graph.node('Concat', [input.pastKey, rotate(byHead(normalKey))], { axis: 2 });
  const presentValue = graph.node('Concat', [input.pastValue, byHead(toHeads(value))], { axis: 2 });
  const keyColumns = graph.node('Transpose', [presentKey], { perm: [0, 1, 3, 2] });
  const weights = graph.node('Softmax', [graph.node('MatMul', [rotate(byHead(scaledQuery)), keyColumns])], { axis: -1 });
  const attended = byHead(graph.node('MatMul', [weights, presentValue]));
  const joined = graph.node('Reshape', [attended, graph.integers([0, 0, width])]);
  const afterAttention = graph.node('Add', [input.hidden, await layers.quantisableLinear(joined, block.attentionOutput)]);

  const expanded = await layers.quantisableLinear(
    await layers.norm(afterAttention, block.feedForwardNorm, width),
    block.feedForwardIn,
  );
  const activated = activate(layers, expanded, network.feedForward);
  const hidden = graph.node('Add', [afterAttention, await layers.quantisableLinear(activated, block.feedForwardOut)]);
  return { hidden, presentKey, presentValue };
}

function activate(layers: LayerWriter, expanded: string, kind: NetworkDescription['feedForward']): string {
  const { graph } = layers;
  if (kind === 'gelu-tanh') return graph.node('Gelu', [expanded], { approximate: 'tanh' });
  const [gate, value] = graph.nodeWithOutputs('Split', [expanded], 2, { axis: -1, num_outputs: 2 }) as [string, string];
  return graph.node('Mul', [graph.node('Mul', [gate, graph.node('Sigmoid', [gate])]), value]);
}
