import { isFrameHeader, isRestart, markers, standsAlone } from '#engine/imaging/jpeg/markers.ts';

/** [start, end) of a JPEG stream. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The JPEG streams in other data: previews that makers keep in notes of their own layout, frames and gain maps behind a
 * picture. One without an end goes on to the data's.
 */
export function findJpegStreams(data: Uint8Array): ByteRange[] {
  const found: ByteRange[] = [];
  let at = 0;
  for (;;) {
    at = data.indexOf(0xff, at);
    if (at < 0 || at + 4 > data.length) return found;
    const end = data[at + 1] === markers.soi && data[at + 2] === 0xff ? endOfStream(data, at) : null;
    if (end !== null) found.push({ start: at, end });
    at = end ?? at + 1;
  }
}

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
