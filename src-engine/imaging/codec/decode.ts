import { promises as fs } from 'node:fs';
import { basename } from 'node:path';
import { TesseraError } from '#shared/errors.ts';
import { formatNames } from '#shared/pictures/format-names.ts';
import { text } from '#shared/text/text.ts';
import { describeReadError } from '#engine/files/system-errors.ts';
import { soundProfile } from '#engine/imaging/colour/icc-profile.ts';
import { sameSamples } from '../same-samples.ts';
import type { CoverageMask, SampleImage } from '../samples.ts';
import { holdsCredentials } from './content-credentials/holds-credentials.ts';
import { pictureDecoders } from './decoders.ts';
import { brandsOf } from './iso-media.ts';
import {
  type DecodedPhoto,
  type DecodeOptions,
  joinNotes,
  type PictureDecoder,
  hasAscii,
} from './picture-decoder.ts';
import { resolutionOfExif } from './resolution.ts';

/** Reads and decodes a picture. @throws TesseraError file-not-found, file-unreadable and those of `decodePhoto` */
export async function readPhotoFile(path: string, options: DecodeOptions = {}): Promise<DecodedPhoto> {
  return decodePhoto(await readFileBytes(path), basename(path), options);
}

/** A file's bytes, as an array whose slices are copies (those of a Node Buffer are not). @throws TesseraError file-not-found, file-unreadable */
export async function readFileBytes(path: string): Promise<Uint8Array> {
  try {
    const { buffer, byteOffset, byteLength } = await fs.readFile(path);
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch (error) {
    throw describeReadError(error, path);
  }
}

/**
 * Decodes a picture to its own samples: orientation applied, bit depth and profile kept. A profile that an encoder would
 * refuse later is mended or left out here, with a note.
 * @throws TesseraError file-not-image, file-truncated, file-unsupported, image-too-large, usage (no such page)
 */
export async function decodePhoto(
  bytes: Uint8Array,
  name: string,
  options: DecodeOptions = {},
  decoders: readonly PictureDecoder[] = pictureDecoders,
): Promise<DecodedPhoto> {
  const decoder = decoders.find((each) => each.sniff(bytes, name));
  if (!decoder) throw notReadable(bytes, name);
  const decoded = await decoder.decode(bytes, name, options);
  const { image, note, metadata } = decoded;
  const checked = image.iccProfile && soundProfile(image.iccProfile, image.channels);
  return {
    ...decoded,
    format: decoder.format,
    orientation: decoded.orientation ?? 1,
    metadata: {
      ...metadata,
      resolution: metadata.resolution ?? (metadata.exif && resolutionOfExif(metadata.exif)) ?? undefined,
      credentials: holdsCredentials(bytes) || undefined,
    },
    image: { ...image, iccProfile: checked && checked.kind !== 'unusable' ? checked.profile : null },
    note: joinNotes(
      note,
      checked?.kind === 'cut' && text.pictures.notes.profileCut,
      checked?.kind === 'unusable' && text.pictures.notes.profileDropped,
    ),
  };
}

function notReadable(bytes: Uint8Array, name: string): TesseraError {
  const unsupported = unsupportedFormat(bytes);
  return unsupported
    ? new TesseraError('file-unsupported', text.pictures.isUnsupported(name, unsupported))
    : new TesseraError('file-not-image', text.pictures.notAPicture(name, formatNames(undefined, 'and')));
}

/** Names a format that is known and cannot be read; null where the bytes look like none of these. */
function unsupportedFormat(bytes: Uint8Array): string | null {
  if (hasAscii(bytes, 0, '%PDF')) return 'a PDF document';
  if (hasAscii(bytes, 0, '%!PS')) return 'a PostScript document';
  if (hasAscii(bytes, 0, '\0\0\x01\0')) return 'an icon';
  if (hasAscii(bytes, 0, '<svg') || hasAscii(bytes, 0, '<?xml')) return 'an SVG drawing';
  return brandsOf(bytes).length > 0 ? 'a video' : null;
}

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
  // Most rows of most masks are empty, or black.
  const black = data.slice(0, width * channels).fill(0);
  if (hasAlpha) for (let i = channels - 1; i < black.length; i += channels) black[i] = full;
  const isRow = (pixel: number, row: typeof data): boolean =>
    sameSamples(row, data.subarray(pixel * channels, (pixel + width) * channels));
  let opaque = true;
  for (let row = 0; hasAlpha && opaque && row < pixels; row += width) {
    if (isRow(row, black)) continue;
    const end = (row + width) * channels;
    for (let i = (row + 1) * channels - 1; i < end && opaque; i += channels) opaque = data[i] === full;
  }
  const nothing = opaque ? black : black.slice().fill(0);
  for (let row = 0; row < pixels; row += width) {
    if (isRow(row, nothing)) continue;
    for (let pixel = row, at = row * channels; pixel < row + width; pixel++, at += channels) {
      if (!opaque) coverage[pixel] = toByte(data[at + channels - 1]!);
      else if (channels < 3) coverage[pixel] = toByte(data[at]!);
      else if (data[at] === 0 && data[at + 1] === 0 && data[at + 2] === 0) continue;
      // Rec. 709 luma; white gives exactly full.
      else coverage[pixel] = toByte((2126 * data[at]! + 7152 * data[at + 1]! + 722 * data[at + 2]!) / 10000);
    }
  }
  return { width, height, data: coverage };
}
