import type { ErrorReport } from '#shared/errors.ts';
import type { PixelOperation } from './pixel-operations.ts';

/** main -> pixel process: one operation with its arguments. */
export interface PixelCall {
  readonly id: number;
  readonly operation: PixelOperation;
  readonly parameters: readonly unknown[];
}

/** pixel process -> main: exactly one answer per call. */
export type PixelAnswer =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: ErrorReport };
