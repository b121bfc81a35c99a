import { text } from '#shared/text/text.ts';
import { TesseraError } from '#shared/errors.ts';

/** The one error of a project file that cannot be opened. `reason` completes "because ...". */
export const projectInvalid = (name: string, reason: string, cause?: unknown): TesseraError =>
  new TesseraError('project-invalid', text.projects.invalid(name, reason), { cause });
