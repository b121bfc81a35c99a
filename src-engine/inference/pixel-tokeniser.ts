import { fromPatches, toPatches } from './patches.ts';
import type { Tokeniser } from './tokeniser.ts';

/** Tokens that are the pixels themselves: lossless. */
export const pixelTokeniser = (tokenPixels: number): Tokeniser => ({
  tokenPixels,
  tokenise: (picture, grid) => Promise.resolve(toPatches(picture, grid, tokenPixels, 3)),
  assemble: (tokens, grid) => Promise.resolve(fromPatches(tokens, grid, tokenPixels, 3)),
});
