import { createHash } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import { z } from 'zod';
import { runRequestSchema } from '../../src-shared/contract/contract';
import { TesseraError } from '../../src-shared/contract/errors';
import type { Rect } from '../../src-shared/geometry/rect';
import { rectSchema } from '../../src-shared/geometry/rect-schema';
import { runSettingsSchema, type RunSettings } from '../../src-shared/runs/run-settings';
import type { PackManifest } from '../packs/manifest';
import type { CoverageSource, PixelSource } from './sources';

/** A recipe repeats a result: the chain of turns that led to it (design.md section 3). It holds no path and no file name but the input's. */

const hash = z.string().regex(/^[0-9a-f]{64}$/);

const drawnOrderSchema = z.object({
  width: z.number().int(),
  height: z.number().int(),
  grey: z.string().max(400_000),
});

const turnSchema = z.object({
  request: runRequestSchema,
  /** With the seed this very result was made from and one variant. */
  settings: runSettingsSchema.extend({ drawnOrder: drawnOrderSchema.nullable() }),
  pack: z.object({ id: z.string().max(200), hash }),
  device: z.string().max(40),
  version: z.string().max(40),
  /** Of the picture before the turn. */
  input: z.object({ bounds: rectSchema, channels: z.number().int(), bitDepth: z.number().int(), hash }),
  /** Coverage of `rect`, deflated, base64; null where the request itself says what is filled. */
  mask: z.object({ rect: rectSchema, coverage: z.string() }).nullable(),
});
export type RecipeTurn = z.infer<typeof turnSchema>;

const recipeSchema = z.object({
  format: z.literal('tessera-recipe'),
  formatVersion: z.number().int(),
  turns: z.array(turnSchema).min(1).max(1000),
});
const formatVersion = 1;
const largestMask = 1 << 28;

/** The recipe as it is stored in a picture. */
export const recipeText = (turns: readonly RecipeTurn[]): string =>
  JSON.stringify({ format: 'tessera-recipe', formatVersion, turns });

/** @throws TesseraError recipe-missing where the text is no recipe this version can read */
export function parseRecipe(text: string): RecipeTurn[] {
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch {
    // Falls through to the same message: damaged text is no recipe.
  }
  const parsed = recipeSchema.safeParse(value);
  if (!parsed.success || parsed.data.formatVersion > formatVersion)
    throw new TesseraError(
      'recipe-missing',
      'The recipe in this picture is damaged, or was written by a newer version of Tessera.',
    );
  return parsed.data.turns;
}

/** The turns a picture's recipe holds; none where there is no readable one. */
export function turnsOfRecipe(text: string | null): RecipeTurn[] {
  if (text === null) return [];
  try {
    return parseRecipe(text);
  } catch {
    return [];
  }
}

/** Settings as a recipe stores them. */
export function settingsForRecipe(settings: RunSettings, seed: number): RecipeTurn['settings'] {
  const drawn = settings.drawnOrder;
  return {
    ...settings,
    seed,
    variants: 1,
    drawnOrder: drawn && { ...drawn, grey: Buffer.from(drawn.grey).toString('base64') },
  };
}

/** The settings a turn runs with again. */
export function settingsOfTurn(turn: RecipeTurn): RunSettings {
  const drawn = turn.settings.drawnOrder;
  return {
    ...turn.settings,
    drawnOrder: drawn && { ...drawn, grey: Uint8Array.from(Buffer.from(drawn.grey, 'base64')) },
  };
}

/** Packs a mask's coverage within `rect`. */
export async function packMask(mask: CoverageSource, rect: Rect): Promise<RecipeTurn['mask']> {
  return { rect, coverage: deflateSync(await mask.read(rect), { level: 9 }).toString('base64') };
}

/** The mask of a turn as a source over `bounds`. @throws TesseraError recipe-mismatch where it is damaged */
export function maskOfTurn(turn: RecipeTurn, bounds: Rect): CoverageSource {
  if (!turn.mask)
    throw new TesseraError('recipe-mismatch', 'The recipe has no mask for a turn that needs one.');
  const { rect } = turn.mask;
  let data: Uint8Array;
  try {
    data = inflateSync(Buffer.from(turn.mask.coverage, 'base64'), { maxOutputLength: largestMask });
  } catch (error) {
    throw new TesseraError('recipe-mismatch', 'The mask in the recipe is damaged.', { cause: error });
  }
  if (data.length !== rect.width * rect.height)
    throw new TesseraError('recipe-mismatch', 'The mask in the recipe has the wrong size.');
  return {
    bounds,
    read: (wanted) => {
      const result = new Uint8Array(wanted.width * wanted.height);
      const left = Math.max(wanted.x, rect.x);
      const right = Math.min(wanted.x + wanted.width, rect.x + rect.width);
      for (
        let y = Math.max(wanted.y, rect.y);
        left < right && y < Math.min(wanted.y + wanted.height, rect.y + rect.height);
        y++
      ) {
        const from = (y - rect.y) * rect.width + left - rect.x;
        result.set(data.subarray(from, from + right - left), (y - wanted.y) * wanted.width + left - wanted.x);
      }
      return Promise.resolve(result);
    },
  };
}

/** What identifies a picture's samples: sha256 of size, format and samples, read in strips. */
export async function hashPixels(photo: PixelSource): Promise<string> {
  const { bounds, channels, bitDepth } = photo;
  const digest = createHash('sha256').update(`${bounds.width} ${bounds.height} ${channels} ${bitDepth}\n`);
  for (let y = 0; y < bounds.height; y += 256) {
    const strip = {
      x: bounds.x,
      y: bounds.y + y,
      width: bounds.width,
      height: Math.min(256, bounds.height - y),
    };
    const samples = await photo.read(strip);
    digest.update(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  }
  return digest.digest('hex');
}

/** What identifies a pack's content: the hash of its files' names and hashes. */
export function packHash(manifest: PackManifest): string {
  const digest = createHash('sha256');
  for (const file of [...manifest.files].sort((a, b) => (a.path < b.path ? -1 : 1)))
    digest.update(`${file.path} ${file.sha256}\n`);
  return digest.digest('hex');
}

/** Where a recipe lies that didn't fit into the picture's own metadata: beside it. */
export const recipeSidecar = (path: string): string => `${path}.tessera.json`;
