import { basename } from 'node:path';
import { type ErrorCode, systemCode, TesseraError } from '#shared/errors.ts';
import { systemErrors } from '#shared/text/system-errors.ts';

const writeCodes: Readonly<Record<string, ErrorCode>> = {
  EACCES: 'target-read-only',
  EPERM: 'target-read-only',
  EROFS: 'target-read-only',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
};

const isMissing = (code: string): boolean => code === 'ENOENT' || code === 'ENOTDIR';

/** Turns a system error of a write into one a user may read; other errors (of the content's source) pass unchanged. */
export function describeWriteError(error: unknown, target: string): unknown {
  const code = systemCode(error);
  if (code === null) return error;
  const name = basename(target);
  const message = isMissing(code) ? systemErrors.missingFolder(name) : systemErrors.write(name, code);
  return new TesseraError(writeCodes[code] ?? 'write-failed', message, { cause: error });
}

/** Turns a system error of a read into one a user may read; other errors pass unchanged. */
export function describeReadError(error: unknown, path: string): unknown {
  const code = systemCode(error);
  if (code === null) return error;
  return new TesseraError(
    isMissing(code) ? 'file-not-found' : 'file-unreadable',
    systemErrors.read(basename(path), code),
    { cause: error },
  );
}
