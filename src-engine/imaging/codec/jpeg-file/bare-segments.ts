import { isApplication, markers } from '#engine/imaging/jpeg/markers.ts';
import type { Orientation } from '#engine/imaging/jpeg/orientation.ts';
import { createSegment, hasIdentifier, type Segment } from '#engine/imaging/jpeg/segments.ts';
import type { KeptSegments } from './kept-segments.ts';

/** APPn that say what colours the numbers are. */
const colourSegments: readonly (readonly [marker: number, identifier: string])[] = [
  [markers.app0, 'JFIF\0'],
  [0xe2, 'ICC_PROFILE\0'],
  [0xee, 'Adobe'],
];

/** Only what a decoder needs to show the picture: colours, and how it is to be turned, in a block of EXIF with nothing else. */
export function bareSegments(segments: readonly Segment[], orientation: Orientation): KeptSegments {
  const kept = segments.filter(
    (segment, index) => !isMetadata(segment) && !(index === segments.length - 1 && segment.marker === null),
  );
  if (orientation !== 1) kept.splice(1, 0, createSegment(0xe1, turnOnly(orientation)));
  return { segments: kept, changes: kept.length < segments.length ? ['metadata removed'] : [] };
}

const isMetadata = (segment: Segment): boolean =>
  segment.marker === markers.com ||
  (isApplication(segment.marker ?? 0) &&
    !colourSegments.some(
      ([marker, identifier]) => segment.marker === marker && hasIdentifier(segment, identifier),
    ));

/** EXIF with one entry (EXIF 2.32, section 4.6.2), big-endian. */
const turnOnly = (orientation: Orientation): Uint8Array =>
  Uint8Array.from([
    ...[0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8],
    ...[0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0, 0, 0, 0, 0],
  ]);
