import { z } from 'zod';

/** The light that a camera raw file is developed for: as the camera judged it, as the picture's average says, or daylight. */
export const whiteBalances = ['camera', 'auto', 'daylight'] as const;
export type WhiteBalance = (typeof whiteBalances)[number];

/** Stops that a camera raw file may be developed brighter or darker. */
export const maxExposure = 3;

/** How a picture's file is opened, where there are several ways. */
export const openingSchema = z.object({
  /** Which picture of a file that holds several, from 1; null = the one that the file itself puts first. */
  page: z.number().int().min(1).max(1000).nullable().default(null),
  /** A damaged file is opened as far as it goes. */
  partial: z.boolean().default(false),
  /** The white balance of camera raw. */
  whiteBalance: z.enum(whiteBalances).default('camera'),
  /** The exposure of camera raw, in stops. */
  exposure: z.number().min(-maxExposure).max(maxExposure).default(0),
});
export type Opening = z.output<typeof openingSchema>;

/** A picture as it is shown before it is decoded: small, RGBA in sRGB, [height, width, 4]. */
export interface EarlyPicture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
  /** The size of the whole picture, in pixels. */
  readonly of: { readonly width: number; readonly height: number };
}

/** One of several pictures in a file. */
export interface PicturePage {
  /** From 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
}

/** What a person can decide before a file is opened. */
export interface WaysToOpen {
  /** Where there are several pictures that are no previews of another. */
  readonly pages: readonly PicturePage[];
  /** It is developed. */
  readonly isRaw: boolean;
  /** Where it is damaged, what can be read of it can be opened. */
  readonly mayBePartial: boolean;
}
