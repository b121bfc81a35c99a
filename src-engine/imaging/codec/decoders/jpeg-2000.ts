import { TesseraError } from '#shared/errors.ts';
import { libraryBytes, loadLibrary } from '../load-library.ts';
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
    isSigned: boolean;
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
    const decoder = new (await loadOpenJpeg()).J2KDecoder();
    try {
      decoder.getEncodedBuffer(bytes.length).set(bytes);
      decoder.decode();
      const { width, height, bitsPerSample, componentCount, isSigned } = decoder.getFrameInfo();
      if (isSigned) throw usesUnsupported(name, 'samples with a sign');
      if (componentCount > 4 || bitsPerSample > 16)
        throw usesUnsupported(name, `${componentCount} channels of ${bitsPerSample} bit`);
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
        metadata: { exif: null, xmp: null },
        note: null,
      };
    } catch (error) {
      throw error instanceof TesseraError ? error : damaged(name, error);
    } finally {
      decoder.delete();
    }
  },
};

/** Values of `from` bits to `to`, in place: white becomes white. */
function stretch(data: Uint8Array | Uint16Array, from: number, to: number): void {
  if (from === to) return;
  const scale = (2 ** to - 1) / (2 ** from - 1);
  for (let i = 0; i < data.length; i++) data[i] = Math.round(data[i]! * scale);
}

/** The size in the SIZ marker segment, which opens the codestream (annex A.5.1). */
function codestreamSize(bytes: Uint8Array): { width: number; height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at + 24 < Math.min(bytes.length, 1 << 20); at++) {
    if (view.getUint32(at) !== 0xff4fff51) continue;
    return {
      width: view.getUint32(at + 8) - view.getUint32(at + 16),
      height: view.getUint32(at + 12) - view.getUint32(at + 20),
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
