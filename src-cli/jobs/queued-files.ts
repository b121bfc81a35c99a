import { basename } from 'node:path';
import { TesseraError } from '#shared/errors.ts';

/**
 * What is read must be what was queued. @param inputs the sha256 of each place; left out = nobody queued it
 * @throws TesseraError recipe-mismatch
 */
export function assertQueued(
  place: string,
  digest: string,
  inputs: Readonly<Record<string, string>> | undefined,
): void {
  if (inputs && digest !== inputs[place])
    throw new TesseraError(
      'recipe-mismatch',
      `"${basename(place)}" is not the file that was queued: it was changed since, or the worker’s folder is another. Queue the job again.`,
    );
}
