import { z } from 'zod';

const coordinate = z.number().int().min(-1_000_000).max(1_000_000);
const extent = z.number().int().min(0).max(1_000_000);

/** Run-time check of a Rect that crosses a boundary. */
export const rectSchema = z.object({ x: coordinate, y: coordinate, width: extent, height: extent });

const whole = z.number().int();

/** Run-time check of the place and size of a CellField that crosses a boundary or comes from a file; its cells are coded differently there. */
export const cellBoundsShape = {
  span: whole.min(1).max(65_536),
  row: whole.min(-100_000).max(100_000),
  column: whole.min(-100_000).max(100_000),
  rows: whole.min(0).max(20_000),
  columns: whole.min(0).max(20_000),
};
