import { createSegment, hasIdentifier, largestPayload, type Segment } from '#engine/imaging/jpeg/segments.ts';

const identifier = 'Photoshop 3.0\0';
const marker = 0xed;
/** Thumbnails of Photoshop 4 and 5 (Photoshop File Formats Specification, "Image Resource Blocks"). */
const thumbnails = [1033, 1036];

export const isPhotoshop = (segment: Segment): boolean =>
  segment.marker === marker && hasIdentifier(segment, identifier);

/**
 * Takes the thumbnails out of the image resources, which may go on over several segments.
 * @param segments all APP13 of Photoshop, in order @returns those in their place; null where there is no thumbnail
 */
export function withoutThumbnails(segments: readonly Segment[]): Segment[] | null {
  const parts = segments.map(({ payload }) => payload.subarray(identifier.length));
  const data = Buffer.concat(parts);
  const kept: Uint8Array[] = [];
  let at = 0;
  let from = 0;
  while (at + 12 <= data.length) {
    const nameLength = (data[at + 6]! + 2) & ~1;
    const sizeAt = at + 6 + nameLength;
    if (sizeAt + 4 > data.length) break;
    const next = sizeAt + 4 + ((data.readUInt32BE(sizeAt) + 1) & ~1);
    if (thumbnails.includes(data.readUInt16BE(at + 4))) {
      kept.push(data.subarray(from, at));
      from = Math.min(next, data.length);
    }
    at = next;
  }
  if (from === 0 && kept.length === 0) return null;
  kept.push(data.subarray(from));
  const rest = Buffer.concat(kept);
  const room = largestPayload - identifier.length;
  return Array.from({ length: Math.ceil(rest.length / room) }, (_, i) =>
    createSegment(
      marker,
      Buffer.concat([Buffer.from(identifier, 'latin1'), rest.subarray(i * room, (i + 1) * room)]),
    ),
  );
}
