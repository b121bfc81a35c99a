import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { removeAllLeftovers, writeFileAtomically } from '#engine/files/atomic-write.ts';
import { describeReadError, reading, workingCopy, writing } from '#engine/files/system-errors.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { rectSchema } from '#shared/geometry/schemas.ts';
import { strokesPath } from './document-paths.ts';

/** A stroke whose pixels are not made yet. */
export interface PendingStroke {
  readonly rect: Rect;
  /** The coverage of `rect`, deflated (zlib), 1 byte per pixel, row-major. */
  readonly coverage: Uint8Array;
}

const strokeSchema = z.object({ version: z.literal(1), rect: rectSchema, coverage: z.base64() });
const isStroke = (name: string): boolean => /^\d{15}-\d{6}\.json$/.test(name);
/** Strokes of one millisecond keep their sequence. */
let count = 0;

/** Writes a stroke to the document's folder until its pixels are in the journal. @returns its file @throws TesseraError of writing */
export async function keepStroke(folder: string, { rect, coverage }: PendingStroke): Promise<string> {
  const name = `${String(Date.now()).padStart(15, '0')}-${String(count++ % 1_000_000).padStart(6, '0')}.json`;
  const path = join(strokesPath(folder), name);
  await writing(workingCopy, mkdir(strokesPath(folder), { recursive: true }));
  const content = { version: 1, rect, coverage: Buffer.from(coverage).toString('base64') };
  await writeFileAtomically(path, JSON.stringify(content));
  return path;
}

/** The stroke is in the journal, or has failed. Where it cannot be deleted it is made once more after a restart. */
export const forgetStroke = (path: string): Promise<void> => rm(path, { force: true }).catch(() => undefined);

/**
 * The strokes that were cut off, oldest first; what a kill left half written is deleted.
 * @throws where the folder cannot be read; a damaged stroke is left out
 */
export async function readStrokes(folder: string): Promise<{ path: string; stroke: PendingStroke }[]> {
  await removeAllLeftovers(strokesPath(folder));
  const strokes: { path: string; stroke: PendingStroke }[] = [];
  for (const name of await strokeNames(folder)) {
    const path = join(strokesPath(folder), name);
    const stroke = parseStroke(await reading(workingCopy, readFile(path, 'utf8')));
    if (stroke) strokes.push({ path, stroke });
  }
  return strokes;
}

/** How many there are, without reading them. @throws where the folder cannot be read */
export const countStrokes = async (folder: string): Promise<number> => (await strokeNames(folder)).length;

async function strokeNames(folder: string): Promise<string[]> {
  const names = await readdir(strokesPath(folder)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw describeReadError(error, workingCopy);
  });
  return names.filter(isStroke).sort();
}

function parseStroke(text: string): PendingStroke | null {
  try {
    const { rect, coverage } = strokeSchema.parse(JSON.parse(text));
    return { rect, coverage: new Uint8Array(Buffer.from(coverage, 'base64')) };
  } catch {
    return null;
  }
}
