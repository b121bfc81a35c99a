import { TesseraError } from '#shared/errors.ts';
import {
  type PictureFormatId,
  isPictureSizeAllowed,
  maxPicturePixels,
} from '#shared/pictures/picture-formats.ts';
import { text } from '#shared/text/text.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import type { Opening } from '#shared/pictures/opening.ts';
import type { PhotoMetadata } from './metadata.ts';
import type { PreviewPlace } from './preview-place.ts';

/** A decoded file. */
export interface DecodedPhoto {
  readonly image: SampleImage;
  readonly metadata: PhotoMetadata;
  /** "jpeg", "png", ...: as the bytes say, not the name. */
  readonly format: PictureFormatId;
  /** How the file says that its stored pixels are to be turned (EXIF 2.32, tag 0x0112); `image` is turned already. */
  readonly orientation: number;
  /** What the reader should know: pages left out, CMYK converted. Null = nothing. */
  readonly note: string | null;
}

/** What one format's reader gives; an orientation that is left out is 1. */
export type DecodedFile = Omit<DecodedPhoto, 'format' | 'orientation'> & { readonly orientation?: number };

/** What a reader may ask of a decoder. */
export type DecodeOptions = Readonly<Partial<Opening>>;

/** One format's reader: the seam behind which every decoder library stands. It loads its library on first use. */
export interface PictureDecoder {
  readonly format: PictureFormatId;
  /** True where the bytes (the name only where bytes cannot tell) are this format. Never throws; looks at headers only. */
  sniff(bytes: Uint8Array, name: string): boolean;
  /**
   * Decodes to the file's own samples: orientation applied, bit depth and profile kept, every sample really read.
   * @throws TesseraError file-truncated, file-unsupported, image-too-large
   */
  decode(bytes: Uint8Array, name: string, options: DecodeOptions): Promise<DecodedFile>;
  /** A smaller version that the file holds; null where there is none. Left out where decoding is as quick. @throws Error */
  preview?(bytes: Uint8Array, name: string): Promise<EmbeddedPreview | null>;
  /** Where in the file a JPEG of the picture lies, by its first 256 KB; null where these do not tell. @throws Error */
  previewPlace?(head: Uint8Array): Promise<PreviewPlace | null>;
}

/** What a file holds to be shown before it is decoded. */
export interface EmbeddedPreview {
  /** A file that the image library reads. */
  readonly file: Uint8Array;
  /** How it is to be turned (EXIF 2.32, tag 0x0112); left out = as its own EXIF says. */
  readonly orientation?: number;
  /** Size of the whole picture, upright. */
  readonly of: { readonly width: number; readonly height: number };
}

/** @throws TesseraError image-too-large, file-truncated where a side is 0 */
export function assertPictureSize(name: string, width: number, height: number): void {
  if (!(width > 0 && height > 0)) throw damaged(name);
  if (!isPictureSizeAllowed({ width, height }))
    throw new TesseraError(
      'image-too-large',
      text.pictures.tooLarge(name, Math.round((width * height) / 1e6), maxPicturePixels / 1e6),
    );
}

/** In single precision, with all that is made of it, this many pixels take 1.7 GB. */
const maxLightPixels = 50_000_000;

/** For pictures of light, which are decoded in single precision. @throws as `assertPictureSize` */
export function assertLightSize(name: string, width: number, height: number): void {
  assertPictureSize(name, width, height);
  if (width * height > maxLightPixels)
    throw new TesseraError('image-too-large', text.pictures.tooLargeToDecode(name));
}

export const damaged = (name: string, cause?: unknown): TesseraError =>
  new TesseraError('file-truncated', text.pictures.damaged(name), { cause });

/** For formats of which the readable part can be opened on request. */
export const damagedPartial = (name: string, cause?: unknown): TesseraError =>
  new TesseraError('file-truncated', text.pictures.damagedPartial(name), { cause });

export const damagedHeader = (name: string, cause?: unknown): TesseraError =>
  new TesseraError('file-truncated', text.pictures.damagedHeader(name), { cause });

/** @param what a noun phrase: "signed samples" */
export const usesUnsupported = (name: string, what: string): TesseraError =>
  new TesseraError('file-unsupported', text.pictures.usesUnsupported(name, what));

/** True where `bytes` holds `expected` (each character one byte) at `offset`. */
export function hasAscii(bytes: Uint8Array, offset: number, expected: string): boolean {
  if (bytes.length < offset + expected.length) return false;
  for (let i = 0; i < expected.length; i++) if (bytes[offset + i] !== expected.charCodeAt(i)) return false;
  return true;
}

/** Several notes as one; null = nothing to say. */
export const joinNotes = (...notes: readonly (string | null | undefined | false)[]): string | null =>
  notes.filter(Boolean).join(' ') || null;
