import { getSharp } from './load-sharp.ts';
import { pictureSize } from './picture-size.ts';

/** A picture made small while it is decoded, 8 bit sRGB with straight alpha, upright: [height, width, 4]. */
export interface FirstPicture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
  /** The size of the whole picture. */
  readonly of: { readonly width: number; readonly height: number };
}

/** Smaller files are there at once. */
const smallestFile = 1 << 20;
const longestSide = 1024;

/** A quick look at a large JPEG or WebP, whose decoders skip what a small picture does not need; null for all else. */
export async function firstPicture(bytes: Uint8Array): Promise<FirstPicture | null> {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  const isQuick = start.startsWith('\xff\xd8\xff') || /^RIFF.{4}WEBP/s.test(start);
  if (!isQuick || bytes.length < smallestFile) return null;
  const image = getSharp()(bytes, { failOn: 'none', limitInputPixels: false });
  const { data, info } = await image
    .rotate()
    .resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true, kernel: 'nearest' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const of = await pictureSize(bytes);
  return of && { width: info.width, height: info.height, rgba: Uint8Array.from(data), of };
}
