import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';

/** A checkpoint that is not used: what is wrong with it, and that nothing was written. */
export const invalidCheckpoint = (fileName: string, reason: string): TesseraError =>
  new TesseraError('checkpoint-invalid', text.checkpoints.notImported(fileName, reason));
