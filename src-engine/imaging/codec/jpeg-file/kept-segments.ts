import { createHash } from 'node:crypto';
import { isApplication, markers } from '#engine/imaging/jpeg/markers.ts';
import type { PixelChange } from '#engine/imaging/jpeg/pixel-change.ts';
import {
  createSegment,
  hasIdentifier,
  maxPayload,
  nameOfSegment,
  type Segment,
} from '#engine/imaging/jpeg/segments.ts';
import { text } from '#shared/text/text.ts';
import { type ByteRange, findJpegStreams, previewsOf } from './embedded-pictures.ts';
import { correctExif } from './exif-parts.ts';
import { isPhotoshop, withoutThumbnails } from '../photoshop-data.ts';
import { isRecipe, recipeSegments } from './recipe-segments.ts';
import { correctXmp, type XmpCorrection } from './xmp-parts.ts';

const xmp = 'http://ns.adobe.com/xap/1.0/\0';
/** What is told of a change. */
const words = () => text.pictures.changes;

/** XMP beyond one segment (XMP specification part 3, section 1.1.3.1): digest, whole length, offset, then a part. */
const extendedXmp = 'http://ns.adobe.com/xmp/extension/\0';
const digestLength = 32;
const exifPrefixLength = 6;
const extendedHeadLength = extendedXmp.length + digestLength + 8;
const app = (number: number): number => markers.app0 + number;

/** A file's segments after an edit, and what changed in them beside the picture itself, by name. */
export interface KeptSegments {
  readonly segments: readonly Segment[];
  readonly changes: readonly string[];
}

/**
 * Leaves all segments as they are, byte for byte, but for what an edit makes false and what still shows the picture as it
 * was; the recipe comes in segments of its own. @param original as they are in the photo's file @param recipe null = none
 */
export function keepSegments(
  segments: readonly Segment[],
  original: readonly Segment[],
  change: PixelChange,
  recipe: string | null,
): KeptSegments {
  const editor = new SegmentEditor(segments, correctionOf(change), picturesBehind(original));
  const kept = segments.flatMap((segment) => editor.edit(segment));
  const place = kept.findIndex(
    ({ marker }) => marker !== markers.soi && marker !== markers.com && !isApplication(marker ?? 0),
  );
  if (recipe !== null) {
    kept.splice(place, 0, ...recipeSegments(recipe));
    editor.changes.add(words().recipeAdded);
  }
  return { segments: kept, changes: [...editor.changes] };
}

/** A region counts as filled where more than half of its pixels changed. */
function correctionOf({ oldArea, changed, width, height }: PixelChange): XmpCorrection {
  return {
    ...{ oldWidth: oldArea.width, oldHeight: oldArea.height, width, height, left: oldArea.x, top: oldArea.y },
    isFilled(part) {
      const clamp = (value: number, most: number): number => Math.min(Math.max(Math.round(value), 0), most);
      const left = clamp(part.x * oldArea.width + oldArea.x, width);
      const right = clamp((part.x + part.width) * oldArea.width + oldArea.x, width);
      const top = clamp(part.y * oldArea.height + oldArea.y, height);
      const bottom = clamp((part.y + part.height) * oldArea.height + oldArea.y, height);
      let filled = 0;
      for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) filled += changed[y * width + x]!;
      return filled * 2 > (right - left) * (bottom - top);
    },
  };
}

/** What a file has behind its picture, and where that lay: offsets in EXIF count from there. */
interface PicturesBehind {
  /** Null = nothing that shows the picture as it was. */
  readonly trailer: Segment | null;
  readonly streams: readonly ByteRange[];
  /** The places of segments in the file. */
  readonly places: ReadonlyMap<Segment, number>;
}

function picturesBehind(segments: readonly Segment[]): PicturesBehind {
  const places = new Map<Segment, number>();
  let at = 0;
  for (const segment of segments) {
    places.set(segment, at);
    at += segment.bytes.length;
  }
  const last = segments.at(-1)!;
  const streams = last.marker === null ? findJpegStreams(last.bytes) : [];
  const { buffer, byteOffset, length } = last.bytes;
  const holdsVideo = last.marker === null && Buffer.from(buffer, byteOffset, length).includes('ftyp');
  return { trailer: holdsVideo || streams.length > 0 ? last : null, streams, places };
}

