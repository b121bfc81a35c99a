import { readFile, rm } from 'node:fs/promises';
import { z } from 'zod';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import type { Painting, Paintings } from '#shared/contract/documents.ts';
import { rectSchema } from '#shared/geometry/schemas.ts';
import { paintingsPath } from './document-paths.ts';

const storedSchema = z
  .object({ area: rectSchema, grey: z.base64() })
  .transform(({ area, grey }): Painting => ({ area, grey: new Uint8Array(Buffer.from(grey, 'base64')) }))
  .nullable();
const fileSchema = z.object({ version: z.literal(1), effort: storedSchema, order: storedSchema });

const stored = (painting: Painting | null): z.input<typeof storedSchema> =>
  painting && { area: painting.area, grey: Buffer.from(painting.grey).toString('base64') };

/** Writes what was painted for the next fill to the document's folder. @throws TesseraError of writing */
export async function keepPaintings(folder: string, { effort, order }: Paintings): Promise<void> {
  const path = paintingsPath(folder);
  if (effort === null && order === null) return rm(path, { force: true });
  const content: z.input<typeof fileSchema> = { version: 1, effort: stored(effort), order: stored(order) };
  await writeFileAtomically(path, JSON.stringify(content));
}

/** What was kept; nothing where that cannot be read: it is painted anew in a moment. */
export async function readPaintings(folder: string): Promise<Paintings> {
  try {
    const { effort, order } = fileSchema.parse(JSON.parse(await readFile(paintingsPath(folder), 'utf8')));
    return { effort, order };
  } catch {
    return { effort: null, order: null };
  }
}
