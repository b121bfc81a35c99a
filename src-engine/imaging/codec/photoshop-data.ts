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
/** A preview of the picture, its format and version. */
const previewDatasets = [200, 201, 202];

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

/** Sizes, profile and descriptions, which a document says on its own; names, colours and states of its layers and channels. */
const documentIds = [1005, 1006, 1007, 1024, 1026, ...thumbnailIds, 1039, 1045, 1053, ...copyIds];
const layerIds = [1065, 1067, 1069, 1072, 1077];

/** The resources that speak of a picture, in whatever file: captions, rights, paths and guides, say; null = none. */
export function resourcesOfPicture(block: Uint8Array): Uint8Array | null {
  const parts = readImageResources(block)
    .filter(({ id }) => !documentIds.includes(id) && !layerIds.includes(id))
    // The last one may lack its padding.
    .map(({ bytes }) => (bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(1)])));
  return parts.length > 0 ? Buffer.concat(parts) : null;
}

/** The captions in a block of resources; null = none. */
export const captionsOf = (block: Uint8Array): Uint8Array | null =>
  readImageResources(block).find(({ id }) => id === captionsId)?.data ?? null;

/** A block for an edited picture (null = nothing is left), and whether thumbnails and places were taken out of it. */
export function editPhotoshopData(
  block: Uint8Array,
  without: readonly MetadataPart[],
): { readonly block: Uint8Array | null; readonly hadThumbnail: boolean; readonly hadPlace: boolean } {
  const resources = readImageResources(block);
  const captions = resources.find(({ id }) => id === captionsId)?.data ?? new Uint8Array();
  const plain = withoutDatasets(captions, previewDatasets);
  const kept = without.includes('place') ? withoutDatasets(plain, placeDatasets) : plain;
  const isChanged = kept.length < captions.length;
  const parts = resources
    .filter(({ id }) => ![...thumbnailIds, ...copyIds].includes(id) && !(isChanged && id === captionDigestId))
    .map(({ id, bytes }) => (isChanged && id === captionsId ? imageResource(captionsId, kept) : bytes));
  return {
    block: parts.length > 0 ? Buffer.concat(parts) : null,
    hadThumbnail: plain.length < captions.length || resources.some(({ id }) => thumbnailIds.includes(id)),
    hadPlace: kept.length < plain.length,
  };
}

/** The captions but for these datasets of record 2 (IPTC-IIM 4.2 section 1.5). */
function withoutDatasets(captions: Uint8Array, leftOut: readonly number[]): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  const numberAt = (from: number, bytes: number): number =>
    captions.subarray(from, from + bytes).reduce((sum, byte) => sum * 256 + byte, 0);
  while (at + 5 <= captions.length && captions[at] === 0x1c) {
    const [record, dataset] = [captions[at + 1]!, captions[at + 2]!];
    const said = numberAt(at + 3, 2);
    // One of 32 KiB or more says how many bytes its length takes, and then its length.
    const more = said >= 0x8000 ? said - 0x8000 : 0;
    const end = at + 5 + (more > 0 ? more + numberAt(at + 5, more) : said);
    if (record !== 2 || !leftOut.includes(dataset)) parts.push(captions.subarray(at, end));
    at = end;
  }
  return Buffer.concat([...parts, captions.subarray(at)]);
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
  const captions = captionsOf(data);
  const plain = captions && withoutDatasets(captions, previewDatasets);
  const isChanged = plain !== null && plain.length < captions!.length;
  const kept: Uint8Array[] = [];
  let at = 0;
  let from = 0;
  while (at + 12 <= data.length) {
    const nameLength = (data[at + 6]! + 2) & ~1;
    const sizeAt = at + 6 + nameLength;
    if (sizeAt + 4 > data.length) break;
    const next = sizeAt + 4 + ((data.readUInt32BE(sizeAt) + 1) & ~1);
    const id = data.readUInt16BE(at + 4);
    const isCaptions = isChanged && id === captionsId;
    if (thumbnailIds.includes(id) || isCaptions || (isChanged && id === captionDigestId)) {
      kept.push(data.subarray(from, at));
      if (isCaptions) kept.push(imageResource(captionsId, plain));
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
