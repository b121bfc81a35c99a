import { createSegment, hasIdentifier, maxPayload, type Segment } from '#engine/imaging/jpeg/segments.ts';
import type { MetadataPart } from '#shared/pictures/metadata-choices.ts';

/** Photoshop image resources (Adobe Photoshop File Formats Specification), among them the captions of IPTC-IIM. */

const signature = '8BIM';
const captionsId = 0x0404;
/** Thumbnails of Photoshop 4 and 5; EXIF and XMP, which are carried on their own. */
const thumbnailIds = [1033, 1036];
const copyIds = [1058, 1059, 1060];
/** The digest of the captions; it would be wrong once they are changed. */
const captionDigestId = 1061;
/** Datasets of record 2 that name a place: content location, city, sublocation, state, country. */
const placeDatasets = [26, 27, 90, 92, 95, 100, 101];

interface ImageResource {
  readonly id: number;
  /** With its header and padding. */
  readonly bytes: Uint8Array;
  readonly data: Uint8Array;
}

/** Those up to where the block stops making sense. */
function readImageResources(block: Uint8Array): ImageResource[] {
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const resources: ImageResource[] = [];
  for (let at = 0; at + 12 <= block.length;) {
    const nameLength = (block[at + 6]! + 2) & ~1;
    const dataAt = at + 6 + nameLength + 4;
    if (dataAt > block.length) break;
    const size = view.getUint32(dataAt - 4);
    if (dataAt + size > block.length) break;
    const end = Math.min(block.length, dataAt + ((size + 1) & ~1));
    resources.push({
      id: view.getUint16(at + 4),
      bytes: block.subarray(at, end),
      data: block.subarray(dataAt, dataAt + size),
    });
    at = end;
  }
  return resources;
}

/** One resource without a name. */
function imageResource(id: number, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length + (data.length % 2));
  bytes.set(Buffer.from(signature, 'latin1'));
  const view = new DataView(bytes.buffer);
  view.setUint16(4, id);
  view.setUint32(8, data.length);
  bytes.set(data, 12);
  return bytes;
}

/** Captions that stand alone, as TIFFs may have them, as a block of resources. */
export const resourcesOfCaptions = (captions: Uint8Array): Uint8Array => imageResource(captionsId, captions);

/** The captions in a block of resources; null = none. */
export const captionsOf = (block: Uint8Array): Uint8Array | null =>
  readImageResources(block).find(({ id }) => id === captionsId)?.data ?? null;

/** A block for an edited picture (null = nothing is left), and whether a thumbnail and places were taken out of it. */
export function editPhotoshopData(
  block: Uint8Array,
  without: readonly MetadataPart[],
): { readonly block: Uint8Array | null; readonly hadThumbnail: boolean; readonly hadPlace: boolean } {
  const resources = readImageResources(block);
  const captions = resources.find(({ id }) => id === captionsId)?.data ?? new Uint8Array();
  const kept = without.includes('place') ? withoutPlace(captions) : captions;
  const hadPlace = kept.length < captions.length;
  const parts = resources
    .filter(({ id }) => ![...thumbnailIds, ...copyIds].includes(id) && !(hadPlace && id === captionDigestId))
    .map(({ id, bytes }) => (hadPlace && id === captionsId ? imageResource(captionsId, kept) : bytes));
  return {
    block: parts.length > 0 ? Buffer.concat(parts) : null,
    hadThumbnail: resources.some(({ id }) => thumbnailIds.includes(id)),
    hadPlace,
  };
}

/** Datasets (IPTC-IIM 4.2 section 1.5) that name no place. */
function withoutPlace(captions: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at + 5 <= captions.length && captions[at] === 0x1c;) {
    const [record, dataset] = [captions[at + 1]!, captions[at + 2]!];
    const length = captions[at + 3]! * 256 + captions[at + 4]!;
    // A dataset of 32 KiB or more has its length behind: none of a place is as long.
    const end = length >= 0x8000 ? captions.length : at + 5 + length;
    if (record !== 2 || !placeDatasets.includes(dataset)) parts.push(captions.subarray(at, end));
    at = end;
  }
  return Buffer.concat(parts);
}

/** Image resources in a JPEG: APP13 with this identifier. */
const app13 = 0xed;
const identifier = 'Photoshop 3.0\0';

export const isPhotoshop = (segment: Segment): boolean =>
  segment.marker === app13 && hasIdentifier(segment, identifier);

/**
 * Takes the thumbnails out of the image resources, which may continue over several segments.
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
    if (thumbnailIds.includes(data.readUInt16BE(at + 4))) {
      kept.push(data.subarray(from, at));
      from = Math.min(next, data.length);
    }
    at = next;
  }
  if (from === 0 && kept.length === 0) return null;
  kept.push(data.subarray(from));
  const rest = Buffer.concat(kept);
  const room = maxPayload - identifier.length;
  return Array.from({ length: Math.ceil(rest.length / room) }, (_, i) =>
    createSegment(
      app13,
      Buffer.concat([Buffer.from(identifier, 'latin1'), rest.subarray(i * room, (i + 1) * room)]),
    ),
  );
}
