import { z } from 'zod';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import { cellBoundsShape } from '#shared/geometry/schemas.ts';
import type { TurnTree } from '#shared/runs/turns.ts';
import { bytesSchema, channel, idSchema, megabyte } from './schemas.ts';

const whole = z.number().int();

export const stepIdSchema = z.object({ pass: whole.min(0).max(100_000), step: whole.min(0).max(100_000) });

/** Whole tokens of one level, document-anchored. */
export const cellFieldSchema = z
  .object({
    ...cellBoundsShape,
    cells: bytesSchema(16 * megabyte),
  })
  .refine(({ rows, columns, cells }) => cells.length === rows * columns, 'cells do not fit rows x columns');

export const turnStartSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('step'), turnId: idSchema, at: stepIdSchema }),
  z.object({
    kind: z.literal('keep'),
    kept: z
      .array(z.object({ turnId: idSchema, cells: cellFieldSchema }))
      .min(1)
      .max(16)
      .readonly(),
  }),
]);

const turnSchema = z.object({ documentId: idSchema, turnId: idSchema });

export const turnChannels = {
  /** Null where no run has begun since the last accept or discard. Also how a reloaded window finds waiting work again. */
  'turns/tree': channel<TurnTree | null>()(idSchema),
  /** Commits a turn as one undo step; the others are dropped with their states. */
  'turns/accept': channel<DocumentSummary>()(turnSchema),
  /** Drops one turn; what branched from it stays. Null where it was the last. */
  'turns/discard': channel<TurnTree | null>()(turnSchema),
  /** Drops all turns and an interrupted run; the document was never changed by them. */
  'turns/discard-all': channel<DocumentSummary>()(idSchema),
} as const;
