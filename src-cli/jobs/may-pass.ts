import type { ErrorCode } from '#shared/errors.ts';

const passing: readonly ErrorCode[] = [
  'disk-full',
  'engine-crashed',
  'file-unreadable',
  'internal',
  'memory-insufficient',
  'write-failed',
];

/** True for reasons that may pass: another try can help. */
export const mayPass = (code: ErrorCode): boolean => passing.includes(code);
