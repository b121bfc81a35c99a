import { createHash } from 'node:crypto';
import { lstat, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isSameFile } from '#engine/files/links.ts';
import { systemCode, TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';

/** The file a document was opened from: nothing is ever written over it. */
export interface OriginalFile {
  readonly path: string | null;
  /** sha256 of its bytes when it was opened. */
  readonly hash: string | null;
}

/**
 * A path says little (projects don't keep it, photos are moved): what a file holds says, too, that it is the original.
 * @returns true where the original had this path and is gone, so that its name is free
 * @throws TesseraError request-denied
 */
export async function refuseOriginal(path: string, original: OriginalFile): Promise<boolean> {
  const hasItsPath = original.path !== null && resolve(path) === resolve(original.path);
  if (hasItsPath && (await isThere(path))) throw overwritesOriginal();
  if (original.path !== null && (await isSameFile(path, original.path))) throw overwritesOriginal();
  if (original.hash === null) return hasItsPath;
  const there = await readFile(path).catch(() => null);
  if (there !== null && createHash('sha256').update(there).digest('hex') === original.hash)
    throw overwritesOriginal();
  return hasItsPath;
}

/** What cannot be looked at counts as there. */
const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    (error: unknown) => systemCode(error) !== 'ENOENT',
  );

const overwritesOriginal = (): TesseraError => new TesseraError('request-denied', text.refusals.isOriginal);
