/**
 * Directories of a TIFF structure (TIFF 6.0 section 2; EXIF 2.32 section 4.6 uses the same; BigTIFF has wider counts and
 * offsets), read with limits and written in the classic form, little-endian.
 */

/** One field of a directory: its values as little-endian bytes, or the directory it points at. */
export interface TiffField {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly value: Uint8Array | readonly TiffField[];
}

/** One directory: where it lies, its fields, and where the next one lies (0 = there is none). */
export interface TiffDirectory {
  readonly offset: number;
  readonly fields: TiffField[];
  readonly next: number;
}

/** How a TIFF structure begins. */
export interface TiffHeader {
  readonly little: boolean;
  /** BigTIFF: counts and offsets of 8 bytes. */
  readonly big: boolean;
  /** Offset of the first directory. */
  readonly first: number;
}

/** Bytes per value of each field type; index = type. 16 to 18 are BigTIFF's. */
const typeSizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8];
/** What has to be turned over when the byte order changes: rationals are two numbers of four bytes. */
const wordSizes = [1, 1, 1, 2, 4, 4, 1, 1, 2, 4, 4, 4, 8, 4, 1, 1, 8, 8, 8];
const longType = 4;
/** Pointers to the Exif, GPS and interoperability directories. */
const pointerTags = new Set([0x8769, 0x8825, 0xa005]);
const maxFields = 1000;
const maxDepth = 3;

/** How the structure begins; null where this is no TIFF structure. */
export function readTiffHeader(bytes: Uint8Array): TiffHeader | null {
  if (bytes.length < 8) return null;
  const view = viewOf(bytes);
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return null;
  const little = order === 0x4949;
  const version = view.getUint16(2, little);
  if (version === 42) return { little, big: false, first: view.getUint32(4, little) };
  if (version !== 43 || bytes.length < 16 || view.getUint16(4, little) !== 8) return null;
  return { little, big: true, first: Number(view.getBigUint64(8, little)) };
}

/** The offset of the first directory; null where this is no classic TIFF structure. */
export function firstDirectory(bytes: Uint8Array): number | null {
  const header = readTiffHeader(bytes);
  return header && !header.big ? header.first : null;
}

/** The fields of the directory at `offset`, those it points at included. @throws RangeError as `readTiffDirectory` */
export const readDirectory = (bytes: Uint8Array, offset: number): TiffField[] =>
  readTiffDirectory(bytes, offset).fields;

/**
 * The directory at `offset`. A field whose value lies outside the bytes is left out.
 * @throws RangeError where it, or a directory that it points at, does not end inside the bytes, or is not like a photo's
 */
export function readTiffDirectory(bytes: Uint8Array, offset: number, depth = 0): TiffDirectory {
  const view = viewOf(bytes);
  const header = readTiffHeader(bytes);
  if (!header) throw new RangeError('no TIFF structure');
  const { little, big } = header;
  const number = (at: number): number =>
    big ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little);
  const [countSize, entrySize, inline] = big ? [8, 20, 8] : [2, 12, 4];
  const count = big ? number(offset) : view.getUint16(offset, little);
  if (count > maxFields || depth > maxDepth) throw new RangeError('no directory of a photo is like this');
  const fields: TiffField[] = [];
  for (let index = 0; index < count; index++) {
    const at = offset + countSize + entrySize * index;
    const tag = view.getUint16(at, little);
    const type = view.getUint16(at + 2, little);
    const values = number(at + 4);
    const valueAt = at + 4 + inline;
    if (pointerTags.has(tag)) {
      const target = number(valueAt);
      if (target + countSize > bytes.length) continue;
      const { fields: value } = readTiffDirectory(bytes, target, depth + 1);
      fields.push({ tag, type: longType, count: 1, value });
      continue;
    }
    const size = (typeSizes[type] ?? 0) * values;
    if (size === 0) continue;
    const start = size <= inline ? valueAt : number(valueAt);
    if (start + size > bytes.length) continue;
    // A copy whatever `bytes` is: the slice of a Node Buffer is the file itself, which must not be turned over.
    const value = new Uint8Array(bytes.subarray(start, start + size));
    if (!little) swapWords(value, wordSizes[type]!);
    fields.push({ tag, type, count: values, value });
  }
  return { offset, fields, next: number(offset + countSize + entrySize * count) };
}

/** The chain of directories from the first one on: a file's pages. @throws RangeError where the first one is broken */
export function readTiffPages(bytes: Uint8Array): TiffDirectory[] {
  const header = readTiffHeader(bytes);
  if (!header) throw new RangeError('no TIFF structure');
  const pages: TiffDirectory[] = [];
  const seen = new Set<number>();
  for (let offset = header.first; offset !== 0 && !seen.has(offset) && pages.length < maxFields;) {
    seen.add(offset);
    try {
      pages.push(readTiffDirectory(bytes, offset));
    } catch (error) {
      if (pages.length > 0 && error instanceof RangeError) break;
      throw error;
    }
    offset = pages.at(-1)!.next;
  }
  return pages;
}

