import type { Resolution } from './metadata.ts';
import { resolutionFields } from './resolution.ts';
import {
  firstDirectory,
  readDirectory,
  readTiffPages,
  type TiffField,
  writeDirectory,
} from './tiff-directory.ts';

/** The fields of a first directory that tell of the photo and not of how its samples are stored; pointers to Exif and GPS too. */
const photoTags = new Set([
  0x010e, 0x010f, 0x0110, 0x0131, 0x0132, 0x013b, 0x013c, 0x4746, 0x4749, 0x8298, 0x8769, 0x8825, 0x9c9b,
  0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f,
]);

/** XResolution, YResolution, ResolutionUnit: a TIFF has its own, other formats have them in EXIF. */
const resolutionTags = [0x011a, 0x011b, 0x0128];

/**
 * Adds camera metadata to a finished TIFF, which the image library cannot: the Exif and GPS directories and the fields
 * about the photo. Offsets inside a maker note are not adjusted.
 * The file comes back unchanged where either is damaged or no classic little-endian TIFF.
 */
export function addExifToTiff(tiff: Uint8Array, exif: Uint8Array): Uint8Array {
  const exifOffset = firstDirectory(exif);
  if (exifOffset === null) return tiff;
  let added: TiffField[];
  try {
    added = readDirectory(exif, exifOffset).filter(({ tag }) => photoTags.has(tag));
  } catch (error) {
    if (error instanceof RangeError) return tiff;
    throw error;
  }
  return changeTiffFields(tiff, (own) => {
    const present = new Set(own.map(({ tag }) => tag));
    return [...own, ...added.filter(({ tag }) => !present.has(tag))];
  });
}

/** Gives a finished TIFF other fields: a new first directory behind the file's end. Unchanged where it is no classic little-endian TIFF. */
export function changeTiffFields(
  tiff: Uint8Array,
  change: (own: readonly TiffField[]) => readonly TiffField[],
): Uint8Array {
  const offset = tiff[0] === 0x49 ? firstDirectory(tiff) : null;
  if (offset === null) return tiff;
  const position = tiff.length + (tiff.length % 2);
  let directory: Uint8Array;
  try {
    directory = writeDirectory(change(readDirectory(tiff, offset)), position);
  } catch (error) {
    if (error instanceof RangeError) return tiff;
    throw error;
  }
  if (position + directory.length > 0xffffffff) return tiff;
  const result = new Uint8Array(position + directory.length);
  result.set(tiff);
  result.set(directory, position);
  new DataView(result.buffer).setUint32(4, position, true);
  return result;
}

/** The camera metadata of a TIFF's page as a block of its own, which the image library does not give; null where there is none. */
export function exifOfTiff(
  tiff: Uint8Array,
  page: readonly TiffField[] | null = firstPage(tiff),
): Uint8Array | null {
  const fields = (page ?? []).filter(({ tag }) => photoTags.has(tag) || resolutionTags.includes(tag));
  if (!fields.some(({ tag }) => photoTags.has(tag))) return null;
  return exifBlock(fields);
}

/** A block with nothing but a resolution, for formats that have no other place for it. */
export const exifOfResolution = (resolution: Resolution): Uint8Array =>
  exifBlock(resolutionFields(resolution));

function exifBlock(fields: readonly TiffField[]): Uint8Array {
  const directory = writeDirectory(fields, 8);
  const block = new Uint8Array(8 + directory.length);
  const view = new DataView(block.buffer);
  view.setUint16(0, 0x4949);
  view.setUint16(2, 42, true);
  view.setUint32(4, 8, true);
  block.set(directory, 8);
  return block;
}

function firstPage(tiff: Uint8Array): readonly TiffField[] | null {
  try {
    return readTiffPages(tiff)[0]?.fields ?? null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
