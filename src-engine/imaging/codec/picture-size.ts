import { getSharp } from './load-sharp.ts';

/** Width and height in pixels, turned upright, by the beginning of a JPEG, PNG or WebP file; null for all else. */
export async function pictureSize(
  head: Uint8Array,
): Promise<{ readonly width: number; readonly height: number } | null> {
  const start = Buffer.from(head.subarray(0, 12)).toString('latin1');
  if (!/^(\xff\xd8\xff|\x89PNG|RIFF.{4}WEBP)/s.test(start)) return null;
  try {
    const image = getSharp()(head, { failOn: 'none', limitInputPixels: false });
    const { width, height, orientation = 1 } = await image.metadata();
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch {
    return null;
  }
}
