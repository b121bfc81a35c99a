import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { z } from 'zod';
import { TesseraError } from '#shared/errors.ts';
import { elementCount, type TensorSource } from './graph-writer/tensor-source.ts';
import { writeTransformerGraphs } from './graph-writer/transformer-graphs.ts';
import { WeightStore } from './graph-writer/weight-store.ts';
import { measureBlockErrors } from './import/precision-check.ts';
import { openSafetensors } from './import/safetensors.ts';
import {
  manifestFormatVersion,
  packManifestSchema,
  type PackManifest,
  type PackPrecision,
} from './manifest.ts';
import { writePack } from './pack-writer.ts';
import { precisionTolerance } from './precision.ts';
import { describePixelNetwork, pixelNetworkConfigSchema } from './pixel-network.ts';
import { RandomAccessFile } from './random-access-file.ts';
import { text } from '#shared/text/text.ts';

/** pack.json of an export: what the weights cannot tell. */
const packTextSchema = packManifestSchema
  .pick({ id: true, name: true, description: true, licence: true, defaults: true, provenance: true })
  .partial();

/**
 * Builds a pack from a training export: config.json, weights.safetensors, and where present pack.json (id, name,
 * licence, defaults, provenance), provenance.json and MODEL_CARD.md.
 * @throws TesseraError checkpoint-invalid, file-not-found, and those of writePack
 */
export async function buildPack(
  exportDirectory: string,
  output: string,
  precision: PackPrecision,
): Promise<PackManifest> {
  const config = parseExport(
    'config.json',
    pixelNetworkConfigSchema,
    await readJson(join(exportDirectory, 'config.json')),
  );
  const texts = parseExport(
    'pack.json',
    packTextSchema,
    (await readJson(join(exportDirectory, 'pack.json'), true)) ?? {},
  );
  const provenance =
    texts.provenance ?? (await readJson(join(exportDirectory, 'provenance.json'), true)) ?? {};
  const card = await readFile(join(exportDirectory, 'MODEL_CARD.md'), 'utf8').catch(() => null);
  const file = await RandomAccessFile.open(join(exportDirectory, 'weights.safetensors'));
  try {
    const source = await openSafetensors(file);
    const network = describePixelNetwork(config, source);
    const window = config.window ?? 16;
    return await writePack(output, async (staging) => {
      const store = new WeightStore(source, await staging.addData('transformer.weights'));
      for await (const { path, graph } of writeTransformerGraphs(network, store, precision))
        await staging.addGraph(path, graph);
      if (card !== null) await staging.addText('MODEL_CARD.md', card);
      const measuredErrors = await measureBlockErrors(network, source, precision, {
        directory: staging.directory,
        signal: null,
        onFraction: () => undefined,
      });
      return {
        formatVersion: manifestFormatVersion,
        id: texts.id ?? basename(output).toLowerCase(),
        name: texts.name ?? basename(output),
        description: texts.description ?? '',
        licence: texts.licence ?? 'unknown',
        parameters: countParameters(source),
        precision,
        labels: config.labels,
        nullLabel: config.null_label,
        tokenPixels: config.token_pixels,
        window: { rows: window, columns: window },
        anyWindow: true,
        channels: config.channels,
        conditionTokens: config.condition_tokens,
        width: config.width,
        depth: config.depth,
        heads: config.heads,
        headWidth: config.head_width,
        prediction: 'sample',
        noiseSchedule: { kind: 'rectified-flow', velocityFloor: 0.05, clamp: [-1, 1] },
        autoencoder: null,
        tokenLayout: 'row-column-channel',
        defaults: texts.defaults ?? pixelNetworkDefaults,
        provenance: provenance as PackManifest['provenance'],
        measuredErrors,
        tolerance: precisionTolerance(precision, measuredErrors),
      };
    });
  } finally {
    await file.close();
  }
}

const pixelNetworkDefaults: PackManifest['defaults'] = {
  order: 'from-edges',
  guidance: 1,
  guidanceInterval: [0, 1.01],
  contextGuidance: 1,
  efforts: {
    fast: { arSteps: 4, diffusionSteps: 8 },
    balanced: { arSteps: 2, diffusionSteps: 12 },
    best: { arSteps: 1, diffusionSteps: 24 },
  },
};

const countParameters = (source: TensorSource): number =>
  [...source.shapes.values()].reduce((sum, shape) => sum + elementCount(shape), 0);

function parseExport<Schema extends z.ZodType>(
  name: string,
  schema: Schema,
  value: unknown,
): z.infer<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new TesseraError(
    'checkpoint-invalid',
    text.checkpoints.wrongExport(name, issue?.path.join('.') || null, issue?.message ?? ''),
  );
}

async function readJson(path: string, optional = false): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown;
  } catch (error) {
    if (optional && (error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    const code = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'file-not-found' : 'checkpoint-invalid';
    throw new TesseraError(code, text.checkpoints.noExport(basename(path)), {
      cause: error,
    });
  }
}
