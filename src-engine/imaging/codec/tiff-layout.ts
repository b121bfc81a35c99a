import { type TiffField, tiffNumbers } from './tiff-directory.ts';

/** How a TIFF page stores its samples (TIFF 6.0; tags in brackets). */
export interface TiffLayout {
  readonly width: number;
  readonly height: number;
  /** [258] of every sample. */
  readonly bits: readonly number[];
  /** [259] */
  readonly compression: number;
  /** [262] 0 white is zero, 1 black is zero, 2 RGB, 3 palette, 5 CMYK, 6 YCbCr, 8 to 10 Lab. */
  readonly photometric: number;
  /** [277] */
  readonly samples: number;
  /** [338] of the sample behind the colours: 0 unspecified, 1 associated alpha, 2 alpha; null = there is none. */
  readonly extra: number | null;
  /** [339] 1 unsigned, 2 signed, 3 floating point. */
  readonly sampleFormat: number;
  /** [529] Weights of red, green and blue in luma. */
  readonly luma: readonly number[];
  /** [532] Black and white of Y, Cb, Cr. */
  readonly reference: readonly number[] | null;
  /** True where the strips or tiles are expanded and counted one by one here; false = the image library reads them. */
  readonly readByBlocks: boolean;
}

const colourChannels: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 3, 3: 1, 5: 4, 6: 3, 8: 3, 9: 3 };
/** CIELab with signed a and b, and as ICC profiles have it. */
const labKinds = [8, 9];

export const isLab = ({ photometric }: Pick<TiffLayout, 'photometric'>): boolean =>
  labKinds.includes(photometric);
const libraryCompressions = new Set([1, 2, 3, 4, 5, 7, 8, 32946, 32773, 50001]);
const blockCompressions = new Set([1, 5, 8, 32946, 32773, 50000]);
/** Compressions by the names that programs show. */
const compressionNames: Readonly<Record<number, string>> = {
  6: 'old-style JPEG compression',
  9: 'JBIG compression',
  10: 'JBIG compression',
  32809: 'ThunderScan compression',
  33003: 'JPEG 2000 compression',
  33005: 'JPEG 2000 compression',
  34676: 'SGI LogLuv compression',
  34677: 'SGI LogLuv compression',
  34712: 'JPEG 2000 compression',
  34887: 'LERC compression',
  34892: 'lossy JPEG compression of raw data',
  34925: 'LZMA compression',
  34933: 'PNG compression',
  50000: 'Zstandard compression',
  50002: 'JPEG XL compression',
  52546: 'JPEG XL compression',
};

/** The layout of a page; null where the directory lacks the size. */
export function readTiffLayout(fields: readonly TiffField[]): TiffLayout | null {
  const first = (tag: number, otherwise: number): number => tiffNumbers(fields, tag)?.[0] ?? otherwise;
  const width = first(256, 0);
  const height = first(257, 0);
  if (width === 0 || height === 0) return null;
  const samples = first(277, 1);
  const bits = tiffNumbers(fields, 258) ?? [1];
  const compression = first(259, 1);
  const photometric = first(262, samples >= 3 ? 2 : 1);
  const extras = tiffNumbers(fields, 338) ?? [];
  const colours = colourChannels[photometric] ?? samples;
  const sampleFormat = first(339, 1);
  const evenBits = bits.every((each) => each === bits[0]) && bits[0]! >= 8 && bits[0]! <= 16;
  const blockColours =
    photometric <= 2 || labKinds.includes(photometric) || (photometric === 6 && !coarseChroma(fields));
  return {
    width,
    height,
    bits,
    compression,
    photometric,
    samples,
    extra: samples > colours ? (extras[0] ?? 0) : null,
    sampleFormat,
    luma: tiffNumbers(fields, 529) ?? [0.299, 0.587, 0.114],
    reference: tiffNumbers(fields, 532),
    readByBlocks: blockCompressions.has(compression) && blockColours && evenBits && sampleFormat === 1,
  };
}

/** Names what of a layout cannot be read; null = all of it can. */
export function unsupportedLayout(layout: TiffLayout): string | null {
  const { bits, compression, photometric, samples, sampleFormat } = layout;
  const colours = colourChannels[photometric];
  if (photometric === 10) return 'the Lab colour space as fax machines store it';
  if (photometric === 32803 || photometric === 34892) return 'raw sensor data';
  if (colours === undefined) return `photometric interpretation ${photometric}`;
  if (samples < colours) return `${samples} of the ${colours} channels of its colours`;
  if (samples > colours + 1) return `${samples} channels`;
  if (sampleFormat === 2) return 'whole numbers with a sign (signed samples)';
  if (sampleFormat !== 1)
    return sampleFormat === 3 ? 'floating point samples' : 'samples of an undefined kind';
  if (!libraryCompressions.has(compression) && !blockCompressions.has(compression))
    return compressionNames[compression] ?? `compression ${compression}`;
  if (layout.readByBlocks) return null;
  if (photometric === 6 && compression !== 7) return 'YCbCr with coarser chroma and no JPEG compression';
  if (!libraryCompressions.has(compression)) return `${compressionNames[compression]} of such samples`;
  if (bits.every((each) => each === 8) || bits.every((each) => each === 16)) return null;
  if (samples === 1 && [1, 2, 4].includes(bits[0]!)) return null;
  return `${bits.join(', ')} bit samples`;
}

/** A smaller version of another picture, or its transparency mask: NewSubfileType [254], in old files SubfileType [255]. */
export const isSmallerOrMask = (fields: readonly TiffField[]): boolean =>
  ((tiffNumbers(fields, 254)?.[0] ?? 0) & 5) !== 0 || tiffNumbers(fields, 255)?.[0] === 2;

/** Whether YCbCr has fewer chroma samples than luma samples (YCbCrSubSampling, tag 530). */
const coarseChroma = (fields: readonly TiffField[]): boolean =>
  (tiffNumbers(fields, 530) ?? [2, 2]).some((each) => each !== 1);

/** Every strip or tile must be there: a block without bytes would be filled with zeros. @throws RangeError */
export function assertBlocksPresent(fields: readonly TiffField[], fileLength: number): void {
  const offsets = tiffNumbers(fields, 324) ?? tiffNumbers(fields, 273) ?? [];
  const counts = tiffNumbers(fields, 325) ?? tiffNumbers(fields, 279) ?? [];
  const width = tiffNumbers(fields, 256)![0]!;
  const height = tiffNumbers(fields, 257)![0]!;
  const tileWidth = tiffNumbers(fields, 322)?.[0];
  const tileHeight = tiffNumbers(fields, 323)?.[0];
  const rows = Math.min(height, tiffNumbers(fields, 278)?.[0] ?? height);
  const planes = tiffNumbers(fields, 284)?.[0] === 2 ? (tiffNumbers(fields, 277)?.[0] ?? 1) : 1;
  const blocks =
    planes *
    (tileWidth && tileHeight
      ? Math.ceil(width / tileWidth) * Math.ceil(height / tileHeight)
      : Math.ceil(height / rows));
  if (offsets.length < blocks) throw new RangeError(`${offsets.length} of ${blocks} blocks have a place`);
  for (let block = 0; block < blocks; block++)
    if (offsets[block]! === 0 || offsets[block]! >= fileLength || counts[block] === 0)
      throw new RangeError(`block ${block} of ${blocks} is not in the file`);
}
