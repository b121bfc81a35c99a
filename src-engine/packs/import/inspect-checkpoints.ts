import type { CheckpointFacts } from '#shared/contract/packs.ts';
import { elementCount } from '#engine/packs/graph-writer/tensor-source.ts';
import { isQuantised } from '#engine/packs/graph-writer/transformer-graphs.ts';
import { packPrecisions, type PackPrecision } from '#engine/packs/manifest.ts';
import { estimateRunMemory } from '#engine/packs/memory.ts';
import { describePack } from './describe-pack.ts';
import { type OpenedCheckpoints, withCheckpoints } from './open-checkpoints.ts';

/**
 * What an import of these files would give, at every precision, without reading a weight.
 * @throws TesseraError checkpoint-invalid, file-not-found
 */
export const inspectCheckpoints = (paths: {
  readonly transformer: string;
  readonly autoencoder: string;
}): Promise<CheckpointFacts> => withCheckpoints(paths, (opened) => Promise.resolve(describeChoice(opened)));

function describeChoice(opened: OpenedCheckpoints): CheckpointFacts {
  const description = describePack(opened);
  const { transformerElements, autoencoderElements, unknownTensors } = opened;
  return {
    name: description.name,
    parameters: transformerElements + autoencoderElements,
    labels: description.labels.length,
    windowPixels: description.window.rows * description.tokenPixels,
    unknownTensors: unknownTensors.length,
    choices: packPrecisions.map((precision) => {
      const bytes = packBytes(opened, precision);
      const files = Object.entries(bytes).map(([part, size]) => ({
        path: `${part}.weights`,
        size,
        sha256: '',
      }));
      // Guided as the pack's defaults say: the most a usual run needs.
      const memory = estimateRunMemory({ ...description, precision, files }, description.defaults);
      return {
        precision,
        packBytes: bytes.transformer + bytes.autoencoder,
        memoryBytes: memory.total,
      };
    }),
  };
}

/** Bytes of a pack's weights: what the graph writer keeps of each tensor at a precision (graph-writer/layers). */
export function packBytes(
  {
    network,
    transformerElements,
    autoencoderElements,
  }: Pick<OpenedCheckpoints, 'network' | 'transformerElements' | 'autoencoderElements'>,
  precision: PackPrecision,
): { readonly transformer: number; readonly autoencoder: number } {
  const bytes = precision === 'fp32' ? 4 : 2;
  const quantised =
    precision === 'int8'
      ? network.description.blocks
          .filter((block) => isQuantised(network.description, block))
          .reduce(
            (sum, block) =>
              sum +
              [block.queryKeyValue, block.attentionOutput, block.feedForwardIn, block.feedForwardOut].reduce(
                (elements, { weight }) => elements + elementCount(weight.shape),
                0,
              ),
            0,
          )
      : 0;
  return {
    transformer: quantised + bytes * (transformerElements - quantised),
    autoencoder: bytes * autoencoderElements,
  };
}
