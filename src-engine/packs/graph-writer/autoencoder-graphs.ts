import type { PackPrecision } from '#engine/packs/manifest.ts';
import { GraphBuilder } from './graph-builder.ts';
import { LayerWriter } from './layers.ts';
import type { OnnxGraph } from './onnx-model.ts';
import type { ConvolutionWeights, GroupNormWeights } from './network-description.ts';
import type { WeightStore } from './weight-store.ts';

/** A convolutional network as the stages it runs through, in sequence. Swish = x * sigmoid(x). */
export type ImageStage =
  | { readonly kind: 'convolution'; readonly convolution: ConvolutionWeights }
  | {
      /** x + conv2(swish(norm2(conv1(swish(norm1(x)))))); the shortcut maps x where channels change. */
      readonly kind: 'residual';
      readonly norm1: GroupNormWeights;
      readonly convolution1: ConvolutionWeights;
      readonly norm2: GroupNormWeights;
      readonly convolution2: ConvolutionWeights;
      readonly shortcut: ConvolutionWeights | null;
    }
  | {
      /** x + output(attention over all positions of norm(x)), one head. */
      readonly kind: 'attention';
      readonly norm: GroupNormWeights;
      readonly query: ConvolutionWeights;
      readonly key: ConvolutionWeights;
      readonly value: ConvolutionWeights;
      readonly output: ConvolutionWeights;
    }
  /** Pad right and bottom by 1, then 3 x 3 with stride 2. */
  | { readonly kind: 'downsample'; readonly convolution: ConvolutionWeights }
  /** Nearest x 2, then 3 x 3. */
  | { readonly kind: 'upsample'; readonly convolution: ConvolutionWeights }
  | { readonly kind: 'norm-swish'; readonly norm: GroupNormWeights };

/** Where an autoencoder's weights lie, and its sizes. */
export interface AutoencoderDescription {
  /** Picture pixels per latent position. */
  readonly factor: number;
  /** Numbers per latent position. */
  readonly channels: number;
  /** Ends with mean and log variance, channels each. */
  readonly encoder: readonly ImageStage[];
  readonly decoder: readonly ImageStage[];
}

/** encoder.onnx: `image` [1, 3, H, W] -> `mean`, `logvar` [1, channels, H / factor, W / factor]. */
export async function writeEncoder(
  description: AutoencoderDescription,
  store: WeightStore,
  precision: PackPrecision,
): Promise<OnnxGraph> {
  const graph = new GraphBuilder('encoder');
  const layers = new LayerWriter(graph, store, precision);
  const image = graph.input('image', 'float32', ['batch', 3, 'height', 'width']);
  const moments = await writeStages(layers, description.encoder, image);
  const [mean, logvar] = graph.nodeWithOutputs('Split', [moments], 2, { axis: 1, num_outputs: 2 }) as [
    string,
    string,
  ];
  const dimensions = ['batch', description.channels, 'rows', 'columns'];
  graph.output('mean', 'float32', dimensions, mean);
  graph.output('logvar', 'float32', dimensions, logvar);
  return graph.finish();
}

/** decoder.onnx: `latent` [1, channels, h, w] -> `image` [1, 3, h * factor, w * factor]. */
export async function writeDecoder(
  description: AutoencoderDescription,
  store: WeightStore,
  precision: PackPrecision,
): Promise<OnnxGraph> {
  const graph = new GraphBuilder('decoder');
  const layers = new LayerWriter(graph, store, precision);
  const latent = graph.input('latent', 'float32', ['batch', description.channels, 'rows', 'columns']);
  const image = await writeStages(layers, description.decoder, latent);
  graph.output('image', 'float32', ['batch', 3, 'height', 'width'], image);
  return graph.finish();
}

async function writeStages(
  layers: LayerWriter,
  stages: readonly ImageStage[],
  input: string,
): Promise<string> {
  let value = input;
  for (const stage of stages) value = await writeStage(layers, stage, value);
  return value;
}

async function writeStage(layers: LayerWriter, stage: ImageStage, input: string): Promise<string> {
  const { graph } = layers;
  switch (stage.kind) {
    case 'convolution':
      return layers.convolution(input, stage.convolution);
    case 'norm-swish':
      return swish(layers, await layers.groupNorm(input, stage.norm));
    case 'downsample':
      return layers.convolution(input, stage.convolution, { pads: [0, 0, 1, 1], strides: [2, 2] });
    case 'upsample': {
      const scales = graph.floats([1, 1, 2, 2]);
      const nearest = {
        mode: 'nearest',
        coordinate_transformation_mode: 'asymmetric',
        nearest_mode: 'floor',
      };
      return layers.convolution(graph.node('Resize', [input, '', scales], nearest), stage.convolution);
    }
    case 'residual': {
      const first = await layers.convolution(
        swish(layers, await layers.groupNorm(input, stage.norm1)),
        stage.convolution1,
      );
      const second = await layers.convolution(
        swish(layers, await layers.groupNorm(first, stage.norm2)),
        stage.convolution2,
      );
      return graph.node('Add', [
        stage.shortcut ? await layers.convolution(input, stage.shortcut) : input,
        second,
      ]);
    }
    case 'attention':
      return writeAttention(layers, stage, input);
  }
}

const swish = ({ graph }: LayerWriter, value: string): string =>
  graph.node('Mul', [value, graph.node('Sigmoid', [value])]);

async function writeAttention(
  layers: LayerWriter,
  stage: ImageStage & { kind: 'attention' },
  input: string,
): Promise<string> {
  const { graph } = layers;
  const channels = stage.query.weight.shape[0] as number;
  const normal = await layers.groupNorm(input, stage.norm);
  const flatten = (value: string): string =>
    graph.node('Reshape', [value, graph.integers([0, channels, -1])]);
  const query = graph.node('Transpose', [flatten(await layers.convolution(normal, stage.query))], {
    perm: [0, 2, 1],
  });
  const key = flatten(await layers.convolution(normal, stage.key));
  const value = flatten(await layers.convolution(normal, stage.value));
  const scores = graph.node('Mul', [
    graph.node('MatMul', [query, key]),
    graph.floats([channels ** -0.5], []),
  ]);
  const weights = graph.node('Transpose', [graph.node('Softmax', [scores], { axis: -1 })], {
    perm: [0, 2, 1],
  });
  const attended = graph.node('Reshape', [
    graph.node('MatMul', [value, weights]),
    graph.node('Shape', [normal]),
  ]);
  return graph.node('Add', [input, await layers.convolution(attended, stage.output)]);
}
