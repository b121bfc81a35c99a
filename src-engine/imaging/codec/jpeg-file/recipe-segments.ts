import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { JpegError } from '#engine/imaging/jpeg/jpeg-error.ts';
import {
  createSegment,
  hasIdentifier,
  maxPayload,
  type Segment,
  splitSegments,
} from '#engine/imaging/jpeg/segments.ts';

/** APP15 with this name, then the part's number and the number of parts (16 bit each, from 0), then its share of the deflated recipe. */
const identifier = 'Tessera recipe 1\0';
const marker = 0xef;
const headLength = identifier.length + 4;
const maxRecipe = 64 << 20;

export const isRecipe = (segment: Segment): boolean =>
  segment.marker === marker && hasIdentifier(segment, identifier);

/** A recipe of any length: as many segments as it takes. */
export function recipeSegments(recipe: string): Segment[] {
  const deflated = deflateRawSync(recipe, { level: 9 });
  const room = maxPayload - headLength;
  const parts = Math.ceil(deflated.length / room);
  return Array.from({ length: parts }, (_, part) => {
    const head = Buffer.alloc(headLength);
    head.write(identifier, 'latin1');
    head.writeUInt16BE(part, identifier.length);
    head.writeUInt16BE(parts, identifier.length + 2);
    return createSegment(marker, Buffer.concat([head, deflated.subarray(part * room, (part + 1) * room)]));
  });
}

/** The recipe in a file's segments; null where there is none, or it is damaged, or the file is no whole JPEG. */
export function recipeOfJpeg(file: Uint8Array): string | null {
  let segments: Segment[];
  try {
    segments = splitSegments(file);
  } catch (error) {
    if (error instanceof JpegError) return null;
    throw error;
  }
  const parts = segments.filter(isRecipe).map(({ payload }) => Buffer.from(payload));
  const number = (part: Buffer): number => part.readUInt16BE(identifier.length);
  try {
    if (parts.length === 0 || parts.some((part, i) => number(part) !== i)) return null;
    if (parts[0]!.readUInt16BE(identifier.length + 2) !== parts.length) return null;
    const deflated = Buffer.concat(parts.map((part) => part.subarray(headLength)));
    return inflateRawSync(deflated, { maxOutputLength: maxRecipe }).toString('utf8');
  } catch {
    return null;
  }
}
