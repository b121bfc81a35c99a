import { z } from 'zod';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import { rectSchema } from '#shared/geometry/schemas.ts';
import type { RunPlan } from '#shared/runs/run-plan.ts';
import { runRequestSchema } from '#shared/runs/run-request.ts';
import { runSettingsSchema } from '#shared/runs/run-settings.ts';
import { bytesSchema, channel, idSchema, megabyte } from './schemas.ts';
import { turnStartSchema } from './turns.ts';

/** Everything a run needs from a window; `from` null (or left out) = made from the start. */
export const runIntentSchema = z.object({
  documentId: idSchema,
  request: runRequestSchema,
  settings: runSettingsSchema,
  /** Another turn in the region under work; then `request` must be the region's. */
  from: turnStartSchema.nullable().default(null),
});
export type RunIntent = z.output<typeof runIntentSchema>;

/** A picture that is to be made from a label alone: there is no document yet. */
export const newPictureIntentSchema = z.object({
  width: z.number().int().min(1).max(20000),
  height: z.number().int().min(1).max(20000),
  settings: runSettingsSchema,
});
export type NewPictureIntent = z.output<typeof newPictureIntentSchema>;

export const runChannels = {
  'runs/plan': channel<RunPlan>()(runIntentSchema),
  'runs/plan-new': channel<RunPlan>()(newPictureIntentSchema),
  /**
   * Fills a stroke from what surrounds it, without the network, and commits it at once: one undo step, the selection stays.
   * Answers once it is committed; strokes wait for each other, and for the decision on what runs or waits. Null where the
   * document closes before: the stroke is made when it is opened again. `coverage` as in mask/commit.
   */
  'runs/heal': channel<DocumentSummary | null>()(
    z.object({ documentId: idSchema, rect: rectSchema, coverage: bytesSchema(64 * megabyte) }),
  ),
  'runs/start': channel<{ runId: string }>()(runIntentSchema),
  /**
   * Ends a run, also a paused one. Answers once the document is exactly as before; kills the engine where it does
   * not stop within a second. Variants that had finished stay as turns.
   */
  'runs/cancel': channel<void>()(idSchema),
  /** Stops at once, keeping where it stands (also within an AR step); answers once that is on the disk. */
  'runs/pause': channel<void>()(idSchema),
  /** Resumes the document's interrupted run, bit for bit as if it had never stopped. */
  'runs/resume': channel<{ runId: string }>()(idSchema),
} as const;