class SegmentEditor {
  readonly changes = new Set<string>();
  private readonly photoshop: Segment[] | null;
  private readonly extended: ReturnType<typeof readExtendedXmp>;
  private readonly credentials: ReadonlySet<Segment>;
  private readonly previews: ReadonlyMap<Segment, readonly ByteRange[]>;
  /** Segments that others already stand for. */
  private readonly done = new Set<Segment>();

  constructor(
    segments: readonly Segment[],
    private readonly correction: XmpCorrection,
    private readonly behind: PicturesBehind,
  ) {
    this.credentials = contentCredentials(segments);
    this.previews = previewsOf(segments.filter(isMakers));
    const resources = segments.filter(isPhotoshop);
    this.photoshop = withoutThumbnails(resources);
    if (this.photoshop) this.changes.add(words().photoshopThumbnail);
    this.extended = readExtendedXmp(segments, correction);
    for (const change of this.extended?.changes ?? []) this.changes.add(change);
  }

  /** What stands in a segment's place. */
  edit(segment: Segment): readonly Segment[] {
    const { marker } = segment;
    if (this.done.has(segment) || isRecipe(segment)) return [];
    if (segment === this.behind.trailer) return this.drop(words().trailer);
    if (marker === null || !isApplication(marker)) return [segment];
    if (marker === app(0) && hasIdentifier(segment, 'JFIF\0')) return [this.withoutJfifThumbnail(segment)];
    if (marker === app(0) && hasIdentifier(segment, 'JFXX\0')) return this.drop(words().thumbnailJfxx);
    if (marker === app(1) && hasIdentifier(segment, 'Exif\0')) return [this.editExif(segment)];
    if (marker === app(1) && hasIdentifier(segment, xmp)) return this.editXmp(segment);
    if (marker === app(1) && hasIdentifier(segment, extendedXmp)) return this.editExtendedXmp(segment);
    if (marker === app(2) && hasIdentifier(segment, 'MPF\0')) return this.drop(words().listMpf);
    if (marker === app(2) && hasIdentifier(segment, 'urn:iso:std:iso:ts:21496:-1\0'))
      return this.drop(words().gainMap);
    if (this.credentials.has(segment)) return this.drop(text.pictures.changes.credentials);
    if (isPhotoshop(segment)) return this.editPhotoshop(segment);
    return [this.withoutPreviews(segment)];
  }

  private drop(change: string): readonly Segment[] {
    this.changes.add(change);
    return [];
  }

  private withoutJfifThumbnail(segment: Segment): Segment {
    const { payload } = segment;
    if (payload.length <= 14) return segment;
    this.changes.add(words().thumbnailJfif);
    const head = payload.slice(0, 14);
    head.fill(0, 12);
    return createSegment(app(0), head);
  }

  private editExif(segment: Segment): Segment {
    const { trailer, streams, places } = this.behind;
    const distance = trailer ? places.get(trailer)! - (places.get(segment)! + startOfTiff(segment)) : 0;
    const behind = streams.map(({ start, end }) => ({ start: start + distance, end: end + distance }));
    const { payload, changes } = correctExif(segment.payload, this.correction, behind);
    for (const change of changes) this.changes.add(change);
    return changes.length > 0 ? withPayload(segment, payload) : segment;
  }

  private editXmp(segment: Segment): readonly Segment[] {
    const text = latin1(segment.payload).slice(xmp.length);
    const corrected = correctXmp(text, this.correction);
    if (!corrected) return this.drop(words().unreadableXmp);
    for (const change of corrected.changes) this.changes.add(change);
    const { extended } = this;
    const linked = extended ? corrected.text.replaceAll(extended.oldDigest, extended.digest) : corrected.text;
    return linked === text ? [segment] : [createSegment(app(1), Buffer.from(xmp + linked, 'latin1'))];
  }

  /** All parts stand where the first one stood. */
  private editExtendedXmp(segment: Segment): readonly Segment[] {
    const { extended } = this;
    if (!extended) return [segment];
    for (const part of extended.parts) this.done.add(part);
    return extended.corrected;
  }

