import { z } from 'zod';
import type { DocumentSummary } from '#shared/document/document-summary.ts';
import { colourRuleSchema, rectangleRuleSchema } from '#shared/runs/mask-rule.ts';
import { runSettingsSchema } from '#shared/runs/run-settings.ts';
import { channel, idSchema, nothingSchema } from './schemas.ts';

/** A photo of the queue. */
export interface QueuedPhoto {
  readonly id: string;
  /** File names without folders. */
  readonly name: string;
  readonly output: string;
  readonly status: 'waiting' | 'working' | 'done' | 'failed';
  /** Why it failed: what happened, what is safe, what to do. */
  readonly message: string | null;
  /** How long it took, once it is done. */
  readonly seconds: number | null;
}

/** The whole queue, in the sequence in which its photos were added. */
export interface QueueView {
  readonly isPaused: boolean;
  readonly photos: readonly QueuedPhoto[];
}

/** What is about to be added: main keeps the paths. */
export interface QueueDraft {
  /** How many photos were chosen, the first few by name, and the folder they lie in. */
  readonly photos: number;
  readonly names: readonly string[];
  readonly folder: string | null;
  /** The edits of the open photo that are repeated; 0 = the photos are filled with the settings of the panel. */
  readonly edits: number;
  /** True where these can be repeated in the same place. */
  readonly hasPlace: boolean;
  /** Photos known to have another size than the one with the edits: the same place is none in them. */
  readonly otherSize: number;
  /** The folder that results go to; null = a new one beside the photos. */
  readonly target: string | null;
  /** What results are called where nothing else is wanted. */
  readonly template: string;
}

/** A name beside the photo: never a path. */
const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .regex(/^[^/\\:*?"<>|\u0000-\u001f]+$/)
  .regex(/^[^.]/);

/** What of each photo is filled. */
export const queueRuleSchema = z.union([
  /** Where the edits of the open photo were. */
  z.literal('place'),
  /** A mask file beside each photo. */
  z.strictObject({ file: nameSchema.includes('{name}') }),
  rectangleRuleSchema,
  colourRuleSchema,
]);
export type QueueRule = z.output<typeof queueRuleSchema>;

const ids = z.array(idSchema).min(1).max(100_000);

export const queueChannels = {
  'queue/view': channel<QueueView>()(nothingSchema),
  /** Begins a draft with the edits of this document. @throws where there is none to repeat */
  'queue/draft-edits': channel<QueueDraft>()(idSchema),
  /** Begins a draft with the pictures that were offered last. */
  'queue/draft-offered': channel<QueueDraft>()(nothingSchema),
  /** Asks for the photos, or the folder they lie in; null where the user cancelled. */
  'queue/choose-photos': channel<QueueDraft | null>()(z.enum(['files', 'folder'])),
  /** Asks for the folder that results go to; null where the user cancelled. */
  'queue/choose-target': channel<QueueDraft | null>()(nothingSchema),
  /** Adds the photos of the draft. */
  'queue/add': channel<void>()(
    z.object({
      rule: queueRuleSchema,
      template: nameSchema.includes('{name}'),
      /** Used where no edits are repeated. */
      settings: runSettingsSchema,
    }),
  ),
  'queue/pause': channel<void>()(nothingSchema),
  'queue/resume': channel<void>()(nothingSchema),
  /** Tries failed photos again. */
  'queue/retry': channel<void>()(ids),
  /** Takes photos off the list; one that is at work is ended. Files that were written stay. */
  'queue/remove': channel<void>()(ids),
  /** Opens a result. */
  'queue/open': channel<DocumentSummary>()(idSchema),
  'queue/show': channel<void>()(idSchema),
} as const;
