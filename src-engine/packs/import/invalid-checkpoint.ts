import { TesseraError } from '#shared/errors.ts';

/** A checkpoint that is not used: what is wrong with it, and that nothing was written. */
export const invalidCheckpoint = (fileName: string, reason: string): TesseraError =>
  new TesseraError('checkpoint-invalid', `"${fileName}" was not imported: ${reason}. Nothing was written.`);
