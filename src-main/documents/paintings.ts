import { readFile, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import type { Painting, Paintings } from '#shared/contract/documents.ts';
import { systemCode, TesseraError } from '#shared/errors.ts';
import { rectSchema } from '#shared/geometry/schemas.ts';
import { text } from '#shared/text/text.ts';
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

/**
 * What was kept. A file that cannot be read is set aside, so that what is painted next is not written over it.
 * @throws TesseraError file-unreadable, which says so
 */
export async function readPaintings(folder: string): Promise<Paintings> {
  const path = paintingsPath(folder);
  try {
    const { effort, order } = fileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    return { effort, order };
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return { effort: null, order: null };
    const aside = join(folder, `paintings-${stampOf(new Date())}.json`);
    // Where it cannot even be renamed it stays where it is, and is told of again.
    const isAside = await rename(path, aside).then(
      () => true,
      () => false,
    );
    throw new TesseraError(
      'file-unreadable',
      text.refusals.paintingsUnreadable(basename(isAside ? aside : path)),
      {
        cause: error,
      },
    );
  }
}

const stampOf = (date: Date): string => date.toISOString().slice(0, 19).replace(/[T:]/g, '-');
