import { runRequestSchema } from '#shared/runs/run-request.ts';
import { z } from 'zod';
import { isTileName } from '#engine/project-file/names.ts';
import { cellFieldSchema, stepIdSchema, turnStartSchema } from '#shared/contract/turns.ts';
import { rectSchema } from '#shared/geometry/schemas.ts';
import type { RunReport } from '#shared/runs/run-report.ts';
import { runSettingsSchema } from '#shared/runs/run-settings.ts';

/**
 * What lies in a document's `region/` folder, as JSON. Every record holds its region whole, so that each file can be read
 * without the others. All of it may come from a project file of a stranger's: nothing is used that these do not describe.
 */
const whole = z.number().int();
const id = z.uuid();
const tileKey = z.string().regex(/^-?\d{1,6},-?\d{1,6}$/);
const tileName = z.string().refine(isTileName, 'is no tile');
const text = z.string().max(1 << 26);

/** A map of tiles as what it changed of another one. */
const tileChangeSchema = z.object({
  bounds: rectSchema,
  set: z.record(tileKey, tileName),
  removed: z.array(tileKey).max(100_000),
});

const passSchema = z.object({
  level: whole.min(0).max(20),
  crop: rectSchema,
  scale: z.number().positive().max(64),
  grid: z.object({ rows: whole.min(1).max(4096), columns: whole.min(1).max(4096) }),
});

const coverageSchema = z.object({ bounds: rectSchema.nullable(), pixels: whole.min(0) });

/** What all turns of a region have in common. */
export const regionRecordSchema = z.object({
  id,
  request: runRequestSchema,
  /** The picture all turns start from: bounds and all tiles. */
  pixels: tileChangeSchema,
  mask: tileChangeSchema,
  coverage: coverageSchema,
  /** Where texture is never copied from; left out = nowhere. */
  noSource: z.object({ tiles: tileChangeSchema, coverage: coverageSchema }).optional(),
  /** The bounds of the document once a turn is accepted. */
  bounds: rectSchema,
  passes: z.array(passSchema).max(100_000),
  /** Document pixels per token of the finest level; 0 until a run has planned. */
  tokenSpan: whole.min(0).max(65_536),
});
export type RegionRecord = z.infer<typeof regionRecordSchema>;

const storedStepSchema = z.object({
  at: stepIdSchema,
  tokens: whole.min(0),
  diffusionSteps: whole.min(0),
  rect: rectSchema,
  width: whole.min(0).max(4096),
  height: whole.min(0).max(4096),
  picture: z.boolean(),
});

const lineageSchema = z.object({
  settings: runSettingsSchema,
  start: turnStartSchema.nullable(),
  parentId: id.nullable(),
  earlier: z.array(z.object({ settings: runSettingsSchema, until: stepIdSchema })).max(1000),
  kept: z.array(z.object({ pixels: tileChangeSchema, cells: cellFieldSchema, recipe: text })).max(16),
});

/** Only shown, never computed with: checked for its shape by whoever made it. */
const reportSchema = z.custom<RunReport>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    'seconds' in value &&
    typeof value.seconds === 'object' &&
    'seed' in value &&
    typeof value.seed === 'number',
);

/** turn.json: written last, when everything beside it is on the disk. */
export const turnRecordSchema = z.object({
  version: z.literal(1),
  region: regionRecordSchema,
  turn: lineageSchema.extend({
    id,
    run: z.object({ id, variant: whole.min(0).max(15) }),
    rect: rectSchema,
    report: reportSchema,
    recipe: text,
    /** Against the region's picture. */
    pixels: tileChangeSchema,
    /** The same without the detail stage; null where there was none. */
    layout: tileChangeSchema.nullable(),
    changedOutsideMask: whole.min(0),
    steps: z.array(storedStepSchema).max(100_000),
    createdAt: z.number().min(0),
  }),
});
export type TurnRecord = z.infer<typeof turnRecordSchema>;

/** job.json: a run that is active, is paused, or was cut off. */
export const runRecordSchema = z.object({
  version: z.literal(1),
  region: regionRecordSchema,
  run: lineageSchema.extend({ id, startedAt: z.number().min(0) }),
});
export type RunRecord = z.infer<typeof runRecordSchema>;

/** The head of checkpoint.bin; the state follows it. */
export const checkpointHeadSchema = z.object({
  version: z.literal(1),
  runId: id,
  variant: whole.min(0).max(15),
  at: stepIdSchema,
  /** The done share of all work, 0 to 1. */
  fraction: z.number().min(0).max(1),
  /** True where the user paused the run: not a crash. */
  paused: z.boolean(),
  savedAt: z.number().min(0),
  /** The variant's AR steps so far. */
  steps: z.array(storedStepSchema).max(100_000),
});
export type CheckpointHead = z.infer<typeof checkpointHeadSchema>;
