import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { stripExifPrefix } from '../exif.ts';
import { findBox } from '../iso-media.ts';
import { type Jpeg2000Channel, type Jpeg2000File, readJpeg2000, withChannels } from '../jpeg-2000-file.ts';
import { libraryBytes, loadLibrary } from '../load-library.ts';
import type { PhotoMetadata, Resolution } from '../metadata.ts';
import {
  assertPictureSize,
  damaged,
  hasAscii,
  joinNotes,
  type PictureDecoder,
  usesUnsupported,
} from '../picture-decoder.ts';
import { straightAlpha } from '../straight-alpha.ts';

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
    try {
      const file = readJpeg2000(bytes);
      if (!file) throw damaged(name);
      assertPictureSize(name, file.width, file.height);
      const unsupported = unsupportedKind(file);
      if (unsupported) throw usesUnsupported(name, unsupported);
      const { roles, profile } = file;
      const image = { ...readSamples(await loadOpenJpeg(), file), iccProfile: profile };
      const straight = roles.premultiplied ? straightAlpha(image) : image;
      return {
        image: straight ?? image,
        metadata: {
          ...descriptionOf(bytes),
          resolution: resolutionOf(bytes),
          storage: roles.premultiplied ? { associatedAlpha: straight ? 'divided' : 'kept' } : undefined,
        },
        note: joinNotes(
          roles.others > 0 && text.pictures.notes.extraChannel,
          !straight && text.pictures.notes.tooBrightForAlpha,
        ),
      };
    } catch (error) {
      throw error instanceof TesseraError ? error : damaged(name, error);
    }
  },
};

/** Colours and transparency one after the other, since the library gives one or three channels; both as deep as the deeper one. */
function readSamples(library: OpenJpeg, file: Jpeg2000File): Omit<SampleImage, 'iccProfile'> {
  const { width, height, roles } = file;
  const { colours, alpha } = roles;
  const deep = [...colours, ...(alpha ? [alpha] : [])].some(({ bits }) => bits > 8);
  const channels = (colours.length + (alpha ? 1 : 0)) as SampleImage['channels'];
  const data = deep ? new Uint16Array(width * height * channels) : new Uint8Array(width * height * channels);
  const put = (picked: readonly Jpeg2000Channel[], first: number): void => {
    const samples = readChannels(library, file, picked);
    const scale = (2 ** (deep ? 16 : 8) - 1) / (2 ** picked[0]!.bits - 1);
    const step = picked.length;
    for (let from = 0, to = first; from < samples.length; from += step, to += channels)
      for (let c = 0; c < step; c++) data[to + c] = Math.round(samples[from + c]! * scale);
  };
  put(colours, 0);
  if (alpha) put([alpha], colours.length);
  return { width, height, channels, bitDepth: deep ? 16 : 8, data };
}

/** One or three channels of the same depth, interleaved. @throws Error */
function readChannels(
  library: OpenJpeg,
  file: Jpeg2000File,
  picked: readonly Jpeg2000Channel[],
): Uint8Array | Uint16Array {
  const bytes = withChannels(file, picked);
  const decoder = new library.J2KDecoder();
  try {
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    const { width, height, bitsPerSample, componentCount } = decoder.getFrameInfo();
    const length = file.width * file.height * picked.length * (bitsPerSample > 8 ? 2 : 1);
    const decoded = decoder.getDecodedBuffer();
    if (width !== file.width || height !== file.height || componentCount !== picked.length)
      throw new RangeError(`${width} x ${height} x ${componentCount} samples`);
    if (bitsPerSample !== picked[0]!.bits || decoded.length < length)
      throw new RangeError(`${decoded.length} bytes of ${bitsPerSample} bit samples`);
    const samples = decoded.slice(0, length);
    return bitsPerSample > 8 ? new Uint16Array(samples.buffer as ArrayBuffer) : samples;
  } finally {
    decoder.delete();
  }
}

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

/** Names what the library does not read, or reads as something else; null = it reads all of it. */
function unsupportedKind({ roles, colours }: Jpeg2000File): string | null {
  const [first] = roles.colours;
  const picked = roles.alpha ? [...roles.colours, roles.alpha] : roles.colours;
  if (colours !== null && !plainColours.includes(colours))
    return colourNames[colours] ?? `colours ${colours}`;
  if (roles.colours.length === 4) return colourNames[12]!;
  if (roles.colours.length !== 1 && roles.colours.length !== 3) return `${roles.colours.length} channels`;
  if (picked.some(({ isSigned }) => isSigned)) return 'samples with a sign';
  if (picked.some(({ steps }) => steps.some((step) => step !== 1))) return 'channels of a coarser resolution';
  return picked.some(({ bits }) => bits > 16) || roles.colours.some(({ bits }) => bits !== first!.bits)
    ? `${picked.map(({ bits }) => bits).join(', ')} bit samples`
    : null;
}

/** Enumerated colour spaces (annex I.5.3.3, and ISO/IEC 15444-2, annex M.11.7.3.1): sRGB and grey; what others are called. */
const plainColours = [16, 17];
const colourNames: Readonly<Record<number, string>> = {
  12: 'CMYK colours',
  14: 'the Lab colour space',
  18: 'YCbCr colours (sYCC)',
};
