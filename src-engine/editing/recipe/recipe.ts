import { text } from '#shared/text/text.ts';
import {
  isReshape,
  type Reshape,
  reshapeSchema,
  type RunRequest,
  runRequestSchema,
} from '#shared/runs/run-request.ts';
import { defaultRunSettings } from '#shared/runs/default-run-settings.ts';
import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';
import { z } from 'zod';
import { TesseraError } from '#shared/errors.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { rectSchema, cellBoundsShape } from '#shared/geometry/schemas.ts';
import type { CellField } from '#shared/geometry/token-lattice.ts';
import { type DrawnPicture, runSettingsSchema, type RunSettings } from '#shared/runs/run-settings.ts';
import type { EditSegment } from '#shared/runs/segments.ts';
import { packIdSchema, type PackManifest } from '#engine/packs/manifest.ts';
import { numbersOf } from '#engine/editing/plan/effort.ts';
import type { CoverageSource } from '#engine/editing/sources.ts';
import { maskSchema, packedSchema, unpack, unpackMask } from './packed-mask.ts';

/** A recipe repeats a result: the chain of turns that led to it. It holds no path and no file name but the input's. */

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const drawnPictureSchema = z.object({
  width: z.number().int(),
  height: z.number().int(),
  /** Base64. */
  grey: z.string().max(400_000),
});

const settingsSchema = runSettingsSchema.extend({
  drawnOrder: drawnPictureSchema.nullable(),
  paintedEffort: drawnPictureSchema.nullable().default(null),
});

const integer = z.number().int();

/** Whole tokens that were kept of a turn. */
const cellsSchema = z.object({
  ...cellBoundsShape,
  cells: packedSchema,
});

/** How pixels were made, apart from what of: turns of one region share that. */
const provenanceSchema = z.object({
  /** With the seed this very result was made from and one variant. */
  settings: settingsSchema,
  pack: z.object({ id: packIdSchema, hash }),
  device: z.string().max(40),
  version: z.string().max(40),
  /** See engine-revision.ts. */
  engineRevision: integer.min(1).default(1),
  /** False where every pixel was continued from what surrounds it; older recipes do not say. */
  network: z.boolean().optional(),
  /** Where texture was never copied from; left out = it could come from everywhere. */
  noSource: maskSchema.optional(),
  /** Settings that hold before an AR step, oldest first; `settings` holds after them. */
  earlier: z
    .array(
      z.object({
        settings: settingsSchema,
        until: z.object({ pass: integer.min(0).max(100_000), step: integer.min(0).max(100_000) }),
      }),
    )
    .max(1000)
    .default([]),
  /** Parts of other turns of the same picture and mask that stayed. */
  get kept() {
    // Recipes in files already call it `making`.
    return z
      .array(z.object({ cells: cellsSchema, making: provenanceSchema }))
      .max(64)
      .default([]);
  },
});
/** How one turn's pixels were made. */
export type Provenance = z.infer<typeof provenanceSchema>;

const restoredSchema = z
  .array(
    maskSchema.extend({
      before: integer.min(0).max(100_000),
      /** Where this is no stroke but the opacity of the turn's fill: in percent, the rest is what `coverage` takes back. */
      opacity: integer.min(0).max(99).optional(),
    }),
  )
  .max(100_000);

/** What is known of the picture before a turn. */
const inputSchema = z.object({ bounds: rectSchema, channels: integer, bitDepth: integer, hash });

const turnSchema = provenanceSchema.extend({
  request: z.union([runRequestSchema, reshapeSchema]),
  input: inputSchema,
  /** Coverage of `rect`; null where the request itself says what is filled. */
  mask: maskSchema.nullable(),
  /** Strokes that took the picture back after this turn, oldest first: each to the picture before turn `before` of this recipe. */
  restored: restoredSchema.optional(),
});
type AnyTurn = z.infer<typeof turnSchema>;
/** A turn whose pixels were made. */
export type MadeTurn = AnyTurn & { readonly request: RunRequest };
/** A turn that made no pixel of a picture anew but where it lies. */
export type ReshapedTurn = AnyTurn & { readonly request: Reshape };
export type RecipeTurn = MadeTurn | ReshapedTurn;

export const isMade = (turn: RecipeTurn): turn is MadeTurn => !isReshape(turn.request);

