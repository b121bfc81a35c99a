/** Directories of a TIFF structure (TIFF 6.0 section 2; EXIF 2.32 section 4.6 uses the same), read with limits and written little-endian. */

/** One field of a directory: its values as little-endian bytes, or the directory it points at. */
export interface TiffField {
  readonly tag: number;
  readonly type: number;
  readonly count: number;
  readonly value: Uint8Array | readonly TiffField[];
}

/** Bytes per value of each field type; index = type. */
const typeSizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
/** What has to be turned over when the byte order changes: rationals are two numbers of four bytes. */
const wordSizes = [1, 1, 1, 2, 4, 4, 1, 1, 2, 4, 4, 4, 8];
const longType = 4;
/** Pointers to the Exif, GPS and interoperability directories. */
const pointerTags = new Set([0x8769, 0x8825, 0xa005]);
const maxFields = 1000;
const deepest = 3;

const isLittle = (view: DataView): boolean => view.getUint16(0) === 0x4949;

/** The offset of the first directory; null where this is no classic TIFF structure. */
export function firstDirectory(bytes: Uint8Array): number | null {
  if (bytes.length < 8) return null;
  const view = viewOf(bytes);
  const order = view.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) return null;
  const little = isLittle(view);
  return view.getUint16(2, little) === 42 ? view.getUint32(4, little) : null;
}

/** The fields of the directory at `offset`, those it points at included. @throws RangeError where it reaches outside the bytes */
export function readDirectory(bytes: Uint8Array, offset: number, depth = 0): TiffField[] {
  const view = viewOf(bytes);
  const little = isLittle(view);
  const count = view.getUint16(offset, little);
  if (count > maxFields || depth > deepest) throw new RangeError('no directory of a photo is like this');
  const fields: TiffField[] = [];
  for (let index = 0; index < count; index++) {
    const at = offset + 2 + 12 * index;
    const tag = view.getUint16(at, little);
    const type = view.getUint16(at + 2, little);
    const values = view.getUint32(at + 4, little);
    if (pointerTags.has(tag)) {
      const value = readDirectory(bytes, view.getUint32(at + 8, little), depth + 1);
      fields.push({ tag, type: longType, count: 1, value });
      continue;
    }
    const size = (typeSizes[type] ?? 0) * values;
    if (size === 0) continue;
    const start = size <= 4 ? at + 8 : view.getUint32(at + 8, little);
    if (start + size > bytes.length) throw new RangeError('a value lies outside the file');
    const value = bytes.slice(start, start + size);
    if (!little) swapWords(value, wordSizes[type]!);
    fields.push({ tag, type, count: values, value });
  }
  return fields;
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
