import {
  type ExportFormat,
  pictureFormat,
  formatOfFileName,
  pictureFormats,
  type PictureFormat,
  writtenFormats,
} from '#shared/pictures/picture-formats.ts';
import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { editMetadata, type MetadataOptions } from './edited-metadata.ts';
import { recipeOfJpeg } from './jpeg-file/recipe-segments.ts';
import { pictureEncoders } from './encoders.ts';
import { encodeWithSharp, losslessAvif } from './encoders/with-sharp.ts';
import { greyAsRgb } from './grey-as-rgb.ts';
import { getSharp } from './load-sharp.ts';
import { noMetadata } from './metadata.ts';
import type { PhotoBelow, SharpFormat } from './picture-encoder.ts';
import { toStoredForm } from './tiff-stored-form.ts';
import { recipeInXmp } from './xmp.ts';

/** How a picture is written, and what is said of it. */
export interface EncodeOptions extends MetadataOptions {
  readonly format: ExportFormat;
  /** 1 to 100 for lossy formats; null = lossless where the format can, else 95. */
  readonly quality: number | null;
  /** The photo that the picture was made of: formats with layers keep it below what was made. */
  readonly below?: PhotoBelow | null;
}

export interface EncodedPicture {
  readonly bytes: Uint8Array;
  /** False where decoding gives back exactly the samples that went in. */
  readonly lossy: boolean;
  /** False where the recipe did not fit and has to be kept beside the file. */
  readonly recipeInFile: boolean;
  /** What else differs from the photo, by name: metadata corrected or without a place, depth. */
  readonly changes: readonly string[];
}

/** The largest XMP that readers take. */
const maxXmp = 60_000_000;

/**
 * Encodes samples: PNG, TIFF, JPEG XL, OpenRaster and (8 bit) Photoshop, lossless WebP and AVIF give back every sample; the
 * profile is attached, never applied. 16 bit becomes 8 in JPEG, WebP and Photoshop and 12 in AVIF; JPEG gets white behind transparent pixels.
 * @throws TesseraError image-too-large where the format cannot hold the size
 */
export async function encodePicture(image: SampleImage, options: EncodeOptions): Promise<EncodedPicture> {
  const { format, quality, recipe } = options;
  const { longestSide, bits, compression } = pictureFormat(format).written!;
  if (Math.max(image.width, image.height) > longestSide)
    throw new TesseraError(
      'image-too-large',
      text.pictures.tooLongSide(pictureFormat(format).name, longestSide, image.width, image.height),
    );
  // AVIF keeps 12 bits of 16, where that is not all there is in them.
  const eightOnly = bits === 8 && format !== 'avif';
  const sixteen = image.bitDepth === 16;
  const changes: string[] = [];
  if (sixteen && eightOnly) changes.push(text.pictures.changes.eightBit);
  const avif =
    format === 'avif' && quality === null ? losslessAvif(image, options.metadata ?? noMetadata) : null;
  if (sixteen && format === 'avif' && !avif) changes.push(text.pictures.changes.twelveBit);
  let source = eightOnly && sixteen ? toEightBit(image) : image;
  if (format === 'jpeg') source = withoutAlpha(source);
  if (source.channels < image.channels) changes.push(text.pictures.changes.opaque);
  // Their libraries know no grey profiles.
  if (format === 'webp' || format === 'avif') source = greyAsRgb(source);
  if (format === 'tiff') source = toStoredForm(source, options.metadata?.storage);
  const lossy =
    compression === 'lossy' ||
    (compression === 'both' && quality !== null) ||
    (sixteen && bits === 8 && !avif?.isExact);

  let edited = editMetadata(format, image, options);
  if (Buffer.byteLength(edited.metadata.xmp ?? '') > maxXmp)
    edited = editMetadata(format, image, { ...options, recipe: null });
  const { metadata } = edited;
  const encoder = pictureEncoders.find((each) => each.format === format);
  const below = options.below ?? null;
  const fitted = below && eightOnly && sixteen ? { ...below, photo: toEightBit(below.photo) } : below;
  const bytes = encoder
    ? await encoder.encode(source, metadata, fitted)
    : await encodeWithSharp(source, { format: format as SharpFormat, quality, metadata, recipe, avif });
  const recipeInFile = recipe !== null && (await readRecipe(bytes)) === recipe;
  return { bytes, lossy, recipeInFile, changes: [...edited.changes, ...changes] };
}

/** The recipe inside a picture file's bytes, or null. */
export async function readRecipe(bytes: Uint8Array): Promise<string | null> {
  const ofSegments = recipeOfJpeg(bytes);
  if (ofSegments !== null) return ofSegments;
  try {
    for (const { readXmp } of pictureEncoders) {
      const xmp = await readXmp(bytes);
      if (xmp !== null) return recipeInXmp(xmp);
    }
    const header = await getSharp()(bytes, { limitInputPixels: false }).metadata();
    return recipeInXmp(header.xmpAsString ?? null);
  } catch {
    return null;
  }
}

function toEightBit(image: SampleImage): SampleImage {
  const data = new Uint8Array(image.data.length);
  for (let i = 0; i < data.length; i++) data[i] = Math.round(image.data[i]! / 257);
  return { ...image, bitDepth: 8, data };
}

/** Composites over white; what JPEG viewers would show for a transparent picture is undefined otherwise. */
function withoutAlpha(image: SampleImage): SampleImage {
  const { channels, data } = image;
  if (channels === 1 || channels === 3) return image;
  const colours = channels - 1;
  const pixels = data.length / channels;
  const result = new Uint8Array(pixels * colours);
  for (let pixel = 0; pixel < pixels; pixel++) {
    const alpha = data[pixel * channels + colours]! / 255;
    for (let c = 0; c < colours; c++)
      result[pixel * colours + c] = Math.round(255 + (data[pixel * channels + c]! - 255) * alpha);
  }
  return { ...image, channels: colours as 1 | 3, data: result };
}

/** The format that a file name asks for. @throws TesseraError file-unsupported */
export function formatOfName(name: string, formats: readonly PictureFormat[] = pictureFormats): ExportFormat {
  const format = formatOfFileName(name, formats);
  if (format?.written) return format.id as ExportFormat;
  const endings = writtenFormats(formats).map(({ extensions }) => `.${extensions[0]}`);
  throw new TesseraError('file-unsupported', text.pictures.notWritable(name, endings));
}
