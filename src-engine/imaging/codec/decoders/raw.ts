import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
import { isCrw, withReadableCameraName } from '../crw-camera-name.ts';
import { exifOfTiff } from '../exif-in-tiff.ts';
import { brandsOf } from '../iso-media.ts';
import { importLibrary, libraryBytes } from '../load-library.ts';
import {
  assertPictureSize,
  damaged,
  type DecodeOptions,
  hasAscii,
  joinNotes,
  type PictureDecoder,
  usesUnsupported,
} from '../picture-decoder.ts';
import { rawPreviewPlace } from '../preview-place.ts';
import { pictureFormat } from '#shared/pictures/picture-formats.ts';
import { readTiffHeader, readTiffPages, tiffNumbers } from '../tiff-directory.ts';

/**
 * Camera raw, developed to 16 bit sRGB: the camera's white balance where no other is asked for, its colour matrix, no automatic
 * brightening, so that the same file always gives the same samples.
 */
export const rawDecoder: PictureDecoder = {
  format: 'raw',
  sniff: isRaw,
  async decode(bytes, name, options) {
    const said: string[] = [];
    const { LibRaw } = await loadRaw((line) => said.push(line));
    const raw = new LibRaw();
    try {
      return develop(raw, bytes, name, options, said);
    } catch (error) {
      if (error instanceof TesseraError) throw error;
      throw damaged(name, error);
    } finally {
      raw.delete();
    }
  },
  async preview(bytes) {
    const { LibRaw } = await loadRaw(() => undefined);
    const raw = new LibRaw();
    try {
      raw.open(bytes, settingsOf({}));
      const thumbnail = raw.thumbnailData();
      if (thumbnail?.format !== 'jpeg') return null;
      const { width, height } = raw.metadata(false);
      return { file: thumbnail.data.slice(), of: { width, height } };
    } finally {
      raw.delete();
    }
  },
  previewPlace: async (head) => (readTiffHeader(head) ? rawPreviewPlace(head) : null),
};

/** Stops are a factor of what the sensor counted, before the curve of sRGB; what comes out above white is white. */
const settingsOf = ({ whiteBalance = 'camera', exposure = 0 }: DecodeOptions) => ({
  ...{ noAutoBright: true, outputBps: 16, outputColor: 1 },
  ...(whiteBalance === 'camera' && { useCameraWb: true }),
  ...(whiteBalance === 'auto' && { useAutoWb: true }),
  ...(exposure !== 0 && { bright: 2 ** exposure }),
});
const dngVersionTag = 50706;

/** Most raw files are a kind of TIFF, which only their names tell from others. */
function isRaw(bytes: Uint8Array, name: string): boolean {
  if (isCrw(bytes) || hasAscii(bytes, 0, 'FUJIFILMCCD-RAW') || hasAscii(bytes, 0, 'FOVb')) return true;
  if (hasAscii(bytes, 0, 'IIRO') || hasAscii(bytes, 0, 'IIRS') || hasAscii(bytes, 0, 'IIU\0')) return true;
  if (hasAscii(bytes, 0, '\0MRM') || brandsOf(bytes).includes('crx ')) return true;
  if (!readTiffHeader(bytes)) return false;
  if (hasAscii(bytes, 8, 'CR\x02')) return true;
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
  if (pictureFormat('raw').extensions.includes(extension)) return true;
  try {
    return tiffNumbers(readTiffPages(bytes)[0]?.fields ?? [], dngVersionTag) !== null;
  } catch {
    return false;
  }
}

function develop(
  raw: RawFile,
  bytes: Uint8Array,
  name: string,
  options: DecodeOptions,
  said: readonly string[],
) {
  raw.open(isCrw(bytes) ? withReadableCameraName(bytes) : bytes, settingsOf(options));
  const metadata = raw.metadata(true);
  assertPictureSize(name, metadata.width, metadata.height);
  const { width, height, colors, bits, data } = raw.imageData();
  assertPictureSize(name, width, height);
  if (said.some((line) => /premature end|corrupt|unexpected end/i.test(line)))
    throw damaged(name, said.join(' '));
  if (bits !== 16 || (colors !== 3 && colors !== 1))
    throw usesUnsupported(name, `${colors} colours of ${bits} bit`);
  const samples = new Uint16Array(width * height * colors);
  new Uint8Array(samples.buffer).set(
    new Uint8Array(data.buffer, data.byteOffset, Math.min(data.byteLength, samples.byteLength)),
  );
  if (data.byteLength < samples.byteLength) throw damaged(name);
  return {
    image: {
      width,
      height,
      channels: colors as 1 | 3,
      bitDepth: 16 as const,
      data: samples,
      iccProfile: embeddedProfile(metadata),
    },
    metadata: { exif: readTiffHeader(bytes) ? exifOfTiff(bytes) : null, xmp: null },
    note: joinNotes(
      text.pictures.notes.developed(options.whiteBalance ?? 'camera'),
      isCameraUnknown(metadata) && text.pictures.notes.unknownCamera,
    ),
  };
}

/** A film scanner's "raw" is a finished picture with a profile. */
function embeddedProfile({ color_data: colour }: RawMetadata): Uint8Array | null {
  return colour?.profile instanceof Uint8Array && colour.profile.length > 128 ? colour.profile.slice() : null;
}

/** Without a camera the library has no colour matrix, and says so only by a name that is a size, or by the identity. */
function isCameraUnknown({ camera_model: model = '', color_data: colour }: RawMetadata): boolean {
  const matrix = colour?.rgb_cam;
  const identity = matrix?.every((row, i) => row.every((value, j) => value === (i === j ? 1 : 0))) ?? false;
  return (
    /^\d+x\d+$/.test(model.trim()) ||
    (identity && !embeddedProfile({ width: 0, height: 0, color_data: colour! }))
  );
}

/** One file in LibRaw: settings stay with an object, so each file has its own. */
interface RawFile {
  open(bytes: Uint8Array, settings: Readonly<Record<string, unknown>>): void;
  metadata(full: boolean): RawMetadata;
  /** A JPEG's EXIF says how it is to be turned. */
  thumbnailData(): { readonly format: string; readonly data: Uint8Array } | undefined;
  imageData(): {
    width: number;
    height: number;
    colors: number;
    bits: number;
    data: Uint8Array | Uint16Array;
  };
  delete(): void;
}

interface RawMetadata {
  readonly width: number;
  readonly height: number;
  readonly camera_make?: string;
  readonly camera_model?: string;
  readonly color_data?: { readonly rgb_cam?: readonly (readonly number[])[]; readonly profile?: Uint8Array };
}

interface LibRaw {
  readonly LibRaw: new () => RawFile;
}

/** LibRaw with a place for what it says of damage: it reports that in words only. */
async function loadRaw(say: (line: string) => void): Promise<LibRaw> {
  wasm ??= libraryBytes('libraw-wasm/dist/libraw.wasm');
  const library = await importLibrary<{ default: (options: object) => Promise<LibRaw> }>(
    'libraw-wasm/dist/libraw.js',
  );
  return library.default({ wasmBinary: await wasm, print: say, printErr: say });
}

let wasm: Promise<Uint8Array> | null = null;
