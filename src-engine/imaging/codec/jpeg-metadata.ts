import type { MetadataPart, DigitalSource } from '#shared/pictures/metadata-choices.ts';
import { text } from '#shared/text/text.ts';
import { JpegError } from '#engine/imaging/jpeg/jpeg-error.ts';
import { markers } from '#engine/imaging/jpeg/markers.ts';
import {
  createSegment,
  hasIdentifier,
  joinSegments,
  maxPayload,
  type Segment,
  splitSegments,
} from '#engine/imaging/jpeg/segments.ts';
import type { EditTime } from './edit-time.ts';
import { restatedExif } from './exif.ts';
import { recipeSegments } from './jpeg-file/recipe-segments.ts';
import { editPhotoshopData } from './photoshop-data.ts';
import { editXmp, mergeXmp, splitXmp } from './xmp.ts';

/** What a JPEG's marker segments say of the photo. */
export interface JpegMetadata {
  readonly exif: Uint8Array | null;
  /** What was spread over an extended packet is in it. */
  readonly xmp: string | null;
  readonly photoshop: Uint8Array | null;
  readonly comments: readonly Uint8Array[];
}

const exifName = 'Exif\0\0';
const xmpName = 'http://ns.adobe.com/xap/1.0/\0';
/** Digest, whole length, offset, then a part (XMP specification part 3, section 1.1.3.1). */
const extendedName = 'http://ns.adobe.com/xmp/extension/\0';
const digestLength = 32;
const extendedHead = extendedName.length + digestLength + 8;
const photoshopName = 'Photoshop 3.0\0';
const [app1, app13] = [0xe1, 0xed];

/** Null where the file is no whole sequence of segments. */
export function readJpegMetadata(file: Uint8Array): JpegMetadata | null {
  try {
    return metadataOf(splitSegments(file));
  } catch (error) {
    if (error instanceof JpegError) return null;
    throw error;
  }
}

function metadataOf(segments: readonly Segment[]): JpegMetadata {
  const payloads = (marker: number, name: string): Uint8Array[] =>
    segments
      .filter((segment) => segment.marker === marker && hasIdentifier(segment, name))
      .map(({ payload }) => payload.subarray(name.length));
  const [main] = payloads(app1, xmpName);
  const photoshop = payloads(app13, photoshopName);
  const xmp = main ? new TextDecoder().decode(main) : null;
  return {
    exif: payloads(app1, exifName)[0]?.slice() ?? null,
    xmp: xmp && withExtended(xmp, payloads(app1, extendedName)),
    photoshop: photoshop.length > 0 ? Buffer.concat(photoshop) : null,
    comments: segments.filter(({ marker }) => marker === markers.com).map(({ payload }) => payload.slice()),
  };
}

/** The packet with the parts of the extended one that it names. */
function withExtended(xmp: string, parts: readonly Uint8Array[]): string {
  const named = parts
    .map((part) => Buffer.from(part))
    .filter(
      (part) => part.length > digestLength + 8 && xmp.includes(part.toString('latin1', 0, digestLength)),
    )
    .sort((a, b) => a.readUInt32BE(digestLength + 4) - b.readUInt32BE(digestLength + 4));
  if (named.length === 0) return xmp;
  const whole = Buffer.concat(named.map((part) => part.subarray(digestLength + 8)));
  return mergeXmp(xmp, whole.toString('utf8'));
}

/** The segments of a packet; what doesn't fit into one goes into an extended packet. */
function xmpSegments(xmp: string): Segment[] {
  const { main, extended } = splitXmp(xmp, maxPayload - xmpName.length);
  const first = createSegment(app1, Buffer.from(xmpName + main, 'utf8'));
  if (!extended) return [first];
  const bytes = Buffer.from(extended.text, 'utf8');
  const room = maxPayload - extendedHead;
  const parts = Array.from({ length: Math.ceil(bytes.length / room) }, (_, i) => {
    const head = Buffer.alloc(extendedHead);
    head.write(extendedName + extended.digest, 'latin1');
    head.writeUInt32BE(bytes.length, extendedHead - 8);
    head.writeUInt32BE(i * room, extendedHead - 4);
    return createSegment(app1, Buffer.concat([head, bytes.subarray(i * room, (i + 1) * room)]));
  });
  return [first, ...parts];
}

