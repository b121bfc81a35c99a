import { text } from '#shared/text/text.ts';
import { z } from 'zod';
import { TesseraError } from '#shared/errors.ts';
import { rectSchema } from '#shared/geometry/schemas.ts';
import { isTileName } from './names.ts';
import { describeIssue, projectFormatMajor } from './manifest.ts';
import { projectInvalid } from './project-invalid.ts';

const integer = z.number().int();
const base64 = (limit: number) =>
  z
    .string()
    .max(limit)
    .regex(/^[A-Za-z0-9+/]*={0,2}$/);
const tileKey = z.string().regex(/^-?\d{1,6},-?\d{1,6}$/);

/** What a state changed in one map of tiles. */
const tileChangeSchema = z.object({
  bounds: rectSchema,
  set: z.record(tileKey, z.string().refine(isTileName, 'is no tile')),
  removed: z.array(tileKey).max(10_000),
});

const coverageSchema = z.object({ bounds: rectSchema.nullable(), pixels: integer.min(0).max(2 ** 40) });

const stateChangeSchema = z.object({
  pixels: tileChangeSchema,
  mask: tileChangeSchema,
  coverage: coverageSchema,
  /** Where texture is never copied from; left out = in the same places as before. */
  noSource: z.object({ tiles: tileChangeSchema, coverage: coverageSchema }).optional(),
  /** How many of the recipes before it stay; left out = all. */
  recipesKept: integer.min(0).max(20_000).optional(),
  /** The recipe (JSON text) this step added; null where it added none. */
  recipe: z
    .string()
    .max(32 << 20)
    .nullable(),
  changedOutsideMask: integer
    .min(0)
    .max(2 ** 40)
    .nullable(),
});

/** document.json: the origin, and every state of the history as what it changed. */
const documentSchema = z.object({
  /** File name without folders; no path of the original is kept. */
  name: z.string().min(1).max(255),
  /** sha256 of the original's file, which is never written over, wherever it lies; null = none, or not known. */
  fileHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  /** True where original.jpg holds that file: an export can be this very JPEG but for what was edited. */
  storesOriginal: z.boolean(),
  profileName: z.string().max(300),
  metadata: z.object({
    exif: base64(32 << 20).nullable(),
    xmp: z
      .string()
      .max(32 << 20)
      .nullable(),
    /** Everything else the file said beside its samples, as text; left out = nothing. */
    other: z
      .string()
      .max(64 << 20)
      .optional(),
  }),
  picture: z.object({
    channels: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
    bitDepth: z.union([z.literal(8), z.literal(16)]),
    tileSize: z.literal(512),
    iccProfile: base64(32 << 20).nullable(),
  }),
  /** The state the user saw, an index of `states`. */
  present: integer.min(0),
  /** The first is the picture as opened; the others are undo steps, those that can be redone included. */
  states: z
    .array(stateChangeSchema.extend({ label: z.string().max(300) }))
    .min(1)
    .max(20_000),
});
export type ProjectDocument = z.infer<typeof documentSchema>;

/** The text of document.json: fields in the schema's order, so that the same document gives the same bytes. */
export const documentText = (document: ProjectDocument): string =>
  `${JSON.stringify(documentSchema.parse(document))}\n`;

/** Turns document.json of one major version into that of the next. */
export type Migration = (document: unknown) => unknown;

/** By the major version they start from: 1 held no original file. */
const migrations: Readonly<Record<number, Migration>> = {
  1: (document) => ({ ...(document as object), storesOriginal: false }),
};

/**
 * Reads document.json of any major version there ever was.
 * @throws TesseraError project-invalid, naming the field
 */
export function parseDocument(
  json: string,
  major: number,
  name: string,
  known: Readonly<Record<number, Migration>> = migrations,
  target = projectFormatMajor,
): ProjectDocument {
  let value: unknown;
  try {
    value = JSON.parse(json);
    for (let from = major; from < target; from++) {
      const migrate = known[from];
      if (!migrate) throw projectInvalid(name, text.projects.reasons.unknownFormat(from));
      value = migrate(value);
    }
  } catch (error) {
    if (error instanceof TesseraError) throw error;
    throw projectInvalid(name, text.projects.reasons.damagedHistory, error);
  }
  const parsed = documentSchema.safeParse(value);
  if (!parsed.success)
    throw projectInvalid(name, text.projects.reasons.wrongHistory(describeIssue(parsed.error)), parsed.error);
  if (parsed.data.present >= parsed.data.states.length)
    throw projectInvalid(name, text.projects.reasons.noPresent);
  return parsed.data;
}
