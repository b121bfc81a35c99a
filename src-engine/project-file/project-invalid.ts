import { TesseraError } from '#shared/errors.ts';

/** The one error of a project file that cannot be opened. `reason` completes "because ...". */
export const projectInvalid = (name: string, reason: string, cause?: unknown): TesseraError =>
  new TesseraError(
    'project-invalid',
    `"${name}" cannot be opened as a project: ${reason}. The file and everything else are as they were. Try a copy of it, or open the original photo again.`,
    { cause },
  );
