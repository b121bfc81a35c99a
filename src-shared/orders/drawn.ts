import { MissingChoice } from '#shared/errors.ts';
import { defineOrder, rankTokens } from './order.ts';

/** As the user drew it: darker first. @throws TesseraError request-invalid without a drawing */
export const drawn = defineOrder({
  name: 'drawn',
  key: 'Shift+Digit6',
  needsDrawing: true,
  permute: ({ targets, drawn: grey }) => {
    if (!grey) throw new MissingChoice('nothingDrawn');
    return rankTokens(targets, (token) => grey[token]!);
  },
});
