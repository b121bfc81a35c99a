import type { AutoencoderDescription } from '#engine/packs/graph-writer/autoencoder-graphs.ts';
import { elementCount, type TensorSource } from '#engine/packs/graph-writer/tensor-source.ts';
import { RandomAccessFile } from '#engine/packs/random-access-file.ts';
import { describeAutoencoder } from './describe-autoencoder.ts';
import { describeCausalFusion, type CausalFusionNetwork } from './describe-causal-fusion.ts';
import { invalidCheckpoint } from './invalid-checkpoint.ts';
import { openWeights } from './open-weights.ts';
import { TensorLookup } from './tensor-lookup.ts';
import { text } from '#shared/text/text.ts';

/** A published transformer and its autoencoder, opened and understood; no weight was read yet. */
export interface OpenedCheckpoints {
  readonly network: CausalFusionNetwork;
  readonly images: AutoencoderDescription;
  /** Latent positions per token edge. */
  readonly patch: number;
  readonly transformer: TensorSource;
  readonly autoencoder: TensorSource;
  readonly transformerElements: number;
  readonly autoencoderElements: number;
  /** Tensors of the files that nothing needs. */
  readonly unknownTensors: readonly string[];
  /** File names, sizes and which part of each file was taken. */
  readonly provenance: Readonly<
    Record<
      'transformer' | 'autoencoder',
      { readonly file: string; readonly bytes: number; readonly part: string }
    >
  >;
}

/**
 * Opens both files for as long as `use` takes. Sizes come from the files' directories: this costs no more for large ones.
 * @throws TesseraError checkpoint-invalid (what is wrong with a file), file-not-found; whatever `use` throws
 */
export async function withCheckpoints<Result>(
  paths: { readonly transformer: string; readonly autoencoder: string },
  use: (checkpoints: OpenedCheckpoints) => Promise<Result>,
): Promise<Result> {
  const transformerFile = await RandomAccessFile.open(paths.transformer);
  try {
    const autoencoderFile = await RandomAccessFile.open(paths.autoencoder);
    try {
      return await use(await understand(transformerFile, autoencoderFile));
    } finally {
      await autoencoderFile.close();
    }
  } finally {
    await transformerFile.close();
  }
}

async function understand(
  transformerFile: RandomAccessFile,
  autoencoderFile: RandomAccessFile,
): Promise<OpenedCheckpoints> {
  const transformer = await openWeights(transformerFile);
  const autoencoder = await openWeights(autoencoderFile);
  const transformerLookup = new TensorLookup(transformer.source, transformerFile.name);
  const autoencoderLookup = new TensorLookup(autoencoder.source, autoencoderFile.name);
  const network = describeCausalFusion(transformerLookup);
  const images = describeAutoencoder(autoencoderLookup);
  return {
    network,
    images,
    patch: patchSize(network, images, transformerFile.name),
    transformer: finiteSource(transformer.source, transformerFile.name),
    autoencoder: finiteSource(autoencoder.source, autoencoderFile.name),
    transformerElements: countElements(transformer.source),
    autoencoderElements: countElements(autoencoder.source),
    unknownTensors: [
      ...transformerLookup.unused(),
      ...autoencoderLookup.unused().filter((name) => !name.startsWith('loss.')),
    ],
    provenance: {
      transformer: { file: transformerFile.name, bytes: transformerFile.size, part: transformer.part },
      autoencoder: { file: autoencoderFile.name, bytes: autoencoderFile.size, part: autoencoder.part },
    },
  };
}

function patchSize(network: CausalFusionNetwork, images: AutoencoderDescription, fileName: string): number {
  const patch = Math.sqrt(network.description.channels / images.channels);
  if (Number.isInteger(patch) && patch >= 1) return patch;
  throw invalidCheckpoint(
    fileName,
    text.checkpoints.reasons.tokensUnfit(network.description.channels, images.channels),
  );
}

const countElements = (source: TensorSource): number =>
  [...source.shapes.values()].reduce((sum, shape) => sum + elementCount(shape), 0);

/** The same tensors; reading one that holds NaN or infinity fails, since it would only show in a ruined picture. */
function finiteSource(source: TensorSource, fileName: string): TensorSource {
  return {
    shapes: source.shapes,
    read: async (name, start, count) => {
      const values = await source.read(name, start, count);
      for (const value of values) {
        if (!Number.isFinite(value))
          throw invalidCheckpoint(fileName, text.checkpoints.reasons.notFinite(name));
      }
      return values;
    },
  };
}
