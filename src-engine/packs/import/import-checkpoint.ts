import { basename } from 'node:path';
import { Cancelled } from '../../../src-shared/contract/errors';
import { writeDecoder, writeEncoder, type AutoencoderDescription } from '../graph-writer/autoencoder-graphs';
import type { NetworkDescription } from '../graph-writer/network-description';
import { elementCount, type TensorSource } from '../graph-writer/tensor-source';
import { writeTransformerGraphs } from '../graph-writer/transformer-graphs';
import { WeightStore } from '../graph-writer/weight-store';
import { rememberWritten } from '../integrity';
import { manifestFormatVersion, type PackManifest, type PackPrecision } from '../manifest';
import { writePack, type PackStaging } from '../pack-writer';
import { precisionTolerance } from '../precision-tolerance';
import { RandomAccessFile } from '../random-access-file';
import { classLabels } from './class-labels';
import { describeAutoencoder } from './describe-autoencoder';
import { describeCausalFusion, type CausalFusionNetwork } from './describe-causal-fusion';
import { finiteSource } from './finite-source';
import { invalidCheckpoint } from './invalid-checkpoint';
import { openWeights } from './open-weights';
import { measureBlockErrors } from './precision-check';
import { TensorLookup } from './tensor-lookup';

/** What to import, where to, and how it is watched. */
export interface ImportRequest {
  /** Paths of the published transformer and autoencoder (.pt or .safetensors). */
  readonly transformer: string;
  readonly autoencoder: string;
  /** The folder that becomes the pack; it must not exist. */
  readonly output: string;
  readonly precision: PackPrecision;
  readonly signal?: AbortSignal;
  readonly onProgress?: (fraction: number, message: string) => void;
}

/** A finished import. */
export interface ImportResult {
  readonly manifest: PackManifest;
  /** Tensors of the files that nothing needed; usually empty. */
  readonly unknownTensors: readonly string[];
}

/** The published latents are multiplied by this before the transformer sees them (method.md section 2). */
const latentScale = 0.2325;
/** Share of the time that writing takes, against checking the precision. */
const writingShare = 0.75;

/**
 * Imports a published causal diffusion checkpoint and its autoencoder as a pack, without Python.
 * @throws TesseraError checkpoint-invalid (what is wrong with a file), file-not-found, those of writePack; Cancelled
 */
export async function importCheckpoint(request: ImportRequest): Promise<ImportResult> {
  request.onProgress?.(0, 'Reading the checkpoints');
  const transformerFile = await RandomAccessFile.open(request.transformer);
  try {
    const autoencoderFile = await RandomAccessFile.open(request.autoencoder);
    try {
      return await importOpened(request, transformerFile, autoencoderFile);
    } finally {
      await autoencoderFile.close();
    }
  } finally {
    await transformerFile.close();
  }
}

async function importOpened(
  request: ImportRequest,
  transformerFile: RandomAccessFile,
  autoencoderFile: RandomAccessFile,
): Promise<ImportResult> {
  const transformer = await openWeights(transformerFile);
  const autoencoder = await openWeights(autoencoderFile);
  const transformerLookup = new TensorLookup(transformer.source, transformerFile.name);
  const autoencoderLookup = new TensorLookup(autoencoder.source, autoencoderFile.name);
  const network = describeCausalFusion(transformerLookup);
  const images = describeAutoencoder(autoencoderLookup);
  const patch = patchSize(network, images, transformerFile.name);
  const unknownTensors = [
    ...transformerLookup.unused(),
    ...autoencoderLookup.unused().filter((name) => !name.startsWith('loss.')),
  ];
  const parts: Parts = {
    network: network.description,
    images,
    transformer: finiteSource(transformer.source, transformerFile.name),
    autoencoder: finiteSource(autoencoder.source, autoencoderFile.name),
  };
  const parameters = countElements(parts.transformer) + countElements(parts.autoencoder);
  const manifest = await writePack(
    request.output,
    async (staging) => {
      const measuredErrors = await writeParts(staging, parts, request);
      return {
        ...describeManifest(network, images, patch),
        id: identifierFrom(request.output),
        parameters,
        precision: request.precision,
        provenance: {
          transformer: { file: transformerFile.name, bytes: transformerFile.size, part: transformer.part },
          autoencoder: { file: autoencoderFile.name, bytes: autoencoderFile.size, part: autoencoder.part },
          unknownTensors: unknownTensors.slice(0, 200),
        },
        measuredErrors,
        tolerance: precisionTolerance(request.precision, measuredErrors),
      };
    },
    parameters * (request.precision === 'fp32' ? 4 : 2),
  );
  await rememberWritten(request.output, manifest);
  request.onProgress?.(1, 'Done');
  return { manifest, unknownTensors };
}

