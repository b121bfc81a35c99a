import { z } from 'zod';
import { rectSchema } from '#shared/geometry/schemas.ts';

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
/** What changes a picture's outline and no sample: a part of it stays (document pixels), or it is rotated clockwise. */
export const reshapeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('crop'), rect: rectSchema }),
  z.object({ kind: z.literal('rotate'), degrees: z.literal([90, 180, 270]) }),
]);
export type Reshape = z.infer<typeof reshapeSchema>;

export const isReshape = (request: RunRequest | Reshape): request is Reshape =>
  request.kind === 'crop' || request.kind === 'rotate';

export type RunRequest = z.infer<typeof runRequestSchema>;
