import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { TesseraError } from '#shared/errors.ts';

/** The file a document was opened from: nothing is ever written over it. */
export interface OriginalFile {
  readonly path: string | null;
  /** sha256 of its bytes when it was opened. */
  readonly hash: string | null;
}

/**
 * A path says little (projects don't keep it, photos are moved): what a file holds says, too, that it is the original.
 * @throws TesseraError request-denied
 */
export async function refuseOriginal(path: string, original: OriginalFile): Promise<void> {
  if (original.path !== null && resolve(path) === resolve(original.path)) throw overwritesOriginal();
  if (original.hash === null) return;
  const there = await readFile(path).catch(() => null);
  if (there !== null && createHash('sha256').update(there).digest('hex') === original.hash)
    throw overwritesOriginal();
}

const overwritesOriginal = (): TesseraError =>
  new TesseraError(
    'request-denied',
    'That is the original photo, which is never overwritten. Nothing was saved. Choose another name.',
  );
