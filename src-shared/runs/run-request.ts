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
/** The most that a picture is straightened by, in degrees either way, and how finely. */
export const straightenLimits = { most: 15, step: 0.1 } as const;

/**
 * What changes a picture's outline: a part of it stays (document pixels), or it is rotated clockwise. By quarters no sample changes;
 * straightening by a few degrees resamples all of them, and cuts off the corners that become empty or keeps them to be filled.
 */
export const reshapeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('crop'), rect: rectSchema }),
  z.object({ kind: z.literal('rotate'), degrees: z.literal([90, 180, 270]) }),
  z.object({
    kind: z.literal('straighten'),
    degrees: z
      .number()
      .min(-straightenLimits.most)
      .max(straightenLimits.most)
      .multipleOf(straightenLimits.step)
      .refine((degrees) => degrees !== 0),
    corners: z.enum(['cut', 'keep']),
  }),
]);
export type Reshape = z.infer<typeof reshapeSchema>;
export type Straighten = Extract<Reshape, { kind: 'straighten' }>;
/** What changes no sample. */
export type ExactReshape = Exclude<Reshape, Straighten>;

export const isReshape = (request: RunRequest | Reshape): request is Reshape =>
  request.kind === 'crop' || request.kind === 'rotate' || request.kind === 'straighten';

export type RunRequest = z.infer<typeof runRequestSchema>;