/** A copy of the bytes in which another directory is the first one. */
export function withFirstDirectory(bytes: Uint8Array, offset: number): Uint8Array {
  const { little, big } = readTiffHeader(bytes)!;
  const copy = bytes.slice();
  if (big) viewOf(copy).setBigUint64(8, BigInt(offset), little);
  else viewOf(copy).setUint32(4, offset, little);
  return copy;
}

/** A copy of the bytes in which a directory's field of one 16 bit number has another value; the same bytes where it lacks the field. */
export function withShort(
  bytes: Uint8Array,
  directory: TiffDirectory,
  tag: number,
  value: number,
): Uint8Array {
  const { little, big } = readTiffHeader(bytes)!;
  const view = viewOf(bytes);
  const [countSize, entrySize, valueAt] = big ? [8, 20, 12] : [2, 12, 8];
  const count = big
    ? Number(view.getBigUint64(directory.offset, little))
    : view.getUint16(directory.offset, little);
  for (let index = 0; index < count; index++) {
    const at = directory.offset + countSize + entrySize * index;
    if (view.getUint16(at, little) !== tag) continue;
    const copy = bytes.slice();
    viewOf(copy).setUint16(at + 2, 3, little);
    viewOf(copy).setUint16(at + valueAt, value, little);
    return copy;
  }
  return bytes;
}

/** The values of a field of whole numbers, fractions or real numbers; null where the directory lacks it. */
export function tiffNumbers(fields: readonly TiffField[], tag: number): number[] | null {
  const field = fields.find((each) => each.tag === tag);
  if (!field || !(field.value instanceof Uint8Array)) return null;
  const view = viewOf(field.value);
  const size = typeSizes[field.type]!;
  return Array.from({ length: Math.floor(field.value.length / size) }, (_, i) => {
    const at = i * size;
    switch (field.type) {
      case 3:
        return view.getUint16(at, true);
      case 4:
      case 13:
        return view.getUint32(at, true);
      case 5:
        return view.getUint32(at, true) / view.getUint32(at + 4, true);
      case 6:
        return view.getInt8(at);
      case 8:
        return view.getInt16(at, true);
      case 9:
        return view.getInt32(at, true);
      case 10:
        return view.getInt32(at, true) / view.getInt32(at + 4, true);
      case 11:
        return view.getFloat32(at, true);
      case 12:
        return view.getFloat64(at, true);
      case 16:
      case 17:
      case 18:
        return Number(view.getBigUint64(at, true));
      default:
        return view.getUint8(at);
    }
  });
}

/** The bytes of a field; null where the directory lacks it. */
export function tiffBytes(fields: readonly TiffField[], tag: number): Uint8Array | null {
  const field = fields.find((each) => each.tag === tag);
  return field?.value instanceof Uint8Array ? field.value : null;
}

/** A field of whole numbers of 16 bits. */
export function shortField(tag: number, ...values: number[]): TiffField {
  const value = new Uint8Array(2 * values.length);
  values.forEach((each, index) => viewOf(value).setUint16(2 * index, each, true));
  return { tag, type: 3, count: values.length, value };
}

/** A field of one fraction; up to four decimals are kept exactly. */
export function rationalField(tag: number, number: number): TiffField {
  const value = new Uint8Array(8);
  const denominator = Number.isInteger(number) ? 1 : 10_000;
  viewOf(value).setUint32(0, Math.round(number * denominator), true);
  viewOf(value).setUint32(4, denominator, true);
  return { tag, type: 5, count: 1, value };
}

/** A directory as little-endian bytes that will lie at `position`: fields by tag, then values, then the directories pointed at. */
export function writeDirectory(fields: readonly TiffField[], position: number): Uint8Array {
  const sorted = [...fields].sort((a, b) => a.tag - b.tag);
  const head = new Uint8Array(2 + 12 * sorted.length + 4);
  const view = viewOf(head);
  view.setUint16(0, sorted.length, true);
  const parts: Uint8Array[] = [head];
  let end = position + head.length;
  sorted.forEach(({ tag, type, count, value }, index) => {
    const at = 2 + 12 * index;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, count, true);
    if (value instanceof Uint8Array && value.length <= 4) {
      head.set(value, at + 8);
      return;
    }
    view.setUint32(at + 8, end, true);
    const bytes = value instanceof Uint8Array ? value : writeDirectory(value, end);
    const padded = new Uint8Array(bytes.length + (bytes.length % 2));
    padded.set(bytes);
    parts.push(padded);
    end += padded.length;
  });
  const result = new Uint8Array(end - position);
  let at = 0;
  for (const part of parts) {
    result.set(part, at);
    at += part.length;
  }
  return result;
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function swapWords(bytes: Uint8Array, size: number): void {
  for (let at = 0; at + size <= bytes.length; at += size) bytes.subarray(at, at + size).reverse();
}
