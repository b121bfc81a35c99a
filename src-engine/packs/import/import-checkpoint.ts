import { basename } from 'node:path';
import { Cancelled } from '#shared/errors.ts';
import { writeDecoder, writeEncoder } from '#engine/packs/graph-writer/autoencoder-graphs.ts';
import { writeTransformerGraphs } from '#engine/packs/graph-writer/transformer-graphs.ts';
import { WeightStore } from '#engine/packs/graph-writer/weight-store.ts';
import { rememberWritten } from '#engine/packs/integrity.ts';
import type { PackManifest, PackPrecision } from '#engine/packs/manifest.ts';
import { writePack, type PackStaging } from '#engine/packs/pack-writer.ts';
import { precisionTolerance } from '../precision.ts';
import { describePack } from './describe-pack.ts';
import { packBytes } from './inspect-checkpoints.ts';
import { type OpenedCheckpoints, withCheckpoints } from './open-checkpoints.ts';
import { measureBlockErrors } from './precision-check.ts';
import { text } from '#shared/text/text.ts';

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

/** Share of the time that writing takes, against checking the precision. */
const writingShare = 0.75;

/**
 * Imports a published causal diffusion checkpoint and its autoencoder as a pack, without Python.
 * @throws TesseraError checkpoint-invalid (what is wrong with a file), file-not-found, those of writePack; Cancelled
 */
export async function importCheckpoint(request: ImportRequest): Promise<ImportResult> {
  request.onProgress?.(0, text.checkpoints.progress.reading);
  return withCheckpoints(request, async (opened) => {
    const bytes = packBytes(opened, request.precision);
    const manifest = await writePack(
      request.output,
      async (staging) => {
        const measuredErrors = await writeParts(staging, opened, request);
        return {
          ...describePack(opened),
          id: identifierFrom(request.output),
          parameters: opened.transformerElements + opened.autoencoderElements,
          precision: request.precision,
          provenance: { ...opened.provenance, unknownTensors: opened.unknownTensors.slice(0, 200) },
          measuredErrors,
          tolerance: precisionTolerance(request.precision, measuredErrors),
        };
      },
      bytes.transformer + bytes.autoencoder,
    );
    await rememberWritten(request.output, manifest);
    request.onProgress?.(1, text.checkpoints.progress.done);
    return { manifest, unknownTensors: opened.unknownTensors };
  });
}

/** Writes every graph and its weights, then measures what the precision costs. */
async function writeParts(
  staging: PackStaging,
  {
    network: { description: network },
    images,
    transformer,
    autoencoder,
    transformerElements,
    autoencoderElements,
  }: OpenedCheckpoints,
  { precision, signal, onProgress }: ImportRequest,
): Promise<PackManifest['measuredErrors']> {
  const total = transformerElements + autoencoderElements;
  const written = (elements: number): void =>
    onProgress?.(Math.min(1, elements / total) * writingShare, text.checkpoints.progress.writing);
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
      onProgress?.(writingShare + fraction * (1 - writingShare), text.checkpoints.progress.checking),
  });
  if (signal?.aborted) throw new Cancelled();
  return errors;
}

const identifierFrom = (output: string): string =>
  basename(output)
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, '-')
    .replace(/^[^a-z0-9]+/, '')
    .slice(0, 100) || 'imported';
