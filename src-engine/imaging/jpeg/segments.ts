import { damaged } from './jpeg-error.ts';
import { isApplication, isRestart, markers, standsAlone } from './markers.ts';

/** A marker segment with the bytes it stands in the file with, or the entropy-coded data that follows a scan header. */
export interface Segment {
  /** Its marker code; null = entropy-coded data, or what follows the end of the picture. */
  readonly marker: number | null;
  /** All of its bytes: fill bytes, marker and length included. */
  readonly bytes: Uint8Array;
  /** What follows the length field; empty where the marker stands alone, all bytes where there is none. */
  readonly payload: Uint8Array;
}

/** More segments than any camera or editor writes; each costs memory. */
const maxSegments = 20_000;

/**
 * The whole file as segments, in order: joined again they are the file, byte for byte. The last one, with marker null, is
 * what follows EOI, where there is anything.
 * @throws JpegError where the file is no sequence of marker segments, or has no EOI
 */
export function splitSegments(fileOrBuffer: Uint8Array): Segment[] {
  // A Buffer's slice() is no copy, as Uint8Array's is.
  const file = new Uint8Array(fileOrBuffer.buffer, fileOrBuffer.byteOffset, fileOrBuffer.length);
  if (file[0] !== 0xff || file[1] !== markers.soi) throw damaged('It does not begin with SOI', 'B.2.1');
  const segments: Segment[] = [];
  let at = 0;
  for (;;) {
    if (segments.length >= maxSegments) throw damaged(`It has more than ${maxSegments} segments`, 'B.1.1');
    const segment = segmentAt(file, at);
    segments.push(segment);
    at += segment.bytes.length;
    if (segment.marker === markers.eoi) break;
    if (segment.marker === markers.sos) {
      const end = endOfEntropyCodedData(file, at);
      const bytes = file.subarray(at, end);
      segments.push({ marker: null, bytes, payload: bytes });
      at = end;
    }
  }
  if (at < file.length) {
    const bytes = file.subarray(at);
    segments.push({ marker: null, bytes, payload: bytes });
  }
  return segments;
}

/** The bytes of all segments. */
export function joinSegments(segments: readonly Segment[]): Uint8Array {
  const file = new Uint8Array(segments.reduce((sum, { bytes }) => sum + bytes.length, 0));
  let at = 0;
  for (const { bytes } of segments) {
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
}

/** A new segment. @param payload at most 65,533 bytes (B.1.1.4) */
export function createSegment(marker: number, payload: Uint8Array): Segment {
  const bytes = new Uint8Array(payload.length + 4);
  bytes.set([0xff, marker, (payload.length + 2) >> 8, (payload.length + 2) & 255]);
  bytes.set(payload, 4);
  return { marker, bytes, payload: bytes.subarray(4) };
}

/** The most bytes a segment's payload holds. */
export const maxPayload = 65_533;

/** True where an APPn segment carries what `identifier` names (Latin 1, "\0" included where it belongs to it). */
export function hasIdentifier({ payload }: Segment, identifier: string): boolean {
  if (payload.length < identifier.length) return false;
  for (let i = 0; i < identifier.length; i++) if (payload[i] !== identifier.charCodeAt(i)) return false;
  return true;
}

/** "APP1 Exif", "COM", ...: what a reader of the report finds in other tools. */
export function nameOfSegment(segment: Segment): string {
  const { marker, payload } = segment;
  if (marker === null) return 'data';
  if (!isApplication(marker))
    return marker === markers.com ? 'COM' : `0xFF${marker.toString(16).toUpperCase()}`;
  const printable = /^[\x21-\x7e ]{2,}/.exec(String.fromCharCode(...payload.subarray(0, 40)));
  return `APP${marker - markers.app0}${printable ? ` ${printable[0].trim()}` : ''}`;
}

function segmentAt(file: Uint8Array, start: number): Segment {
  let at = start;
  if (file[at] !== 0xff) throw damaged('A marker is missing where a segment begins', 'B.1.1.2');
  while (file[at] === 0xff) at++;
  const marker = file[at];
  if (marker === undefined) throw damaged('It ends before EOI', 'B.2.1');
  at++;
  if (marker === 0 || isRestart(marker)) throw damaged('A marker stands where none may', 'B.2.1');
  let end = at;
  if (!standsAlone(marker)) {
    if (at + 2 > file.length) throw damaged('A segment is cut short', 'B.1.1.4');
    const length = file[at]! * 256 + file[at + 1]!;
    end = at + length;
    at += 2;
    if (length < 2 || end > file.length) throw damaged('A segment has a wrong length', 'B.1.1.4');
  }
  return { marker, bytes: file.subarray(start, end), payload: file.subarray(at, end) };
}

/** Where the first marker but RSTm begins, its fill bytes included (B.1.1.5). */
function endOfEntropyCodedData(file: Uint8Array, start: number): number {
  for (let at = file.indexOf(0xff, start); at >= 0;) {
    let next = at + 1;
    while (file[next] === 0xff) next++;
    const marker = file[next];
    if (marker !== undefined && marker !== 0 && !isRestart(marker)) return at;
    at = file.indexOf(0xff, next);
  }
  throw damaged('Entropy-coded data lasts to the end of the file', 'B.2.1');
}
