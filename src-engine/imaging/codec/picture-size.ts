import { headOfFile } from '#engine/files/head-of-file.ts';
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

/** How a JPEG says that its pixels are to be turned, as `decodePhoto` finds it, without decoding them. @throws Error */
export const orientationOfJpeg = async (file: Uint8Array): Promise<number> =>
  (await getSharp()(file, { failOn: 'none', limitInputPixels: false }).metadata()).orientation ?? 1;

/** What tells a picture's size, behind the metadata that may come first. */
const headBytes = 1 << 18;

/** The `pictureSize` of a file; null also where it cannot be read. */
export const sizeOfPictureFile = (path: string): ReturnType<typeof pictureSize> =>
  headOfFile(path, headBytes).then(pictureSize, () => null);
