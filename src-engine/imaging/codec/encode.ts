import type { TiffOptions } from 'sharp';
import { type ExportFormat, pictureFormat } from '#shared/pictures/picture-formats.ts';
import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { editMetadata, type MetadataOptions } from './edited-metadata.ts';
import { rgbProfileOfGrey } from '#engine/imaging/colour/index.ts';
import { recipeOfJpeg } from './jpeg-file/recipe-segments.ts';
import { attachMetadata } from './attach-metadata.ts';
import { getSharp } from './load-sharp.ts';
import type { PhotoMetadata } from './metadata.ts';
import { withPngChunks } from './png-chunks.ts';
import { physicalSize } from './resolution.ts';
import { keepChannels } from './sharp-samples.ts';
import { withPngSamples } from './png-samples.ts';
import { toStoredForm } from './tiff-stored-form.ts';
import { wrapInTiff } from './tiff-wrap.ts';
import { recipeInXmp } from './xmp.ts';

/** How a picture is written, and what is said of it. */
export interface EncodeOptions extends MetadataOptions {
  readonly format: ExportFormat;
  /** 1 to 100 for lossy formats; null = lossless where the format can, else 95. */
  readonly quality: number | null;
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

const sharpOptions = { limitInputPixels: false, unlimited: true } as const;

/** The largest XMP that readers take. */
const maxXmp = 60_000_000;

/**
 * Encodes samples: PNG, TIFF and (8 bit) lossless WebP and AVIF give back every sample; the profile is attached, never
 * applied. 16 bit becomes 8 in JPEG and WebP and 12 in AVIF; JPEG gets white behind transparent pixels.
 * @throws TesseraError image-too-large where the format cannot hold the size
 */
export async function encodePicture(image: SampleImage, options: EncodeOptions): Promise<EncodedPicture> {
  const { format, quality, recipe } = options;
  const { longestSide } = pictureFormat(format).written!;
  if (Math.max(image.width, image.height) > longestSide)
    throw new TesseraError(
      'image-too-large',
      `${format.toUpperCase()} holds at most ${longestSide} pixels on a side; this picture is ${image.width} x ${image.height}. Save as PNG or TIFF.`,
    );
  const eightOnly = format === 'jpeg' || format === 'webp';
  const sixteen = image.bitDepth === 16;
  const changes: string[] = [];
  if (sixteen && eightOnly) changes.push(text.pictures.changes.eightBit);
  if (sixteen && format === 'avif') changes.push(text.pictures.changes.twelveBit);
  let source = eightOnly && sixteen ? toEightBit(image) : image;
  if (format === 'jpeg') source = withoutAlpha(source);
  if (source.channels < image.channels) changes.push(text.pictures.changes.opaque);
  if (format === 'webp' || format === 'avif') source = withoutGreyProfile(source);
  if (format === 'tiff') source = toStoredForm(source, options.metadata?.storage);
  const lossy =
    format === 'jpeg' ||
    (eightOnly && sixteen) ||
    ((format === 'webp' || format === 'avif') && quality !== null) ||
    (format === 'avif' && sixteen);

  let edited = editMetadata(format, image, options);
  if (Buffer.byteLength(edited.metadata.xmp ?? '') > maxXmp)
    edited = editMetadata(format, image, { ...options, recipe: null });
  const { metadata } = edited;
  // The library writes a PNG's other chunks; samples go into it in half of its time.
  const encoded = await write(format === 'png' ? firstRow(source) : source, { format, quality, ...metadata });
  const file = attachMetadata(encoded, format, metadata, recipe);
  const bytes = format === 'png' ? await withPngSamples(file, source) : file;
  const recipeInFile = recipe !== null && (await readRecipe(bytes)) === recipe;
  return { bytes, lossy, recipeInFile, changes: [...edited.changes, ...changes] };
}

/** The recipe inside a picture file's bytes, or null. */
export async function readRecipe(bytes: Uint8Array): Promise<string | null> {
  const ofSegments = recipeOfJpeg(bytes);
  if (ofSegments !== null) return ofSegments;
  try {
    const header = await getSharp()(bytes, { limitInputPixels: false }).metadata();
    return recipeInXmp(header.xmpAsString ?? null);
  } catch {
    return null;
  }
}

interface WriteOptions extends Pick<PhotoMetadata, 'exif' | 'xmp' | 'resolution'> {
  readonly format: ExportFormat;
  readonly quality: number | null;
}

async function write(
  image: SampleImage,
  { format, quality, xmp, exif, resolution }: WriteOptions,
): Promise<Uint8Array> {
  const grey = image.channels < 3;
  const sixteen = image.bitDepth === 16;
  let input = wrapInTiff(image);
  // Only the library can place EXIF in AVIF, and it takes it from a PNG but not from a TIFF.
  const carried = format === 'avif' && exif !== null;
  if (carried) {
    const png = await getSharp()(input, sharpOptions)
      .keepIccProfile()
      .toColourspace(grey ? (sixteen ? 'grey16' : 'b-w') : sixteen ? 'rgb16' : 'srgb')
      .png({ compressionLevel: 0 })
      .toBuffer();
    // The library writes this resolution into the EXIF; EXIF 2.32 (tag 0x011a) wants 72 where none is known.
    input = withPngChunks(
      png,
      [physicalSize(resolution ?? { x: 72, y: 72, unit: 'inch' }), { type: 'eXIf', data: exif }],
      ['pHYs'],
    );
  }
  let pipeline = getSharp()(input, sharpOptions).keepIccProfile();
  if (carried) pipeline = pipeline.keepExif();
  // Without this, 16-bit samples would silently be written as 8.
  pipeline = pipeline.toColourspace(grey ? (sixteen ? 'grey16' : 'b-w') : sixteen ? 'rgb16' : 'srgb');
  // Those of JPEG and PNG are written by attachMetadata, of any length and where every reader finds them.
  if (xmp !== null && format !== 'jpeg' && format !== 'png') pipeline = pipeline.withXmp(xmp);
  switch (format) {
    case 'png':
      // Never `quality` here: it would turn on a palette.
      pipeline = pipeline.png({ compressionLevel: 0 });
      break;
    case 'tiff':
      pipeline = pipeline.tiff({ compression: 'deflate', predictor: 'horizontal', ...tiffTiles(image) });
      break;
    case 'jpeg':
      pipeline = pipeline.jpeg({
        quality: quality ?? 95,
        chromaSubsampling: (quality ?? 95) >= 90 ? '4:4:4' : '4:2:0',
      });
      break;
    case 'webp':
      pipeline =
        quality === null ? pipeline.webp({ lossless: true, exact: true }) : pipeline.webp({ quality });
      break;
    case 'avif':
      pipeline =
        quality === null && !sixteen
          ? pipeline.avif({ lossless: true, effort: 2, chromaSubsampling: '4:4:4' })
          : pipeline.avif({
              quality: quality ?? 90,
              effort: 3,
              chromaSubsampling: '4:4:4',
              bitdepth: sixteen ? 12 : 8,
            });
      break;
  }
  const buffer = await pipeline.toBuffer();
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}

const firstRow = (image: SampleImage): SampleImage => ({
  ...image,
  height: 1,
  data: image.data.subarray(0, image.width * image.channels),
});

/** The library's strips are 256 rows high: where such a strip is larger than common readers allow, tiles are written instead. */
const maxStrip = 16 << 20;
function tiffTiles({ width, height, channels, bitDepth }: SampleImage): TiffOptions {
  const strip = width * Math.min(256, height) * channels * (bitDepth / 8);
  return strip > maxStrip ? { tile: true, tileWidth: 512, tileHeight: 512 } : {};
}

function toEightBit(image: SampleImage): SampleImage {
  const data = new Uint8Array(image.data.length);
  for (let i = 0; i < data.length; i++) data[i] = Math.round(image.data[i]! / 257);
  return { ...image, bitDepth: 8, data };
}

/** Grey with a profile as RGB with one of the same tones: these formats' libraries know no grey profiles and would convert. */
function withoutGreyProfile(image: SampleImage): SampleImage {
  const { channels, data, iccProfile } = image;
  const rgbProfile = channels < 3 && iccProfile ? rgbProfileOfGrey(iccProfile) : null;
  if (!rgbProfile) return image;
  const order = channels === 2 ? [0, 0, 0, 1] : [0, 0, 0];
  return {
    ...image,
    channels: order.length as 3 | 4,
    data: keepChannels(data, channels, order),
    iccProfile: rgbProfile,
  };
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
