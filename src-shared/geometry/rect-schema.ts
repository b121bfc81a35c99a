import { z } from 'zod';

const coordinate = z.number().int().min(-1_000_000).max(1_000_000);
const extent = z.number().int().min(0).max(1_000_000);

/** Run-time check of a Rect that crosses a boundary. */
export const rectSchema = z.object({ x: coordinate, y: coordinate, width: extent, height: extent });
