import { z } from 'zod';
import { namedOrders } from '#shared/orders/index.ts';
import { noiseScheduleSchema } from '#engine/sampler/noise-schedule/index.ts';
import { text } from '#shared/text/text.ts';
import { TesseraError } from '#shared/errors.ts';

/** The file every pack folder carries; docs/model-pack.md explains each field. */
export const manifestFileName = 'manifest.json';
/** What this version writes. A reader takes any minor version of the same major one. */
export const manifestFormatVersion = '1.0';
const supportedMajor = 1;

/** A path inside the pack: relative, forward slashes, no step upwards, no drive. */
export const packPathSchema = z
  .string()
  .min(1)
  .max(200)
  .regex(
    /^[A-Za-z0-9_][A-Za-z0-9_.-]*(\/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$/,
    'must be a plain relative path inside the pack',
  );

const count = z.number().int().min(1).max(1_000_000);
const extent = z.number().int().min(1).max(1024);

const packFileSchema = z.object({
  path: packPathSchema,
  /** Bytes. */
  size: z.number().int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type PackFile = z.infer<typeof packFileSchema>;

const autoencoderSchema = z.object({
  /** Picture pixels per latent, each axis. */
  factor: extent,
  /** Numbers per latent position. */
  channels: count,
  /** token values = scale * latent mean; latent = token values / scale */
  scale: z.number().gt(0),
  /** Latent positions per token edge. */
  patch: extent,
});

const effortSchema = z.object({ arSteps: count, diffusionSteps: count });

const defaultsSchema = z.object({
  order: z.enum(namedOrders),
  guidance: z.number().min(1).max(20),
  /** Guidance applies while the time the network is given lies in [low, high). */
  guidanceInterval: z.tuple([z.number(), z.number()]),
  contextGuidance: z.number().min(1).max(20).default(1),
  efforts: z.object({ fast: effortSchema, balanced: effortSchema, best: effortSchema }),
});

const measuredErrorSchema = z.object({
  /** What was compared, e.g. 'trunk.0' or 'decoder'. */
  part: z.string().max(200),
  /** ||a - b|| / ||b|| against float32 on random inputs. */
  relativeError: z.number().min(0),
});

export const packPrecisions = ['fp32', 'fp16', 'int8'] as const;
export type PackPrecision = (typeof packPrecisions)[number];

/** What a pack is called in recipes and on the command line: never a path. */
export const packIdSchema = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/);

/** manifest.json. Unknown fields are ignored, so that a newer minor version still loads. */
export const packManifestSchema = z.object({
  formatVersion: z.string().regex(/^\d+\.\d+$/),
  id: packIdSchema,
  name: z.string().min(1).max(200),
  description: z.string().max(4000),
  licence: z.string().max(2000),
  parameters: z.number().int().min(0),
  precision: z.enum(packPrecisions),
  /** Label names; a label's index is what condition.onnx takes. */
  labels: z.array(z.string().max(200)).max(100_000),
  /** The index that means "any"; may lie outside `labels`. */
  nullLabel: z.number().int().min(0),
  /** Picture pixels per token edge. */
  tokenPixels: extent,
  /** The largest window the network was trained for, in tokens. */
  window: z.object({ rows: extent, columns: extent }),
  /** Whether smaller and other-shaped windows run too (relative positions), or only `window` itself (a learned table). */
  anyWindow: z.boolean(),
  /** Numbers per token. */
  channels: count,
  conditionTokens: count,
  width: count,
  depth: z.number().int().min(1).max(1000),
  heads: z.number().int().min(1).max(1000),
  headWidth: z.number().int().min(1).max(10_000),
  /** What head.onnx gives: the clean token (x0) or the noise. */
  prediction: z.enum(['sample', 'noise']),
  noiseSchedule: noiseScheduleSchema,
  /** Null = tokens are pixels in [-1, 1]. */
  autoencoder: autoencoderSchema.nullable(),
  /** How a token's numbers are laid out over its patch; channel fastest. */
  tokenLayout: z.literal('row-column-channel'),
  files: z.array(packFileSchema).min(1).max(1000),
  defaults: defaultsSchema,
  /** Where the weights come from; free form, shown as it is. */
  provenance: z.record(z.string(), z.unknown()),
  /** Error of this precision against float32; empty for fp32. */
  measuredErrors: z.array(measuredErrorSchema).max(10_000),
  /** The largest relative error `pack compare` accepts for this pack. */
  tolerance: z.number().gt(0),
});
export type PackManifest = z.infer<typeof packManifestSchema>;

/**
 * Parses the text of a manifest.json.
 * @throws TesseraError pack-version (a newer major version), pack-invalid (anything else, naming the field)
 */
export function parseManifest(json: string): PackManifest {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new TesseraError('pack-invalid', text.packs.noJson, { cause: error });
  }
  const version = z.object({ formatVersion: z.string().regex(/^\d+\.\d+$/) }).safeParse(value);
  if (version.success && Number.parseInt(version.data.formatVersion, 10) > supportedMajor) {
    throw new TesseraError('pack-version', text.packs.newer(version.data.formatVersion, supportedMajor));
  }
  const parsed = packManifestSchema.safeParse(value);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const field = issue?.path.join('.') || null;
    throw new TesseraError('pack-invalid', text.packs.wrongField(field, issue?.message ?? 'unreadable'), {
      cause: parsed.error,
    });
  }
  return parsed.data;
}
