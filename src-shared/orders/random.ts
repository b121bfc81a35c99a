import { tokenColumn, tokenRow } from '#shared/geometry/token-grid.ts';
import { philox4x32, philoxWords } from '#shared/random/philox.ts';
import { defineOrder, rankTokens } from './order.ts';

/** The second key word of orders. Noise uses the pass's level there, which never gets this large. */
const orderKey = 0xffffffff;

/** A permutation keyed by (seed, row, column): a token's rank among others does not depend on what else is masked. */
export const random = defineOrder({
  name: 'random',
  key: 'Shift+Digit4',
  permute: ({ grid, targets, seed }) => {
    const words = new Uint32Array(philoxWords);
    return rankTokens(targets, (token) => {
      philox4x32(tokenRow(grid, token), tokenColumn(grid, token), 0, 0, seed, orderKey, words);
      return words[0]!;
    });
  },
});