/** A turn that cropped or rotated the picture, and made no pixel: nothing is written of how. */
const reshapedSchema = z
  .object({
    request: reshapeSchema,
    input: inputSchema,
    version: z.string().max(40),
    restored: restoredSchema.optional(),
  })
  .transform((turn): AnyTurn => ({ ...nothingMade, ...turn }));

const nothingMade = {
  settings: settingsSchema.parse(defaultRunSettings),
  pack: { id: 'none', hash: '0'.repeat(64) },
  ...{ device: 'none', engineRevision: 1, network: false, earlier: [], kept: [], mask: null },
};

/** The turn that crops or rotates a picture. */
export const reshapeTurn = (request: Reshape, input: RecipeTurn['input'], version: string): RecipeTurn => ({
  ...nothingMade,
  request,
  input,
  version,
});

export type RestoredPart = NonNullable<RecipeTurn['restored']>[number];

const recipeSchema = z.object({
  format: z.literal('tessera-recipe'),
  formatVersion: integer,
  turns: z
    .array(z.union([turnSchema, reshapedSchema]))
    .min(1)
    .max(100_000),
});
/**
 * 2 adds `earlier`, `kept` and painted effort; recipes of version 1 are read as having none. 3 adds the numbers that the
 * effort stood for: older ones name it only, and are repeated with what it stands for now. 4 adds context guidance, which older
 * ones are repeated without, and the engine's revision. 5 adds strokes that restored the original, 6 where texture was never copied from,
 * 7 crops and rotations, 8 straightening, and strokes that restored what a rotation had rotated since; recipes without these stay 4.
 */
const formatVersion = 8;

/** The recipe as it is stored in a picture. */
export const recipeText = (turns: readonly RecipeTurn[]): string =>
  JSON.stringify({
    format: 'tessera-recipe',
    formatVersion: versionOf(turns),
    turns: turns.map((turn) => (isMade(turn) ? turn : withoutProvenance(turn))),
  });

function versionOf(turns: readonly RecipeTurn[]): number {
  if (turns.some(({ request }) => request.kind === 'straighten')) return 8;
  const rotation = turns.findIndex(({ request }) => request.kind === 'rotate');
  if (rotation >= 0 && turns.slice(rotation).some(({ restored }) => restored)) return 8;
  if (!turns.every(isMade)) return 7;
  if (turns.some(forbids)) return 6;
  return turns.some(({ restored }) => restored) ? 5 : 4;
}

const withoutProvenance = ({ request, input, version, restored }: ReshapedTurn): object => ({
  ...{ request, input, version },
  ...(restored && { restored }),
});

const forbids = ({ noSource, kept }: Provenance): boolean =>
  noSource !== undefined || kept.some(({ making }) => forbids(making));

/** @throws TesseraError recipe-missing where the text is no recipe this version can read */
export function parseRecipe(json: string): RecipeTurn[] {
  let parsed: ReturnType<typeof recipeSchema.safeParse> | null = null;
  try {
    parsed = recipeSchema.safeParse(JSON.parse(json));
  } catch {
    // No JSON, or nested without end: no recipe either way.
  }
  if (!parsed?.success || parsed.data.formatVersion > formatVersion)
    throw new TesseraError('recipe-missing', text.recipes.damaged);
  return parsed.data.turns as RecipeTurn[];
}

/** A recipe whose last turn was followed by these strokes, too. @throws TesseraError recipe-missing */
export function withRestored(text: string, parts: readonly RestoredPart[] = []): string {
  if (parts.length === 0) return text;
  const turns = parseRecipe(text);
  const last = turns.at(-1)!;
  return recipeText([...turns.slice(0, -1), { ...last, restored: [...(last.restored ?? []), ...parts] }]);
}

/** Whether a turn of the recipe is of this kind, told from its text, since recipes of many fills are long. */
const hasTurnOf = (kind: RecipeTurn['request']['kind'], recipe: string): boolean =>
  recipe.includes(`"request":{"kind":"${kind}"`);

/** True where one of these recipes straightens the picture. */
export const areStraightened = (recipes: readonly string[]): boolean =>
  recipes.some((recipe) => hasTurnOf('straighten', recipe));

/** True where this recipe makes a picture from nothing. */
export const isGenerated = (recipe: string): boolean => hasTurnOf('generate', recipe);

/** The turns a picture's recipe holds; none where there is no readable one. */
export function turnsOfRecipe(text: string | null): RecipeTurn[] {
  if (text === null) return [];
  try {
    return parseRecipe(text);
  } catch {
    return [];
  }
}

