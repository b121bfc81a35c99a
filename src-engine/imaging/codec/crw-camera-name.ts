import { hasAscii } from './picture-decoder.ts';

/** The type of a record that holds maker and model of the camera (CIFF specification, 0x080A). */
const cameraRecord = 0x080a;
const fieldLength = 64;

/** Canon's CRW: a heap of records (CIFF) behind a header of its own. */
export const isCrw = (bytes: Uint8Array): boolean => hasAscii(bytes, 6, 'HEAPCCDR');

/**
 * The file with its camera's name where the WebAssembly build of LibRaw finds it. LibRaw seeks to "length - 63" of the
 * name's record, which its 32 bit build takes for a place behind the file: the camera stays unknown and its colours are
 * wrong, without an error. Here the record gets a length of 128: maker padded to 63 characters and NUL, model to 64.
 * The same bytes where there is no such record.
 */
export function withReadableCameraName(crw: Uint8Array): Uint8Array {
  const view = new DataView(crw.buffer, crw.byteOffset, crw.byteLength);
  const little = view.getUint16(0) === 0x4949;
  try {
    const record = findRecord(view, little, view.getUint32(2, little), crw.length, 0);
    if (!record) return crw;
    const [maker = '', model = ''] = new TextDecoder('latin1')
      .decode(crw.subarray(record.start, record.start + record.length))
      .split('\0');
    const name = new TextEncoder().encode(
      `${maker.slice(0, fieldLength - 1).padEnd(fieldLength - 1)}\0${model.slice(0, fieldLength - 1).padEnd(fieldLength, '\0')}`,
    );
    // The last four bytes say where the root directory lies: they have to stay last.
    const result = new Uint8Array(crw.length + name.length);
    const end = crw.length - 4;
    result.set(crw.subarray(0, end));
    result.set(name, end);
    result.set(crw.subarray(end), end + name.length);
    const changed = new DataView(result.buffer);
    changed.setUint32(record.entry + 2, name.length, little);
    changed.setUint32(record.entry + 6, end - record.heap, little);
    return result;
  } catch (error) {
    if (error instanceof RangeError) return crw;
    throw error;
  }
}

interface CiffRecord {
  /** Offset of its directory entry. */
  readonly entry: number;
  /** Offset that its own offset counts from. */
  readonly heap: number;
  readonly start: number;
  readonly length: number;
}

/** Searches a heap that ends at `end`, and those inside it. @throws RangeError where it reaches outside the file */
function findRecord(
  view: DataView,
  little: boolean,
  heap: number,
  end: number,
  depth: number,
): CiffRecord | null {
  if (depth > 8) return null;
  const directory = heap + view.getUint32(end - 4, little);
  const count = view.getUint16(directory, little);
  for (let index = 0; index < count; index++) {
    const entry = directory + 2 + 10 * index;
    const type = view.getUint16(entry, little);
    const length = view.getUint32(entry + 2, little);
    const start = heap + view.getUint32(entry + 6, little);
    if (type === cameraRecord) return { entry, heap, start, length };
    const isHeap = (type & 0x3800) === 0x2800 || (type & 0x3800) === 0x3000;
    const inner = isHeap ? findRecord(view, little, start, start + length, depth + 1) : null;
    if (inner) return inner;
  }
  return null;
}
