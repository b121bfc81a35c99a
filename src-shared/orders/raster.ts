import type { Order } from './order.ts';

/** Row by row from the top left, as text is read. */
export const raster: Order = ({ targets }) => Int32Array.from(targets);
