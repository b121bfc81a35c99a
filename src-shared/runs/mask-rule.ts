import { z } from 'zod';

/** Pixels, or "5%" of the photo's side. */
const lengthSchema = z.union([z.number().int(), z.string().regex(/^-?\d+(\.\d+)?%$/, 'pixels or "5%"')]);

/** Left, top, width, height; a negative left or top counts from the right or bottom. */
export const rectangleRuleSchema = z.strictObject({
  rectangle: z.tuple([lengthSchema, lengthSchema, lengthSchema, lengthSchema]),
});

/** Everything of one colour; `tolerance` of 255 for each channel. */
export const colourRuleSchema = z.strictObject({
  colour: z.string().regex(/^#[0-9a-f]{6}$/i, '"#rrggbb"'),
  tolerance: z.number().int().min(0).max(255).optional(),
});

/** What of each photo is filled: a mask file, a rectangle, or a colour. */
export const maskRuleSchema = z.union([z.string().min(1), rectangleRuleSchema, colourRuleSchema]);
export type MaskRule = z.infer<typeof maskRuleSchema>;
export type Length = z.infer<typeof lengthSchema>;
