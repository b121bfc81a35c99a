import type { TokenGrid } from '#shared/geometry/token-grid.ts';

/** What an order may look at. Everything is in tokens of one window. */
export interface OrderInput {
  readonly grid: TokenGrid;
  /** Ascending indices of the tokens to generate. */
  readonly targets: Int32Array;
  /** Per token of the grid: 1 = known (the photo, or already made). */
  readonly known: Uint8Array;
  /** uint32; only `random` uses it. */
  readonly seed: number;
  /** from-subject: fractional token coordinates, token (r, c) covers [r, r + 1) x [c, c + 1); null = the default. */
  readonly subject: { readonly row: number; readonly column: number } | null;
  /** drawn: per token of the grid, 0 = first, 1 = last. */
  readonly drawn: Float32Array | null;
}

/** A permutation of `targets`: the sequence they are generated in. */
export type Order = (input: OrderInput) => Int32Array;
