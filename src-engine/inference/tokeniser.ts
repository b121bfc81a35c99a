import type { TokenGrid } from '#shared/geometry/token-grid.ts';

/** Between a window's picture and its tokens. Pictures are [rows * tokenPixels, columns * tokenPixels, 3] in [-1, 1]. */
export interface Tokeniser {
  /** Picture pixels per token edge. */
  readonly tokenPixels: number;
  /** Picture -> [rows * columns, channels] float32, row-major over the grid. */
  tokenise(picture: Float32Array, grid: TokenGrid): Promise<Float32Array>;
  /** The inverse: tokens -> picture. */
  assemble(tokens: Float32Array, grid: TokenGrid): Promise<Float32Array>;
}
