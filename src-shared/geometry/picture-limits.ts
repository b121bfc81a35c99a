import type { Rect } from './rect.ts';

/** Pictures beyond this are neither opened nor made: what was made must open again. */
export const maxPicturePixels = 150_000_000;

/** True where a picture of these bounds can be opened and made. */
export const isPictureSizeAllowed = (bounds: Pick<Rect, 'width' | 'height'>): boolean =>
  bounds.width * bounds.height <= maxPicturePixels;
