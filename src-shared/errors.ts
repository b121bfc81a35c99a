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

/** Turns anything thrown into what may cross a boundary. */
export function toErrorReport(error: unknown): ErrorReport {
  if (error instanceof TesseraError) return { code: error.code, message: error.message };
  return { code: 'internal', message: error instanceof Error ? error.message : String(error) };
}

/** Cancellation is not an error: jobs throw this (or an AbortError) and callers end quietly. */
export class Cancelled extends Error {
  constructor() {
    super('cancelled');
    this.name = 'Cancelled';
  }
}
