import type { TiffOptions } from 'sharp';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { attachMetadata } from '../attach-metadata.ts';
import { withColourCodes } from '../iso-media.ts';
import { getSharp, ownBytes } from '../load-sharp.ts';
import type { PhotoMetadata } from '../metadata.ts';
import type { SharpFormat } from '../picture-encoder.ts';
import { colourOfChunks } from '../png-colours.ts';
import { type PngChunk, withPngChunks } from '../png-chunks.ts';
import { withPngSamples } from '../png-samples.ts';
import { physicalSize } from '../resolution.ts';
import { fromSixteenBits, toSixteenBits } from '../sample-bits.ts';
import { wrapInTiff } from '../tiff-wrap.ts';

interface SharpOptions {
  readonly format: SharpFormat;
  /** 1 to 100 for lossy formats; null = lossless where the format can, else 95. */
  readonly quality: number | null;
  /** As it is to be written. */
  readonly metadata: PhotoMetadata;
  /** JSON text, for formats that have another place for it than XMP. */
  readonly recipe: string | null;
  /** Of an AVIF, as `losslessAvif` finds it; null or left out = it is written with loss, or is none. */
  readonly avif?: LosslessAvif | null;
}

/** A file of samples that fit the format, by the image library and what it leaves out. */
export async function encodeWithSharp(
  image: SampleImage,
  { format, quality, metadata, recipe, avif = null }: SharpOptions,
): Promise<Uint8Array> {
  const stored = avif ? forLibrary(image, avif.bits) : image;
  // The library writes a PNG's other chunks; samples go into it in half of its time.
  const source = format === 'png' ? firstRow(withoutSaidProfile(image, metadata)) : stored;
  const encoded = await write(source, { format, quality, ...metadata, avifBits: avif?.bits ?? null });
  const file = attachMetadata(encoded, format, metadata, recipe);
  if (format === 'avif') return withSaidCodes(file, image, metadata, avif ? 0 : 6);
  return format === 'png' ? withPngSamples(file, image) : file;
}

type AvifDepth = 8 | 10 | 12;

interface LosslessAvif {
  readonly bits: AvifDepth;
  /** They hold all of every sample. */
  readonly isExact: boolean;
}

/**
 * The bits that an AVIF without a quality holds without loss: those of the file that the photo was opened from, or as many as all of
 * the samples need; null = more than AVIF has.
 */
export function losslessAvif(
  { bitDepth, data }: SampleImage,
  { storage }: Pick<PhotoMetadata, 'storage'>,
): LosslessAvif | null {
  if (bitDepth === 8) return { bits: 8, isExact: true };
  const fit = (bits: AvifDepth): boolean =>
    data.every((value) => toSixteenBits(fromSixteenBits(value, bits), bits) === value);
  const bits = ([10, 12] as const).find(fit);
  if (bits) return { bits, isExact: true };
  return storage?.bits ? { bits: storage.bits, isExact: false } : null;
}

/** Samples whose upper bits are what the library writes of them. */
const forLibrary = (image: SampleImage, bits: AvifDepth): SampleImage =>
  bits === 8
    ? image
    : { ...image, data: image.data.map((value) => fromSixteenBits(value, bits) << (16 - bits)) };

/** True for a profile that only repeats what chunks say. */
function isSaid({ iccProfile, channels }: SampleImage, chunks: readonly PngChunk[]): boolean {
  const said = colourOfChunks(chunks, false, channels < 3);
  return said.kind === 'profile' && iccProfile !== null && Buffer.from(said.profile).equals(iccProfile);
}

const withoutSaidProfile = (image: SampleImage, { colourChunks = [] }: PhotoMetadata): SampleImage =>
  isSaid(image, colourChunks) ? { ...image, iccProfile: null } : image;

/** An AVIF with codes instead of a profile that only repeats them. */
function withSaidCodes(
  avif: Uint8Array,
  image: SampleImage,
  { colourChunks = [] }: PhotoMetadata,
  matrix: number,
): Uint8Array {
  const codes = colourChunks.filter(({ type }) => type === 'cICP');
  const { data } = codes[0] ?? {};
  return data && isSaid(image, codes) ? withColourCodes(avif, [data[0]!, data[1]!], matrix) : avif;
}

const sharpOptions = { limitInputPixels: false, unlimited: true } as const;

interface WriteOptions extends Pick<PhotoMetadata, 'exif' | 'xmp' | 'resolution'> {
  readonly format: SharpFormat;
  readonly quality: number | null;
  /** Of an AVIF without loss. */
  readonly avifBits: AvifDepth | null;
}

async function write(
  image: SampleImage,
  { format, quality, xmp, exif, resolution, avifBits }: WriteOptions,
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
      pipeline = avifBits
        ? pipeline.avif({ lossless: true, effort: 2, chromaSubsampling: '4:4:4', bitdepth: avifBits })
        : pipeline.avif({
            quality: quality ?? 90,
            effort: 3,
            chromaSubsampling: '4:4:4',
            bitdepth: sixteen ? 12 : 8,
          });
      break;
  }
  return ownBytes(await pipeline.toBuffer());
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
