import { promises as fs } from 'node:fs';
import { basename } from 'node:path';
import { TesseraError } from '#shared/errors.ts';
import { describeReadError } from '#engine/files/system-errors.ts';
import { isPictureSizeAllowed, maxPicturePixels } from '#shared/geometry/picture-limits.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { unsupportedFormat } from './formats.ts';
import { stripExifPrefix } from './exif.ts';
import { exifOfTiff } from './exif-in-tiff.ts';
import { getSharp } from './load-sharp.ts';
import type { PhotoMetadata } from './metadata.ts';

/** A decoded file. */
export interface DecodedPhoto {
  readonly image: SampleImage;
  readonly metadata: PhotoMetadata;
  /** "jpeg", "png", ...: as the bytes say, not the name. */
  readonly format: string;
  /** How the file says that its stored pixels are to be turned (EXIF 2.32, tag 0x0112); `image` is turned already. */
  readonly orientation: number;
  /** What the reader should know: pages left out, CMYK converted. Null = nothing. */
  readonly note: string | null;
}

/** Reads and decodes a picture. @throws TesseraError file-not-found, file-unreadable and those of `decodePhoto` */
export async function readPhotoFile(path: string): Promise<DecodedPhoto> {
  return decodePhoto(await readFileBytes(path), basename(path));
}

/** A file's bytes. @throws TesseraError file-not-found, file-unreadable */
export async function readFileBytes(path: string): Promise<Uint8Array> {
  try {
    return await fs.readFile(path);
  } catch (error) {
    throw describeReadError(error, path);
  }
}

/**
 * Decodes a JPEG, PNG, WebP, AVIF or TIFF to its own samples: orientation applied, bit depth and profile kept.
 * @throws TesseraError file-not-image, file-truncated, file-unsupported, image-too-large
 */
export async function decodePhoto(bytes: Uint8Array, name: string): Promise<DecodedPhoto> {
  const sharp = getSharp();
  const unsupported = unsupportedFormat(bytes, name);
  if (unsupported)
    throw new TesseraError(
      'file-unsupported',
      `"${name}" is ${unsupported}, which cannot be opened. Convert it to JPEG, PNG, WebP, AVIF or TIFF first.`,
    );
  const options = { limitInputPixels: false, failOn: 'error' } as const;
  let header;
  try {
    header = await sharp(bytes, options).metadata();
  } catch (error) {
    throw describeHeaderError(bytes, name, error);
  }
  const { width, height, format } = header;
  const heif = header.format === 'heif';
  if (
    !['jpeg', 'png', 'webp', 'avif', 'tiff', 'heif'].includes(format) ||
    (heif && header.compression !== 'av1')
  )
    throw new TesseraError(
      'file-unsupported',
      `"${name}" is ${format.toUpperCase()}, which cannot be opened. Convert it to JPEG or PNG first.`,
    );
  if (!isPictureSizeAllowed({ width, height }))
    throw new TesseraError(
      'image-too-large',
      `"${name}" has ${Math.round((width * height) / 1e6)} megapixels; at most ${maxPicturePixels / 1e6} can be edited. Make it smaller first.`,
    );
  if (header.depth && !['uchar', 'char', 'ushort', 'short'].includes(header.depth))
    throw new TesseraError(
      'file-unsupported',
      `"${name}" has ${header.depth} samples; 8 and 16 bit can be edited.`,
    );

  const sixteen = header.depth === 'ushort' || header.depth === 'short';
  const grey = header.space === 'b-w' || header.space === 'grey16';
  const cmyk = header.space === 'cmyk';
  const hasAlpha = header.hasAlpha === true;
  let data: Buffer;
  let size: { width: number; height: number; channels: number };
  try {
    let pipeline = sharp(bytes, options).autoOrient();
    // A CMYK photo has no RGB samples of its own: let the library convert it to sRGB.
    if (!cmyk) pipeline = pipeline.keepIccProfile();
    // The raw writer drops the alpha of grey pictures: go through RGB, where grey is repeated exactly, and drop two channels.
    pipeline = pipeline.toColourspace(
      sixteen ? (grey && !hasAlpha ? 'grey16' : 'rgb16') : grey && !hasAlpha ? 'b-w' : 'srgb',
    );
    const result = await pipeline
      .raw({ depth: sixteen ? 'ushort' : 'uchar' })
      .toBuffer({ resolveWithObject: true });
    data = result.data;
    size = result.info;
  } catch (error) {
    throw new TesseraError(
      'file-truncated',
      `"${name}" is damaged or cut short: its header is readable, its picture is not. Nothing was changed. Get a complete copy of the file.`,
      { cause: error },
    );
  }
  let channels = size.channels;
  let samples: Uint8Array | Uint16Array = sixteen
    ? new Uint16Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength))
    : new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  if (grey && channels >= 3) {
    samples = keepChannels(samples, channels, channels === 4 ? [0, 3] : [0]);
    channels = channels === 4 ? 2 : 1;
  }
  return {
    image: {
      width: size.width,
      height: size.height,
      channels: channels as SampleImage['channels'],
      bitDepth: sixteen ? 16 : 8,
      data: samples,
      iccProfile: header.icc && !cmyk ? Uint8Array.from(header.icc) : null,
    },
    metadata: {
      exif: header.exif
        ? Uint8Array.from(stripExifPrefix(header.exif))
        : format === 'tiff'
          ? exifOfTiff(bytes)
          : null,
      xmp: header.xmpAsString ?? null,
    },
    format,
    orientation: header.orientation ?? 1,
    note: describeNote(cmyk, header.pages),
  };
}

function describeNote(cmyk: boolean, pages: number | undefined): string | null {
  if (cmyk) return 'The photo was CMYK and was converted to sRGB.';
  return pages && pages > 1 ? `Only the first of ${pages} pages was opened.` : null;
}

function describeHeaderError(bytes: Uint8Array, name: string, cause: unknown): TesseraError {
  const known =
    (bytes[0] === 0xff && bytes[1] === 0xd8) ||
    (bytes[0] === 0x89 && bytes[1] === 0x50) ||
    (bytes[0] === 0x52 && bytes[1] === 0x49 && bytes[8] === 0x57) ||
    (bytes[0] === 0x49 && bytes[1] === 0x49 && bytes[2] === 42) ||
    (bytes[0] === 0x4d && bytes[1] === 0x4d && bytes[3] === 42) ||
    (bytes[4] === 0x66 && bytes[5] === 0x74 && bytes[6] === 0x79 && bytes[7] === 0x70);
  if (known)
    return new TesseraError(
      'file-truncated',
      `"${name}" is damaged or cut short at its very beginning. Get a complete copy of the file.`,
      { cause },
    );
  return new TesseraError(
    'file-not-image',
    `"${name}" is not a picture. JPEG, PNG, WebP, AVIF and TIFF can be opened.`,
    { cause },
  );
}

/** Picks some of the interleaved channels. */
function keepChannels<T extends Uint8Array | Uint16Array>(
  data: T,
  channels: number,
  keep: readonly number[],
): T {
  const pixels = data.length / channels;
  const result = new (data.constructor as new (length: number) => T)(pixels * keep.length);
  for (let pixel = 0; pixel < pixels; pixel++)
    for (let k = 0; k < keep.length; k++)
      result[pixel * keep.length + k] = data[pixel * channels + keep[k]!]!;
  return result;
}
