import type { Order } from './order';

/** Row by row from the top left, as text is read. */
export const raster: Order = ({ targets }) => Int32Array.from(targets);
