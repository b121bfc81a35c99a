import { z } from 'zod';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import { rectSchema } from '#shared/geometry/schemas.ts';
import { bytesSchema, channel, idSchema, megabyte } from './schemas.ts';

export const maskOperations = ['clear', 'invert', 'grow', 'shrink', 'feather', 'select-all'] as const;
export type MaskOperation = (typeof maskOperations)[number];

/** What a mask says: what is filled, or where texture is never copied from. */
const maskPlanes = ['selection', 'no-source'] as const;
export type MaskPlane = (typeof maskPlanes)[number];

export const maskChannels = {
  /**
   * One gesture = one edit: new coverage for the rectangle, deflated (zlib), 1 byte per pixel, row-major; without `plane` of the
   * selection. Where the selection is taken (`DocumentSummary.maskIsTaken`) it is the first one of another selection.
   */
  'mask/commit': channel<DocumentSummary>()(
    z.object({
      documentId: idSchema,
      rect: rectSchema,
      coverage: bytesSchema(64 * megabyte),
      action: z.string().max(60),
      plane: z.enum(maskPlanes).optional(),
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
  /** Texture may come from everywhere again. */
  'mask/clear-no-source': channel<DocumentSummary>()(idSchema),
  /** Opens a file dialog; null where the user cancelled it. */
  'mask/load': channel<DocumentSummary | null>()(idSchema),
  'mask/save': channel<{ name: string } | null>()(idSchema),
} as const;
