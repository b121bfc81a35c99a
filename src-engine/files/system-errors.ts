import { basename } from 'node:path';
import { type ErrorCode, systemCode, TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';

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
  const message = isMissing(code)
    ? text.systemErrors.missingFolder(name)
    : text.systemErrors.write(name, code);
  return new TesseraError(writeCodes[code] ?? 'write-failed', message, { cause: error });
}

/** How messages name what lies beside the user's data. */
export const workingCopy = 'the working copy of this picture';

/** Work that writes `target`, with errors a user may read. @throws TesseraError target-read-only, disk-full, write-failed */
export const writing = <Result>(target: string, work: Promise<Result>): Promise<Result> =>
  work.catch((error: unknown) => {
    throw describeWriteError(error, target);
  });

/** Work that reads `path`, with errors a user may read. @throws TesseraError file-not-found, file-unreadable */
export const reading = <Result>(path: string, work: Promise<Result>): Promise<Result> =>
  work.catch((error: unknown) => {
    throw describeReadError(error, path);
  });

/** Work that deletes `path`, with errors a user may read. @throws TesseraError target-read-only, write-failed */
export const deleting = <Result>(path: string, work: Promise<Result>): Promise<Result> =>
  work.catch((error: unknown) => {
    const code = systemCode(error);
    if (code === null) throw error;
    const message = text.systemErrors.remove(basename(path), code);
    throw new TesseraError(writeCodes[code] ?? 'write-failed', message, { cause: error });
  });

/** True for errors that say that nothing is there. */
export const isAbsent = (error: unknown): boolean => {
  const code = systemCode(error);
  return code !== null && isMissing(code);
};

/** Turns a system error of a read into one a user may read; other errors pass unchanged. */
export function describeReadError(error: unknown, path: string): unknown {
  const code = systemCode(error);
  if (code === null) return error;
  return new TesseraError(
    isMissing(code) ? 'file-not-found' : 'file-unreadable',
    text.systemErrors.read(basename(path), code),
    { cause: error },
  );
}
