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

/**
 * A plane [rows * edge, columns * edge, depth] cut into patches: [rows * columns, edge * edge * depth], each laid out
 * (row in patch, column in patch, channel), channel fastest (docs/method.md, section 5).
 */
export function toPatches(
  plane: Float32Array,
  { rows, columns }: TokenGrid,
  edge: number,
  depth: number,
): Float32Array {
  const patches = new Float32Array(plane.length);
  forEachPatchRow(rows, columns, edge, depth, (inPlane, inPatches, length) =>
    patches.set(plane.subarray(inPlane, inPlane + length), inPatches),
  );
  return patches;
}

/** The inverse of `toPatches`. */
export function fromPatches(
  patches: Float32Array,
  { rows, columns }: TokenGrid,
  edge: number,
  depth: number,
): Float32Array {
  const plane = new Float32Array(patches.length);
  forEachPatchRow(rows, columns, edge, depth, (inPlane, inPatches, length) =>
    plane.set(patches.subarray(inPatches, inPatches + length), inPlane),
  );
  return plane;
}

/** Visits every contiguous run of numbers that both layouts share. */
function forEachPatchRow(
  rows: number,
  columns: number,
  edge: number,
  depth: number,
  visit: (inPlane: number, inPatches: number, length: number) => void,
): void {
  const run = edge * depth;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      for (let line = 0; line < edge; line += 1) {
        const inPlane = ((row * edge + line) * columns + column) * run;
        visit(inPlane, ((row * columns + column) * edge + line) * run, run);
      }
    }
  }
}

/** Tokens that are the pixels themselves: lossless. */
export const pixelTokeniser = (tokenPixels: number): Tokeniser => ({
  tokenPixels,
  tokenise: (picture, grid) => Promise.resolve(toPatches(picture, grid, tokenPixels, 3)),
  assemble: (tokens, grid) => Promise.resolve(fromPatches(tokens, grid, tokenPixels, 3)),
});
