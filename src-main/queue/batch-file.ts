import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { isMade, type MadeTurn, parseRecipe } from '#engine/editing/recipe/recipe.ts';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { metadataParts } from '#shared/pictures/metadata-choices.ts';
import { queueRuleSchema } from '#shared/contract/queue.ts';

/** What lies in `batch.json`: everything that is to be done, so that it can be done after a restart. */
const batchSchema = z.object({
  format: z.literal('tessera-queue'),
  version: z.literal(1),
  id: z.uuid(),
  /** Milliseconds since 1970: batches are done in the sequence in which they were added. */
  addedAt: z.number(),
  /** JSON text: what is done to each photo. */
  recipe: z.string(),
  rule: queueRuleSchema,
  /** What goes into the results' files beside their samples. */
  file: z.object({
    keepsMetadata: z.boolean(),
    without: z.array(z.enum(metadataParts)),
    recipe: z.boolean(),
    disclosure: z.boolean(),
    c2pa: z.boolean(),
  }),
  photos: z.array(z.object({ id: z.uuid(), photo: z.string(), output: z.string() })).min(1),
});
export type Batch = z.infer<typeof batchSchema>;

const fileName = 'batch.json';

export const batchFile = (folder: string): string => join(folder, fileName);

/** @throws TesseraError write-failed, disk-full, target-read-only */
export const writeBatch = (folder: string, batch: Batch): Promise<void> =>
  writeFileAtomically(batchFile(folder), JSON.stringify(batch));

/** Null where there is none: the app was ended before it was written. @throws where it cannot be read */
export async function readBatch(folder: string): Promise<Batch | null> {
  const text = await readFile(batchFile(folder), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  return text === null ? null : batchSchema.parse(JSON.parse(text));
}

/** The turns of a batch, oldest first. @throws TesseraError recipe-missing */
export const turnsOf = ({ recipe }: Batch): MadeTurn[] => parseRecipe(recipe).filter(isMade);
