import { defineOrder } from './order.ts';

/** Row by row from the top left, as text is read. */
export const raster = defineOrder({
  name: 'raster',
  key: 'Shift+Digit2',
  permute: ({ targets }) => Int32Array.from(targets),
});
