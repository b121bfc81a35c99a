import { TesseraError } from '#shared/errors.ts';
import { stripExifPrefix } from '../exif.ts';
import { findBox } from '../iso-media.ts';
import { libraryBytes, loadLibrary } from '../load-library.ts';
import type { PhotoMetadata, Resolution } from '../metadata.ts';
import {
  assertPictureSize,
  damaged,
  hasAscii,
  type PictureDecoder,
  usesUnsupported,
} from '../picture-decoder.ts';

/** The part of the OpenJPEG build that is used. */
interface OpenJpegDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getFrameInfo(): {
    width: number;
    height: number;
    bitsPerSample: number;
    componentCount: number;
  };
  getDecodedBuffer(): Uint8Array;
  delete(): void;
}
interface OpenJpeg {
  readonly J2KDecoder: new () => OpenJpegDecoder;
}

let loaded: Promise<OpenJpeg> | null = null;
const loadOpenJpeg = (): Promise<OpenJpeg> =>
  (loaded ??= (async () =>
    loadLibrary<(options: object) => Promise<OpenJpeg>>('@cornerstonejs/codec-openjpeg/decodewasmjs')({
      wasmBinary: await libraryBytes('@cornerstonejs/codec-openjpeg/decodewasm'),
      print: () => undefined,
      printErr: () => undefined,
    }))());

/** JPEG 2000: the JP2 container or the bare codestream (ISO/IEC 15444-1). */
export const jpeg2000Decoder: PictureDecoder = {
  format: 'jp2',
  sniff: (bytes) =>
    hasAscii(bytes, 4, 'jP  ') ||
    (bytes[0] === 0xff && bytes[1] === 0x4f && bytes[2] === 0xff && bytes[3] === 0x51),
  async decode(bytes, name) {
    const size = codestreamSize(bytes);
    if (!size) throw damaged(name);
    assertPictureSize(name, size.width, size.height);
    const unsupported = unsupportedKind(size.components, enumeratedColours(bytes));
    if (unsupported) throw usesUnsupported(name, unsupported);
    const decoder = new (await loadOpenJpeg()).J2KDecoder();
    try {
      decoder.getEncodedBuffer(bytes.length).set(bytes);
      decoder.decode();
      const { width, height, bitsPerSample, componentCount } = decoder.getFrameInfo();
      const deep = bitsPerSample > 8;
      const count = width * height * componentCount;
      const decoded = decoder.getDecodedBuffer();
      if (count === 0 || decoded.length < count * (deep ? 2 : 1)) throw damaged(name);
      const bytesOf = decoded.slice(0, count * (deep ? 2 : 1));
      const data = deep ? new Uint16Array(bytesOf.buffer as ArrayBuffer) : bytesOf;
      stretch(data, bitsPerSample, deep ? 16 : 8);
      return {
        image: {
          width,
          height,
          channels: componentCount as 1 | 2 | 3 | 4,
          bitDepth: deep ? (16 as const) : (8 as const),
          data,
          iccProfile: profileOf(bytes),
        },
        metadata: { ...descriptionOf(bytes), resolution: resolutionOf(bytes) },
        note: null,
      };
    } catch (error) {
      throw error instanceof TesseraError ? error : damaged(name, error);
    } finally {
      decoder.delete();
    }
  },
};

/** EXIF and XMP in boxes of their own (XMP specification part 3, section 1.1.4; for EXIF as ExifTool and others write it). */
function descriptionOf(bytes: Uint8Array): Pick<PhotoMetadata, 'exif' | 'xmp'> {
  let [exif, xmp]: [Uint8Array | null, string | null] = [null, null];
  for (let box = findBox(bytes, 0, 'uuid'); box; box = findBox(bytes, box.end, 'uuid')) {
    const data = bytes.subarray(box.start + uuidLength, box.end);
    if (hasAscii(bytes, box.start, exifUuid)) exif ??= Uint8Array.from(stripExifPrefix(data));
    if (hasAscii(bytes, box.start, xmpUuid)) xmp ??= new TextDecoder().decode(data);
  }
  return { exif, xmp };
}

const uuidLength = 16;
const exifUuid = 'JpgTiffExif->JP2';
const xmpUuid = '\xbe\x7a\xcf\xcb\x97\xa9\x42\xe8\x9c\x71\x99\x94\x91\xe3\xaf\xac';

