import { z } from 'zod';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import { rectSchema } from '#shared/geometry/schemas.ts';
import { bytesSchema, channel, idSchema, megabyte } from './schemas.ts';

export const maskOperations = ['clear', 'invert', 'grow', 'shrink', 'feather', 'select-all'] as const;
export type MaskOperation = (typeof maskOperations)[number];

export const maskChannels = {
  /** One gesture = one edit: new coverage for the rectangle, deflated (zlib), 1 byte per pixel, row-major. */
  'mask/commit': channel<DocumentSummary>()(
    z.object({
      documentId: idSchema,
      rect: rectSchema,
      coverage: bytesSchema(64 * megabyte),
      action: z.string().max(60),
    }),
  ),
  'mask/operate': channel<DocumentSummary>()(
    z.object({
      documentId: idSchema,
      operation: z.enum(maskOperations),
      /** Radius of grow, shrink and feather. */
      pixels: z.number().int().min(0).max(1000),
    }),
  ),
  /** Opens a file dialog; null where the user cancelled it. */
  'mask/load': channel<DocumentSummary | null>()(idSchema),
  'mask/save': channel<{ name: string } | null>()(idSchema),
} as const;