/** Settings as a recipe stores them: one variant, with its own seed, and in numbers what its effort meant. */
export const settingsForRecipe = (
  settings: RunSettings,
  seed: number,
  manifest: PackManifest,
): Provenance['settings'] => ({
  ...settings,
  numbers: numbersOf(settings, manifest),
  seed,
  variants: 1,
  drawnOrder: packPicture(settings.drawnOrder),
  paintedEffort: packPicture(settings.paintedEffort),
});

/** A turn that is yet to be made, of pictures that are not known yet: `maskByRule` says what is filled. */
export const intendedTurn = (settings: RunSettings, version: string): MadeTurn => ({
  ...nothingMade,
  ...{ request: { kind: 'fill' }, version },
  settings: {
    ...settings,
    variants: 1,
    drawnOrder: packPicture(settings.drawnOrder),
    paintedEffort: packPicture(settings.paintedEffort),
  },
  pack: { ...nothingMade.pack, id: settings.packId },
  input: {
    bounds: { x: 0, y: 0, width: 1, height: 1 },
    channels: 3,
    bitDepth: 8,
    hash: nothingMade.pack.hash,
  },
});

/** The settings a turn runs with again. */
export const settingsOfTurn = ({ settings }: Pick<Provenance, 'settings'>): RunSettings => ({
  ...settings,
  drawnOrder: unpackPicture(settings.drawnOrder),
  paintedEffort: unpackPicture(settings.paintedEffort),
});

/** What a turn inherited, as a recipe stores it. */
export const earlierForRecipe = (
  earlier: readonly EditSegment[],
  manifest: PackManifest,
): Provenance['earlier'] =>
  earlier.map(({ settings, until }) => ({
    settings: settingsForRecipe(settings, settings.seed, manifest),
    until,
  }));

/** What a turn inherited, to run it again. */
export const earlierOfTurn = ({ earlier }: Provenance): EditSegment[] =>
  earlier.map((segment) => ({ settings: settingsOfTurn(segment), until: segment.until }));

/** A kept part, as a recipe stores it. */
export const keptForRecipe = (cells: CellField, provenance: Provenance): Provenance['kept'][number] => ({
  cells: { ...cells, cells: deflateSync(cells.cells, { level: 9 }).toString('base64') },
  // Its request, input and mask are those of the turn that keeps it.
  making: provenanceSchema.parse(provenance),
});

/** The turns whose parts stayed: run each first, and keep these cells of its result. @throws TesseraError recipe-mismatch */
export const keptOfTurn = (turn: MadeTurn): { readonly cells: CellField; readonly turn: MadeTurn }[] =>
  turn.kept.map(({ cells, making }) => ({
    cells: { ...cells, cells: unpack(cells.cells, cells.rows * cells.columns, 'kept') },
    turn: { ...making, request: turn.request, input: turn.input, mask: turn.mask },
  }));

const packPicture = (picture: DrawnPicture | null): Provenance['settings']['drawnOrder'] =>
  picture && { ...picture, grey: Buffer.from(picture.grey).toString('base64') };

const unpackPicture = (picture: Provenance['settings']['drawnOrder']): DrawnPicture | null =>
  picture && { ...picture, grey: Uint8Array.from(Buffer.from(picture.grey, 'base64')) };

/** The mask of a turn as a source over `bounds`. @throws TesseraError recipe-mismatch where it is damaged */
export function maskOfTurn({ mask }: RecipeTurn, bounds: Rect): CoverageSource {
  if (!mask) throw new TesseraError('recipe-mismatch', text.recipes.noMask);
  return unpackMask(mask, bounds);
}

/** Where a turn never copied from, as a source over `bounds`; null = it could copy from everywhere. @throws TesseraError recipe-mismatch */
export const noSourceOfTurn = ({ noSource }: RecipeTurn, bounds: Rect): CoverageSource | null =>
  noSource ? unpackMask(noSource, bounds) : null;

/** What identifies a pack's content: the hash of its files' names and hashes. */
export function packHash(manifest: PackManifest): string {
  const digest = createHash('sha256');
  for (const file of [...manifest.files].sort((a, b) => (a.path < b.path ? -1 : 1)))
    digest.update(`${file.path} ${file.sha256}\n`);
  return digest.digest('hex');
}

/** Where a recipe lies that didn't fit into the picture's own metadata: beside it. */
export const recipeSidecar = (path: string): string => `${path}.tessera.json`;
