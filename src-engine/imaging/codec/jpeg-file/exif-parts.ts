import { type ByteRange, findJpegStreams } from './embedded-pictures.ts';
import { text } from '#shared/text/text.ts';

/** "Exif\0\0" comes before the TIFF structure (EXIF 2.32, section 4.7.2). */
const prefixLength = 6;

const subjectArea = 0x9214;
const subjectLocation = 0xa214;
const pixelWidth = 0xa002;
const pixelHeight = 0xa003;
const imageWidth = 0x0100;
const imageHeight = 0x0101;
const exifPointer = 0x8769;
const thumbnailOffset = 0x0201;
const thumbnailLength = 0x0202;
const stripOffsets = 0x0111;
const stripLengths = 0x0117;

/** What an edit makes false in an EXIF block. */
export interface ExifCorrection {
  /** The size of the stored picture, before and after. */
  readonly oldWidth: number;
  readonly oldHeight: number;
  readonly width: number;
  readonly height: number;
  /** How far its first pixel moved; positions move with it. */
  readonly left: number;
  readonly top: number;
}

/** A block as long as before, and what was changed in it. */
export interface CorrectedExif {
  readonly payload: Uint8Array;
  readonly changes: readonly string[];
}

/**
 * Corrects an APP1 Exif segment in place, so that every offset in it, maker notes' included, stays right: the thumbnail and all
 * previews are overwritten, sizes and positions follow the picture. A block that is not understood is searched for previews.
 * @param behind what is dropped behind the picture's end, counted from the TIFF header: cameras have previews there, too
 */
export function correctExif(
  original: Uint8Array,
  correction: ExifCorrection,
  behind: readonly ByteRange[] = [],
): CorrectedExif {
  const payload = original.slice();
  const changes: string[] = [];
  const tiff = payload.subarray(prefixLength);
  try {
    correctDirectories(tiff, correction, changes);
  } catch (error) {
    // It points outside itself; what could be corrected is.
    if (!(error instanceof RangeError)) throw error;
  }
  const previews = findJpegStreams(tiff);
  for (const { start, end } of previews) {
    tiff.fill(0, start, end);
    forgetPreview(tiff, end - start);
  }
  const isForgotten = behind.map((preview) => forgetPreviewBehind(tiff, preview)).includes(true);
  if (previews.length > 0 || isForgotten) changes.push(text.pictures.changes.previewExif);
  return { payload, changes };
}

/** Bytes behind a preview that cameras count as part of it. */
const maxPadding = 15;

/** In directories of any layout and byte order, makers' too: with a length of 0 there is no preview to look for. */
function forgetPreview(tiff: Uint8Array, length: number): void {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const isLength = (value: number): boolean => value >= length && value <= length + maxPadding;
  for (let at = 0; at + 10 <= tiff.length; at++)
    for (const little of [true, false]) {
      const type = view.getUint16(at, little);
      const count = view.getUint32(at + 2, little);
      if (type === 4 && count === 1 && isLength(view.getUint32(at + 6, little)))
        view.setUint32(at + 6, 0, little);
      else if ((type === 1 || type === 7) && isLength(count)) view.setUint32(at + 2, 0, little);
    }
}

/** Bytes before a preview that cameras count as part of it: Sony's tell its size in 32. */
const maxHead = 64;

/**
 * The length that a maker note gives for what lay behind the picture becomes 0. It stands next to the offset, as in a directory's
 * entry, or three numbers from it: in the entry before or after, or in Canon's list. @returns false where none names it
 */
function forgetPreviewBehind(tiff: Uint8Array, { start, end }: ByteRange): boolean {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  let isFound = false;
  for (let at = 0; at + 4 <= tiff.length; at++)
    for (const little of [true, false]) {
      const length = view.getUint32(at, little);
      if (length < end - start || length > end - start + maxHead + maxPadding) continue;
      for (const near of [at + 4, at + 12, at - 12]) {
        if (near < 0 || near + 4 > tiff.length) continue;
        const offset = view.getUint32(near, little);
        if (offset > start || start - offset > maxHead || offset + length < end) continue;
        view.setUint32(at, 0, little);
        isFound = true;
      }
    }
  return isFound;
}

