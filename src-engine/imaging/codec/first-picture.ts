import type { EarlyPicture } from '#shared/pictures/opening.ts';
import { pictureDecoders } from './decoders.ts';
import { getSharp } from './load-sharp.ts';
import type { EmbeddedPreview } from './picture-decoder.ts';
import { pictureSize } from './picture-size.ts';

/** A picture made small while it is decoded, 8 bit sRGB with straight alpha, upright. */
export type FirstPicture = EarlyPicture;

/** Smaller files are there at once. */
const smallestFile = 1 << 20;
const longestSide = 1024;
/** A preview whose proportions differ more from the picture's is of another cut, or lies otherwise. */
const likeProportions = 1.05;

/** A quick look at a large JPEG or WebP, whose decoders skip what a small picture does not need, or at the preview in a file; else null. */
export async function firstPicture(bytes: Uint8Array, name: string): Promise<FirstPicture | null> {
  const look = isQuick(bytes) ? await wholeFile(bytes) : await embedded(bytes, name);
  if (!look) return null;
  const { data, info } = await getSharp()(look.file, { failOn: 'none', limitInputPixels: false })
    .rotate()
    .resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true, kernel: 'nearest' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const stretched = (width * look.of.height) / (height * look.of.width);
  if (stretched > likeProportions || stretched < 1 / likeProportions) return null;
  return { width, height, rgba: Uint8Array.from(data), of: look.of };
}

function isQuick(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  return start.startsWith('\xff\xd8\xff') || /^RIFF.{4}WEBP/s.test(start);
}

async function wholeFile(file: Uint8Array): Promise<EmbeddedPreview | null> {
  const of = file.length < smallestFile ? null : await pictureSize(file);
  return of && { file, of };
}

/** Null also where it cannot be read: decoding says why. */
const embedded = (bytes: Uint8Array, name: string): Promise<EmbeddedPreview | null> =>
  pictureDecoders
    .find((each) => each.sniff(bytes, name))
    ?.preview?.(bytes, name)
    .catch(() => null) ?? Promise.resolve(null);
