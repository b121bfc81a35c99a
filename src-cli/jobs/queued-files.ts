import { basename } from 'node:path';
import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';

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
    throw new TesseraError('recipe-mismatch', text.commandLine.queue.otherFile(basename(place)));
}