const photoshopSegments = (block: Uint8Array): Segment[] => {
  const room = maxPayload - photoshopName.length;
  return Array.from({ length: Math.ceil(block.length / room) }, (_, i) =>
    createSegment(
      app13,
      Buffer.concat([Buffer.from(photoshopName), block.subarray(i * room, (i + 1) * room)]),
    ),
  );
};

/** The most EXIF that a JPEG holds, in one segment. */
export const maxExif = maxPayload - exifName.length;

/** A finished JPEG with metadata behind its JFIF header. @param exif at most `maxExif` bytes */
export function addJpegMetadata(
  jpeg: Uint8Array,
  { exif, xmp, photoshop, comments }: JpegMetadata,
  more: readonly Segment[],
): Uint8Array {
  const segments = splitSegments(jpeg);
  const place = segments[1]!.marker === markers.app0 ? 2 : 1;
  segments.splice(
    place,
    0,
    ...(exif ? [createSegment(app1, Buffer.concat([Buffer.from(exifName), exif]))] : []),
    ...(xmp === null ? [] : xmpSegments(xmp)),
    ...(photoshop ? photoshopSegments(photoshop) : []),
    ...comments.map((comment) => createSegment(markers.com, comment)),
    ...more,
  );
  return joinSegments(segments);
}

/** What a kept JPEG says of its origin, and what it no longer says. */
export interface Restatement {
  readonly source: DigitalSource | null;
  readonly without: readonly MetadataPart[];
  /** JSON text to be added; null = none. */
  readonly recipe: string | null;
  /** When the photo was edited; left out = nothing is said of it. */
  readonly time?: EditTime | null;
}

/** The same JPEG, picture and all else byte for byte, with another origin and without places or serial numbers. */
export function restateJpeg(
  jpeg: Uint8Array,
  { source, without, recipe, time = null }: Restatement,
): { readonly bytes: Uint8Array; readonly changes: readonly string[] } {
  const segments = splitSegments(jpeg);
  const before = metadataOf(segments);
  const exif = before.exif && restatedExif(before.exif, without, time);
  const xmp = editXmp(before.xmp, { correction: null, upright: false, recipe: null, source, without, time });
  const photoshop = before.photoshop && editPhotoshopData(before.photoshop, without);
  const those = (marker: number, name: string): Segment[] =>
    segments.filter((segment) => segment.marker === marker && hasIdentifier(segment, name));
  // What is written anew stands where the first of the segments stood that it was read from. A second packet or block stays, unless
  // it may say what is to be left out.
  const read = (all: Segment[]): Segment[] => (without.length > 0 ? all : all.slice(0, 1));
  const rest: { before: readonly Segment[]; now: Segment[] }[] = [];
  if (exif && exif.changes.length > 0)
    rest.push({
      before: read(those(app1, exifName)),
      now: exif.exif ? [createSegment(app1, Buffer.concat([Buffer.from(exifName), exif.exif]))] : [],
    });
  if (xmp.xmp !== before.xmp) {
    const now = xmp.xmp === null ? [] : xmpSegments(xmp.xmp);
    if (before.xmp === null) segments.splice(placeOfXmp(segments), 0, ...now);
    else
      rest.push({ before: read(those(app1, xmpName)), now }, { before: those(app1, extendedName), now: [] });
  }
  if (photoshop?.hadPlace)
    rest.push({
      before: those(app13, photoshopName),
      now: photoshop.block ? photoshopSegments(photoshop.block) : [],
    });
  if (recipe !== null) segments.splice(placeOfXmp(segments), 0, ...recipeSegments(recipe));
  const bytes = joinSegments(
    segments.flatMap((segment) => {
      const kind = rest.find(({ before }) => before.includes(segment));
      return kind ? kind.now.splice(0, Infinity) : [segment];
    }),
  );
  const changes = [
    ...(exif?.changes ?? []),
    ...xmp.changes,
    ...(photoshop?.hadPlace ? [text.pictures.changes.place] : []),
  ];
  return { bytes, changes: [...new Set(changes)] };
}

/** Behind JFIF and EXIF. */
function placeOfXmp(segments: readonly Segment[]): number {
  let place = 1;
  while (
    segments[place]!.marker === markers.app0 ||
    (segments[place]!.marker === app1 && hasIdentifier(segments[place]!, exifName))
  )
    place++;
  return place;
}
