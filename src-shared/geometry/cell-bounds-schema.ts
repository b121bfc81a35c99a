import { z } from 'zod';

const whole = z.number().int();

/** Run-time check of the place and size of a CellField that crosses a boundary or comes from a file; its cells are coded differently there. */
export const cellBoundsShape = {
  span: whole.min(1).max(65_536),
  row: whole.min(-100_000).max(100_000),
  column: whole.min(-100_000).max(100_000),
  rows: whole.min(0).max(20_000),
  columns: whole.min(0).max(20_000),
};