/** Of capture, else of display (annex I.5.3.7): fractions with a power of ten, down before across. */
function resolutionOf(bytes: Uint8Array): Resolution | undefined {
  const header = findBox(bytes, 0, 'jp2h');
  const both = header && findBox(bytes, header.start, 'res ', header.end);
  const box =
    both && (findBox(bytes, both.start, 'resc', both.end) ?? findBox(bytes, both.start, 'resd', both.end));
  if (!box || box.end - box.start < 10) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + box.start);
  const [y, x] = [0, 1].map(
    (axis) => (view.getUint16(4 * axis) / view.getUint16(4 * axis + 2)) * 10 ** view.getInt8(8 + axis),
  ) as [number, number];
  return x > 0 && y > 0 && Number.isFinite(x + y) ? { x, y, unit: 'metre' } : undefined;
}

/** Values of `from` bits to `to`, in place: white becomes white. */
function stretch(data: Uint8Array | Uint16Array, from: number, to: number): void {
  if (from === to) return;
  const scale = (2 ** to - 1) / (2 ** from - 1);
  for (let i = 0; i < data.length; i++) data[i] = Math.round(data[i]! * scale);
}

interface Component {
  readonly bits: number;
  readonly isSigned: boolean;
  /** Each sample stands for that many pixels across and down. */
  readonly steps: readonly [number, number];
}

/** Names what the library does not read, or reads as something else; null = it reads all of it. */
function unsupportedKind(components: readonly Component[], colours: number | null): string | null {
  const [first] = components;
  if (components.length !== 1 && components.length !== 3)
    return components.length === 2 || components.length === 4
      ? 'transparency'
      : `${components.length} channels`;
  if (components.some(({ isSigned }) => isSigned)) return 'samples with a sign';
  if (components.some(({ steps }) => steps.some((step) => step !== 1)))
    return 'channels of a coarser resolution';
  if (components.some(({ bits }) => bits !== first!.bits || bits > 16))
    return `${components.map(({ bits }) => bits).join(', ')} bit samples`;
  return colours === null || plainColours.includes(colours)
    ? null
    : (colourNames[colours] ?? `colours ${colours}`);
}

/** Enumerated colour spaces (annex I.5.3.3, and ISO/IEC 15444-2, annex M.11.7.3.1): sRGB and grey; what others are called. */
const plainColours = [16, 17];
const colourNames: Readonly<Record<number, string>> = {
  12: 'CMYK colours',
  14: 'the Lab colour space',
  18: 'YCbCr colours (sYCC)',
};

/** The first colour specification box where it is of method 1. */
function enumeratedColours(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 15 < Math.min(bytes.length, 1 << 20); at++)
    if (hasAscii(bytes, at + 4, 'colr')) return bytes[at + 8] === 1 ? view.getUint32(at + 11) : null;
  return null;
}

/** What the SIZ marker segment says, which opens the codestream (annex A.5.1). */
function codestreamSize(
  bytes: Uint8Array,
): { width: number; height: number; components: readonly Component[] } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const most = Math.floor((bytes.length - 42) / 3);
  for (let at = 0; at + 42 < Math.min(bytes.length, 1 << 20); at++) {
    if (view.getUint32(at) !== 0xff4fff51) continue;
    return {
      width: view.getUint32(at + 8) - view.getUint32(at + 16),
      height: view.getUint32(at + 12) - view.getUint32(at + 20),
      components: Array.from({ length: Math.min(view.getUint16(at + 40), most) }, (_, index) => {
        const [depth = 0, across = 1, down = 1] = bytes.subarray(at + 42 + 3 * index);
        return { bits: (depth & 127) + 1, isSigned: depth > 127, steps: [across, down] };
      }),
    };
  }
  return null;
}

/** The profile of a colour specification box of method 2 (annex I.5.3.3), which the library does not give. */
function profileOf(bytes: Uint8Array): Uint8Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 11 < Math.min(bytes.length, 1 << 20); at++) {
    if (!hasAscii(bytes, at + 4, 'colr') || bytes[at + 8] !== 2) continue;
    const length = view.getUint32(at);
    if (length > 11 && at + length <= bytes.length) return bytes.slice(at + 11, at + length);
  }
  return null;
}