interface Parts {
  readonly network: NetworkDescription;
  readonly images: AutoencoderDescription;
  readonly transformer: TensorSource;
  readonly autoencoder: TensorSource;
}

/** Writes every graph and its weights, then measures what the precision costs. */
async function writeParts(
  staging: PackStaging,
  { network, images, transformer, autoencoder }: Parts,
  { precision, signal, onProgress }: ImportRequest,
): Promise<PackManifest['measuredErrors']> {
  const transformerElements = countElements(transformer);
  const total = transformerElements + countElements(autoencoder);
  const written = (elements: number): void =>
    onProgress?.(Math.min(1, elements / total) * writingShare, 'Writing the pack');
  const transformerData = await staging.addData('transformer.weights');
  const transformerStore = new WeightStore(transformer, transformerData, signal, written);
  for await (const { path, graph } of writeTransformerGraphs(network, transformerStore, precision)) {
    await staging.addGraph(path, graph);
  }
  const autoencoderData = await staging.addData('autoencoder.weights');
  const autoencoderStore = new WeightStore(autoencoder, autoencoderData, signal, (elements) =>
    written(transformerElements + elements),
  );
  await staging.addGraph('encoder.onnx', await writeEncoder(images, autoencoderStore, precision));
  await staging.addGraph('decoder.onnx', await writeDecoder(images, autoencoderStore, precision));
  const errors = await measureBlockErrors(network, transformer, precision, {
    directory: staging.directory,
    signal: signal ?? null,
    onFraction: (fraction) =>
      onProgress?.(writingShare + fraction * (1 - writingShare), 'Checking the precision'),
  });
  if (signal?.aborted) throw new Cancelled();
  return errors;
}

/** Latent positions per token edge. */
function patchSize(network: CausalFusionNetwork, images: AutoencoderDescription, fileName: string): number {
  const patch = Math.sqrt(network.description.channels / images.channels);
  if (Number.isInteger(patch) && patch >= 1) return patch;
  throw invalidCheckpoint(
    fileName,
    `its tokens have ${network.description.channels} numbers, which the autoencoder’s ${images.channels} channels do not fit`,
  );
}

function describeManifest(
  { description, grid, classes }: CausalFusionNetwork,
  images: AutoencoderDescription,
  patch: number,
): Omit<
  PackManifest,
  'id' | 'parameters' | 'precision' | 'files' | 'provenance' | 'measuredErrors' | 'tolerance'
> {
  const depth = description.blocks.length;
  const pixels = grid * patch * images.factor;
  return {
    formatVersion: manifestFormatVersion,
    name: `CausalFusion ${sizeName(depth, description.width)}, ${pixels} px`,
    description: `Imported from published weights: ${depth} blocks of width ${description.width}, ${classes} classes, windows of ${pixels} pixels.`,
    licence: 'As stated by whoever published the weights; Tessera does not know it.',
    labels: classLabels(classes),
    nullLabel: classes,
    tokenPixels: patch * images.factor,
    window: { rows: grid, columns: grid },
    anyWindow: false,
    channels: description.channels,
    conditionTokens: description.conditionTokens,
    width: description.width,
    depth,
    heads: description.heads,
    headWidth: description.headWidth,
    prediction: 'noise',
    noiseSchedule: {
      kind: 'ddpm',
      steps: 1000,
      betaStart: 1e-4,
      betaEnd: 0.02,
      variance: 'fixed-large',
      clamp: null,
    },
    autoencoder: { factor: images.factor, channels: images.channels, scale: latentScale, patch },
    tokenLayout: 'row-column-channel',
    defaults: {
      order: 'from-edges',
      guidance: 2,
      guidanceInterval: [0, 1000],
      efforts: {
        fast: { arSteps: 2, diffusionSteps: 25 },
        balanced: { arSteps: 4, diffusionSteps: 50 },
        best: { arSteps: 8, diffusionSteps: 100 },
      },
    },
  };
}

/** The published sizes by name (method.md section 2), others by their numbers. */
function sizeName(depth: number, width: number): string {
  const names: Readonly<Record<string, string>> = { '24x1024': 'L', '32x1280': 'XL', '48x1408': 'H' };
  return names[`${depth}x${width}`] ?? `${depth} x ${width}`;
}

const identifierFrom = (output: string): string =>
  basename(output)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 100) || 'imported';

const countElements = (source: TensorSource): number =>
  [...source.shapes.values()].reduce((sum, shape) => sum + elementCount(shape), 0);