function correctDirectories(tiff: Uint8Array, correction: ExifCorrection, changes: string[]): void {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  const little = view.getUint16(0) === 0x4949;
  if (!little && view.getUint16(0) !== 0x4d4d) return;
  const first = directoryAt(view, view.getUint32(4, little), little);
  const exif = first.entries.find(({ tag }) => tag === exifPointer);
  const entries = exif
    ? [...first.entries, ...directoryAt(view, view.getUint32(exif.valueAt, little), little).entries]
    : first.entries;
  const second = view.getUint32(first.nextAt, little);
  if (second !== 0) {
    view.setUint32(first.nextAt, 0, little);
    changes.push(text.pictures.changes.thumbnailExif);
    wipeThumbnail(view, tiff, second, little);
  }
  for (const entry of entries) correctEntry(view, entry, little, correction, changes);
}

interface Entry {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly valueAt: number;
}

/** A directory of a TIFF structure (TIFF 6.0, section 2). @throws RangeError where it lies outside */
function directoryAt(view: DataView, at: number, little: boolean): { entries: Entry[]; nextAt: number } {
  const count = view.getUint16(at, little);
  const entries = Array.from({ length: count }, (_, i) => {
    const entry = at + 2 + i * 12;
    return {
      tag: view.getUint16(entry, little),
      type: view.getUint16(entry + 2, little),
      count: view.getUint32(entry + 4, little),
      valueAt: entry + 8,
    };
  });
  return { entries, nextAt: at + 2 + count * 12 };
}

function wipeThumbnail(view: DataView, tiff: Uint8Array, directory: number, little: boolean): void {
  const { entries, nextAt } = directoryAt(view, directory, little);
  const value = (wanted: number): number => {
    const entry = entries.find(({ tag }) => tag === wanted);
    return entry ? readInteger(view, entry.valueAt, entry.type, little) : 0;
  };
  const wipe = (start: number, length: number): void => {
    if (start > 0) tiff.fill(0, start, start + length);
  };
  wipe(value(thumbnailOffset), value(thumbnailLength));
  const strips = entries.find(({ tag }) => tag === stripOffsets);
  const lengths = entries.find(({ tag }) => tag === stripLengths);
  if (strips && lengths) {
    const starts = readIntegers(view, strips, little);
    for (const [index, length] of readIntegers(view, lengths, little).entries())
      wipe(starts[index] ?? 0, length);
  }
  tiff.fill(0, directory, nextAt + 4);
}

function correctEntry(
  view: DataView,
  { tag, type, count, valueAt }: Entry,
  little: boolean,
  { oldWidth, oldHeight, width, height, left, top }: ExifCorrection,
  changes: string[],
): void {
  if (tag === pixelWidth || tag === pixelHeight || tag === imageWidth || tag === imageHeight) {
    const isWidth = tag === pixelWidth || tag === imageWidth;
    const before = readInteger(view, valueAt, type, little);
    // A camera's word that was false before is not ours to correct, unless the size changed.
    if (width === oldWidth && height === oldHeight) return;
    if (before === (isWidth ? width : height)) return;
    writeInteger(view, valueAt, type, little, isWidth ? width : height);
    const { sizeExif } = text.pictures.changes;
    if (!changes.includes(sizeExif)) changes.push(sizeExif);
    return;
  }
  const isPosition =
    (tag === subjectArea && count >= 2 && count <= 4) || (tag === subjectLocation && count === 2);
  if (!isPosition || type !== 3 || (left === 0 && top === 0)) return;
  const at = count * 2 <= 4 ? valueAt : view.getUint32(valueAt, little);
  view.setUint16(at, view.getUint16(at, little) + left, little);
  view.setUint16(at + 2, view.getUint16(at + 2, little) + top, little);
  changes.push(text.pictures.changes.subjectExif);
}

/** SHORT or LONG. */
const readInteger = (view: DataView, at: number, type: number, little: boolean): number =>
  type === 3 ? view.getUint16(at, little) : view.getUint32(at, little);

function readIntegers(view: DataView, { type, count, valueAt }: Entry, little: boolean): number[] {
  const size = type === 3 ? 2 : 4;
  const at = count * size <= 4 ? valueAt : view.getUint32(valueAt, little);
  return Array.from({ length: Math.min(count, 65_536) }, (_, i) =>
    readInteger(view, at + i * size, type, little),
  );
}

function writeInteger(view: DataView, at: number, type: number, little: boolean, value: number): void {
  if (type === 3) view.setUint16(at, value, little);
  else if (type === 4) view.setUint32(at, value, little);
}
