import { z } from 'zod';

const added = z.number().int().min(0).max(20000);

/** Pixels added on each side of the picture. */
export const extendBySchema = z.object({ left: added, right: added, top: added, bottom: added });
export type ExtendBy = z.infer<typeof extendBySchema>;

/** What a run does: fill the mask, extend the frame (the new area is filled), or make a picture from a label alone. */
export const runRequestSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('fill') }),
  z.object({ kind: z.literal('extend'), by: extendBySchema }),
  z.object({ kind: z.literal('generate') }),
]);
export type RunRequest = z.infer<typeof runRequestSchema>;
