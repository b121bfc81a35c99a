/** Codes that cross boundaries (IPC, engine protocol, command line). Inside, errors are typed exceptions. */
export const errorCodes = [
  'usage',
  'file-not-found',
  'file-unreadable',
  'file-not-image',
  'file-truncated',
  'file-unsupported',
  'image-too-large',
  'image-too-small',
  'mask-wrong-size',
  'mask-empty',
  'target-read-only',
  'disk-full',
  'write-failed',
  'pack-not-found',
  'pack-invalid',
  'pack-hash-mismatch',
  'pack-file-missing',
  'pack-version',
  'pack-differs',
  'label-unknown',
  'device-unavailable',
  'network-output-invalid',
  'memory-insufficient',
  'engine-crashed',
  'recipe-missing',
  'recipe-mismatch',
  'document-not-found',
  'request-invalid',
  'request-denied',
  'busy',
  'checkpoint-invalid',
  'project-invalid',
  'queue-unreachable',
  'update-unreachable',
  'update-refused',
  'internal',
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** The form an error has when it crosses a boundary: what happened, what is safe, what to do - in one message. */
export interface ErrorReport {
  readonly code: ErrorCode;
  readonly message: string;
}

/** An error whose message a user may read. */
export class TesseraError extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: { cause?: unknown },
  ) {
    super(message, options);
    this.name = 'TesseraError';
  }
}

/**
 * What a run needs to be told and was not. Orders and schedules, which find that out, stand below the catalogue: it gets its words where
 * it crosses a boundary (error-report.ts).
 */
export class MissingChoice extends TesseraError {
  constructor(readonly missing: 'nothingDrawn' | 'noStepSizes') {
    super('request-invalid', missing);
    this.name = 'MissingChoice';
  }
}

/** The operating system's code of an error ("ENOSPC"); null where the error is none of the system's. */
export function systemCode(error: unknown): string | null {
  if (!(error instanceof Error) || error instanceof TesseraError) return null;
  const { code } = error as Error & { readonly code?: unknown };
  return typeof code === 'string' && /^E[A-Z0-9]+$/.test(code) ? code : null;
}

/** Cancellation is not an error: jobs throw this (or an AbortError) and callers end quietly. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}
