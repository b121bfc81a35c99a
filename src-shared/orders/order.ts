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

/** All there is to say of an order; its words are in the catalogue under its name (src-shared/text). */
export interface OrderDefinition<Name extends string = string> {
  readonly name: Name;
  /** The shortcut that chooses it, as tinykeys writes keys. */
  readonly key: string;
  /** True where it means nothing without a drawing of the user's: it can be neither named on the command line nor a pack's default. */
  readonly needsDrawing: boolean;
  /** A permutation of `targets`: the sequence they are generated in. */
  readonly permute: (input: OrderInput) => Int32Array;
}

/** An order, with its name as a type. */
export const defineOrder = <const Name extends string>(
  definition: Omit<OrderDefinition<Name>, 'needsDrawing'> & { readonly needsDrawing?: boolean },
): OrderDefinition<Name> => ({ needsDrawing: false, ...definition });

/** The tokens sorted by ascending score; equal scores by token index. */
export function rankTokens(tokens: Int32Array, score: (token: number) => number): Int32Array {
  const scored = Array.from(tokens, (token) => ({ token, score: score(token) }));
  scored.sort((a, b) => a.score - b.score || a.token - b.token);
  return Int32Array.from(scored, (entry) => entry.token);
}
