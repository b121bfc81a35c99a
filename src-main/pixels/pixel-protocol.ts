import type { ErrorReport } from '../../src-shared/contract/errors';
import type { PixelOperation } from './pixel-operations';

/** main -> pixel process: one operation with its arguments. */
export interface PixelCall {
  readonly id: number;
  readonly operation: PixelOperation;
  readonly parameters: readonly unknown[];
}

/** pixel process -> main: exactly one answer per call. */
export type PixelAnswer =
  { readonly id: number; readonly value: unknown } | { readonly id: number; readonly error: ErrorReport };
