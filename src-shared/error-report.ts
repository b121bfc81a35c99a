import { text } from '#shared/text/text.ts';
import { type ErrorReport, MissingChoice, systemCode, TesseraError } from './errors.ts';

/** Turns anything thrown into what may cross a boundary. */
export function toErrorReport(error: unknown): ErrorReport {
  if (error instanceof MissingChoice) return { code: error.code, message: text.refusals[error.missing] };
  if (error instanceof TesseraError) return { code: error.code, message: error.message };
  const code = systemCode(error);
  if (code !== null) return refusedBySystem(error as Error, code);
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

/** What reads and writes says more about its own errors; this is for all others. */
function refusedBySystem(error: Error & { readonly path?: unknown }, code: string): ErrorReport {
  const name = typeof error.path === 'string' ? (error.path.split(/[\\/]/).at(-1) ?? null) : null;
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  return { code: full ? 'disk-full' : 'internal', message: text.systemErrors.refused(name, code) };
}
