import type { CoverageMask, SampleImage } from '#engine/imaging/samples.ts';
import { text } from '#shared/text/text.ts';
import type { DecodedPhoto } from './picture-decoder.ts';

/** Coverage that lossy compression leaves where there was none, and takes from what was full: less than a sixteenth. */
const ripple = 16;
const lossyFormats: readonly string[] = ['jpeg', 'webp', 'avif', 'heic'] satisfies DecodedPhoto['format'][];

/** Coverage of a mask's file (as `coverageOfPicture`), without the ripples of a lossy format; the note tells of them. */
export function coverageOfFile({ image, format }: Pick<DecodedPhoto, 'image' | 'format'>): {
  readonly mask: CoverageMask;
  readonly note: string | null;
} {
  const mask = coverageOfPicture(image);
  if (!lossyFormats.includes(format)) return { mask, note: null };
  const data = mask.data.map((value) => (value < ripple ? 0 : value > 255 - ripple ? 255 : value));
  return { mask: { ...mask, data }, note: text.pictures.notes.lossyMask };
}

/**
 * Coverage of a mask picture: where its alpha isn't 255 everywhere, alpha is the coverage, else the
 * luminance; 0 = untouched. 16-bit values above 0 stay above 0.
 */
export function coverageOfPicture(picture: SampleImage): CoverageMask {
  const { width, height, channels, bitDepth, data } = picture;
  if (channels === 1 && bitDepth === 8) return { width, height, data: data.slice() as Uint8Array };
  const pixels = width * height;
  const coverage = new Uint8Array(pixels);
  const full = bitDepth === 16 ? 65535 : 255;
  const toByte = (value: number): number => (value === 0 ? 0 : Math.max(1, Math.round((value * 255) / full)));
  const hasAlpha = channels === 2 || channels === 4;
  let opaque = true;
  if (hasAlpha)
    for (let i = channels - 1; i < data.length && opaque; i += channels) opaque = data[i] === full;
  const rowBytes = (width * channels * bitDepth) / 8;
  const nothing = Buffer.alloc(rowBytes);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = pixel * channels;
    // Most rows of most masks are empty.
    const isEmptyRow =
      pixel % width === 0 &&
      nothing.equals(Buffer.from(data.buffer, data.byteOffset + (pixel / width) * rowBytes, rowBytes));
    if (isEmptyRow) pixel += width - 1;
    else if (!opaque) coverage[pixel] = toByte(data[at + channels - 1]!);
    else if (channels < 3) coverage[pixel] = toByte(data[at]!);
    else if (data[at] === 0 && data[at + 1] === 0 && data[at + 2] === 0) continue;
    // Rec. 709 luma; white gives exactly full.
    else coverage[pixel] = toByte((2126 * data[at]! + 7152 * data[at + 1]! + 722 * data[at + 2]!) / 10000);
  }
  return { width, height, data: coverage };
}
