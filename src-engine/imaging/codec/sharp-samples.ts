import type { Metadata } from 'sharp';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import { stripExifPrefix } from './exif.ts';
import { getSharp, ownBytes } from './load-sharp.ts';
import { storageOfBits, toSixteenBits } from './sample-bits.ts';
import {
  assertPictureSize,
  usesUnsupported,
  damaged,
  damagedHeader,
  type DecodedFile,
  type DecodeOptions,
} from './picture-decoder.ts';

/** How the image library reads a file. */
export interface SharpReading {
  /** "warning" also refuses what it could only guess at; "none" reads as far as it goes. */
  readonly failOn: 'none' | 'error' | 'warning';
  /** From 0. */
  readonly page?: number;
  /** Lifts the library's memory limits: for containers whose large parts are not pixels. */
  readonly unlimited?: boolean;
  /** Whether the library turns the picture upright. */
  readonly orient: boolean;
}

const inputOptions = ({ failOn, page, unlimited }: SharpReading) => ({
  limitInputPixels: false as const,
  failOn,
  ...(page === undefined ? {} : { page }),
  ...(unlimited ? { unlimited } : {}),
});

/** What the file's header says. @throws Error of the library where it cannot read it */
export const readHeader = (bytes: Uint8Array, reading: SharpReading): Promise<Metadata> =>
  getSharp()(bytes, inputOptions(reading)).metadata();

/**
 * The samples as they are in the file, with its profile; CMYK becomes sRGB.
 * @throws TesseraError image-too-large, file-unsupported; Error of the library where the pixels cannot be read
 */
export async function readSamples(
  bytes: Uint8Array,
  name: string,
  header: Metadata,
  reading: SharpReading,
): Promise<SampleImage> {
  assertPictureSize(name, header.width, header.height);
  const { depth } = header;
  if (depth === 'char' || depth === 'short') throw usesUnsupported(name, 'samples with a sign');
  if (depth && depth !== 'uchar' && depth !== 'ushort') throw usesUnsupported(name, `${depth} samples`);
  const sixteen = depth === 'ushort';
  const grey = header.space === 'b-w' || header.space === 'grey16';
  const cmyk = header.space === 'cmyk';
  const hasAlpha = header.hasAlpha === true;
  let pipeline = getSharp()(bytes, inputOptions(reading));
  if (reading.orient) pipeline = pipeline.autoOrient();
  // A CMYK photo has no RGB samples of its own: let the library convert it to sRGB.
  if (!cmyk) pipeline = pipeline.keepIccProfile();
  // The raw writer drops the alpha of grey pictures: go through RGB, where grey is repeated exactly, and drop two channels.
  pipeline = pipeline.toColourspace(
    sixteen ? (grey && !hasAlpha ? 'grey16' : 'rgb16') : grey && !hasAlpha ? 'b-w' : 'srgb',
  );
  const { data, info } = await pipeline
    .raw({ depth: sixteen ? 'ushort' : 'uchar' })
    .toBuffer({ resolveWithObject: true });
  let channels: number = info.channels;
  let samples: Uint8Array | Uint16Array = sixteen ? new Uint16Array(ownBytes(data).buffer) : ownBytes(data);
  if (grey && channels >= 3) {
    samples = keepChannels(samples, channels, channels === 4 ? [0, 3] : [0]);
    channels = channels === 4 ? 2 : 1;
  }
  if (channels > 4) throw usesUnsupported(name, `${channels} channels`);
  return {
    width: info.width,
    height: info.height,
    channels: channels as SampleImage['channels'],
    bitDepth: sixteen ? 16 : 8,
    data: samples,
    iccProfile: header.icc && !cmyk ? Uint8Array.from(header.icc) : null,
  };
}

/** Picks some of the interleaved channels. */
export function keepChannels<T extends Uint8Array | Uint16Array>(
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

/** Samples of 10 or 12 bit, which the library shifts up, so that white is white. */
const stretched = (image: SampleImage, bits: number): SampleImage => ({
  ...image,
  data: image.data.map((value) => toSixteenBits(value >> (16 - bits), bits)),
});

/** One page (from 1) of a WebP or AVIF file, with its EXIF and XMP. @throws TesseraError those of `PictureDecoder.decode` */
export async function decodePage(
  bytes: Uint8Array,
  name: string,
  { page }: DecodeOptions,
): Promise<DecodedFile> {
  const reading = { failOn: 'error', orient: true, ...(page ? { page: page - 1 } : {}) } as const;
  const header = await readHeader(bytes, reading).catch((error: unknown) => {
    throw damagedHeader(name, error);
  });
  const image = await readSamples(bytes, name, header, reading).catch((error: unknown) => {
    throw error instanceof TesseraError ? error : damaged(name, error);
  });
  const pages = header.pages ?? 1;
  const storage = storageOfBits(header.bitsPerSample);
  return {
    image: storage ? stretched(image, storage.bits) : image,
    metadata: {
      exif: header.exif ? Uint8Array.from(stripExifPrefix(header.exif)) : null,
      xmp: header.xmpAsString ?? null,
      storage,
    },
    note: pages > 1 ? text.pictures.notes.page(page ?? 1, pages) : null,
  };
}