  private editPhotoshop(segment: Segment): readonly Segment[] {
    if (!this.photoshop) return [segment];
    return this.photoshop.splice(0, Infinity);
  }

  private withoutPreviews(segment: Segment): Segment {
    const ranges = this.previews.get(segment);
    if (!ranges) return segment;
    this.changes.add(words().preview(nameOfSegment(segment)));
    const payload = segment.payload.slice();
    for (const { start, end } of ranges) payload.fill(0, start, end);
    return withPayload(segment, payload);
  }
}

/** Of a segment of EXIF, fill bytes included. */
const startOfTiff = ({ bytes, payload }: Segment): number => bytes.length - payload.length + exifPrefixLength;

/** True for maker notes of a layout that is not known here. */
const isMakers = (segment: Segment): boolean =>
  isApplication(segment.marker ?? 0) &&
  !isRecipe(segment) &&
  ![
    'JFIF\0',
    'JFXX\0',
    'Exif\0',
    xmp,
    extendedXmp,
    'ICC_PROFILE\0',
    'MPF\0',
    'Photoshop 3.0\0',
    'Adobe',
  ].some((identifier) => hasIdentifier(segment, identifier));

/** The same segment, fill bytes included, with as many other bytes. */
function withPayload(segment: Segment, payload: Uint8Array): Segment {
  const bytes = segment.bytes.slice();
  bytes.set(payload, bytes.length - payload.length);
  return { ...segment, bytes, payload: bytes.subarray(bytes.length - payload.length) };
}

/** JUMBF boxes that hold a C2PA manifest (ISO 19566-5, annex D): all segments with the number of one that names it. */
function contentCredentials(segments: readonly Segment[]): ReadonlySet<Segment> {
  const boxes = segments.filter((one) => one.marker === app(11) && hasIdentifier(one, 'JP'));
  const numberOf = ({ payload }: Segment): number => payload[2]! * 256 + payload[3]!;
  const numbers = new Set(boxes.filter(({ payload }) => Buffer.from(payload).includes('c2pa')).map(numberOf));
  return new Set(boxes.filter((box) => numbers.has(numberOf(box))));
}

/** Null where there is none, or nothing in it changes. */
function readExtendedXmp(
  segments: readonly Segment[],
  correction: XmpCorrection,
): {
  parts: Segment[];
  corrected: Segment[];
  oldDigest: string;
  digest: string;
  changes: readonly string[];
} | null {
  // In any order.
  const parts = segments
    .filter((one) => one.marker === app(1) && hasIdentifier(one, extendedXmp))
    .sort((a, b) => offsetOfPart(a) - offsetOfPart(b));
  if (parts.length === 0) return null;
  const texts = parts.map(({ payload }) => latin1(payload.subarray(extendedHeadLength)));
  const oldDigest = latin1(parts[0]!.payload.subarray(extendedXmp.length, extendedXmp.length + digestLength));
  const corrected = correctXmp(texts.join(''), correction) ?? {
    text: '',
    changes: [words().extendedXmp],
  };
  if (corrected.changes.length === 0) return null;
  const digest = createHash('md5').update(corrected.text, 'latin1').digest('hex').toUpperCase();
  return {
    parts,
    corrected: splitExtendedXmp(corrected.text, digest),
    oldDigest,
    digest,
    changes: corrected.changes,
  };
}

const offsetOfPart = ({ payload }: Segment): number =>
  payload.length < extendedHeadLength
    ? 0
    : new DataView(payload.buffer, payload.byteOffset, payload.length).getUint32(extendedHeadLength - 4);

function splitExtendedXmp(text: string, digest: string): Segment[] {
  const room = maxPayload - extendedHeadLength;
  return Array.from({ length: Math.ceil(text.length / room) }, (_, i) => {
    const head = Buffer.alloc(extendedHeadLength);
    head.write(extendedXmp + digest, 'latin1');
    head.writeUInt32BE(text.length, extendedHeadLength - 8);
    head.writeUInt32BE(i * room, extendedHeadLength - 4);
    const part = Buffer.from(text.slice(i * room, (i + 1) * room), 'latin1');
    return createSegment(app(1), Buffer.concat([head, part]));
  });
}

const latin1 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
