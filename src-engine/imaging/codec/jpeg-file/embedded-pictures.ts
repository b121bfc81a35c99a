import { hasIdentifier, type Segment } from '#engine/imaging/jpeg/segments.ts';
import { isFrameHeader, isRestart, markers, standsAlone } from '#engine/imaging/jpeg/markers.ts';

/** [start, end) of a JPEG stream. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The JPEG streams in other data: previews that makers keep in notes of their own layout, frames and gain maps behind a
 * picture. One without an end lasts to the data's. Minolta's cameras write another byte in place of the first.
 */
export function findJpegStreams(data: Uint8Array): ByteRange[] {
  const found: ByteRange[] = [];
  let at = 2;
  for (;;) {
    at = data.indexOf(0xff, at);
    if (at < 0 || at + 2 > data.length) return found;
    const isStart = data[at - 1] === markers.soi && (data[at - 2] === 0xff || data[at + 1] === markers.dqt);
    const end = isStart ? endOfStream(data, at - 2) : null;
    if (end !== null) found.push({ start: at - 2, end });
    at = end === null ? at + 1 : end + 2;
  }
}

/**
 * The same in what several segments hold: one stream may continue over many (ExifTool's documentation lists such cameras by
 * "APP3" and "APP4"). @returns the ranges of each segment's payload that hold a part of one
 */
export function previewsOf(segments: readonly Segment[]): Map<Segment, ByteRange[]> {
  const parts = segments.map((segment) => segment.payload.subarray(headLength(segment)));
  const data = Buffer.concat(parts);
  const ranges = new Map<Segment, ByteRange[]>();
  const streams = findJpegStreams(data);
  let from = 0;
  for (const [index, part] of parts.entries()) {
    const head = headLength(segments[index]!) - from;
    const end = from + part.length;
    const own = streams
      .filter((stream) => stream.start < end && stream.end > from)
      .map((stream) => ({
        start: Math.max(stream.start, from) + head,
        end: Math.min(stream.end, end) + head,
      }));
    if (own.length > 0) ranges.set(segments[index]!, own);
    from = end;
  }
  return ranges;
}

/** FlashPix: identifier, version, kind, number and offset of the stream (EXIF 2.32, section 4.7.3). */
const headLength = (segment: Segment): number =>
  hasIdentifier(segment, 'FPXR\0') ? Math.min(13, segment.payload.length) : 0;

/** Where the stream that may begin at `start` ends; null where none does. */
function endOfStream(data: Uint8Array, start: number): number | null {
  let at = start + 2;
  let hasFrame = false;
  while (at + 4 <= data.length && data[at] === 0xff) {
    const marker = data[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    if (marker === markers.eoi) return hasFrame ? at + 2 : null;
    if (marker === 0 || standsAlone(marker)) return null;
    if (isFrameHeader(marker)) hasFrame = true;
    const isScan = marker === markers.sos;
    at += 2 + data[at + 2]! * 256 + data[at + 3]!;
    if (isScan) at = endOfScan(data, at);
  }
  return hasFrame ? Math.min(at, data.length) : null;
}

/** The next marker but RSTm. */
function endOfScan(data: Uint8Array, start: number): number {
  let at = start;
  for (;;) {
    at = data.indexOf(0xff, at);
    if (at < 0 || at + 1 >= data.length) return data.length;
    const marker = data[at + 1]!;
    if (marker !== 0 && marker !== 0xff && !isRestart(marker)) return at;
    at++;
  }
}
