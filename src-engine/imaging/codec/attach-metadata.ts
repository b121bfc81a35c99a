import { addExifToTiff, changeTiffFields } from './exif-in-tiff.ts';
import { recipeSegments } from './jpeg-file/recipe-segments.ts';
import { addJpegMetadata } from './jpeg-metadata.ts';
import { captionsTag, type PhotoMetadata, photoshopTag } from './metadata.ts';
import { captionsOf } from './photoshop-data.ts';
import type { SharpFormat } from './picture-encoder.ts';
import { pngColourChunks, withPngChunks, xmpChunk } from './png-chunks.ts';
import { forJfif, physicalSize, resolutionFields } from './resolution.ts';
import { shortField, type TiffField } from './tiff-directory.ts';

/**
 * Puts into a finished file what the image library cannot: EXIF, captions, resolution, a JPEG's XMP and recipe, and how the
 * samples are stored.
 * @param metadata as it is to be written @param recipe JSON text, for formats that have another place for it than XMP
 */
export function attachMetadata(
  bytes: Uint8Array,
  format: SharpFormat,
  metadata: PhotoMetadata,
  recipe: string | null,
): Uint8Array {
  const { exif, xmp, photoshop, comments = [], texts = [], colourChunks = [], resolution = null } = metadata;
  switch (format) {
    case 'jpeg': {
      const jpeg = resolution ? addJfifToJpeg(bytes, forJfif(resolution)) : bytes;
      const more = recipe === null ? [] : recipeSegments(recipe);
      return addJpegMetadata(jpeg, { exif, xmp, photoshop: photoshop ?? null, comments }, more);
    }
    case 'png': {
      const chunks = [
        ...colourChunks,
        resolution && physicalSize(resolution),
        exif && { type: 'eXIf', data: exif },
        xmp === null ? null : xmpChunk(xmp),
        ...texts,
      ];
      return withPngChunks(
        bytes,
        chunks.filter((chunk) => chunk !== null),
        ['pHYs', ...pngColourChunks],
      );
    }
    case 'webp':
      return exif ? addExifToWebp(bytes, exif) : bytes;
    case 'tiff': {
      const tiff = exif ? addExifToTiff(bytes, exif) : bytes;
      return changeTiffFields(tiff, (own) => storedAs(own, metadata));
    }
    case 'avif':
      return bytes;
  }
}

/** The fields of a TIFF whose samples are in stored form (toStoredForm), with resolution and captions. */
function storedAs(own: readonly TiffField[], metadata: PhotoMetadata): readonly TiffField[] {
  const { resolution = null, storage, photoshop } = metadata;
  const changed = resolutionFields(resolution);
  const channels = own.find(({ tag }) => tag === 258)?.count ?? 1;
  if (storage?.minIsWhite && channels < 3) changed.push(shortField(262, 0));
  if (storage?.associatedAlpha && (channels === 2 || channels === 4)) changed.push(shortField(338, 1));
  if (photoshop) changed.push(bytesField(photoshopTag, photoshop));
  const captions = photoshop && captionsOf(photoshop);
  if (captions) changed.push(bytesField(captionsTag, captions));
  const tags = new Set(changed.map(({ tag }) => tag));
  return [...own.filter(({ tag }) => !tags.has(tag)), ...changed];
}

/** UNDEFINED bytes. */
const bytesField = (tag: number, value: Uint8Array): TiffField => ({
  tag,
  type: 7,
  count: value.length,
  value,
});

/** Puts a resolution into finished JPEG bytes, and an EXIF block into those of WebP, byte for byte. */

function concatenate(...parts: Uint8Array[]): Uint8Array {
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    result.set(part, offset);
    offset += part.length;
  }
  return result;
}

/** A JFIF header (ITU-T T.871 section 10.1) with a resolution, right behind SOI, in place of one that is there. */
function addJfifToJpeg(
  jpeg: Uint8Array,
  { x, y, units }: { x: number; y: number; units: 0 | 1 | 2 },
): Uint8Array {
  const hasJfif = jpeg[2] === 0xff && jpeg[3] === 0xe0;
  const rest = jpeg.subarray(hasJfif ? 4 + jpeg[4]! * 256 + jpeg[5]! : 2);
  const density = [units, x >> 8, x & 255, y >> 8, y & 255];
  const header = Uint8Array.of(0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, ...density, 0, 0);
  return concatenate(jpeg.subarray(0, 2), header, rest);
}

/** An EXIF chunk before XMP (WebP container specification, "Extended File Format"). */
function addExifToWebp(simpleOrExtended: Uint8Array, exif: Uint8Array): Uint8Array {
  const webp = extendedWebp(simpleOrExtended);
  const view = new DataView(webp.buffer, webp.byteOffset, webp.byteLength);
  let at = 12;
  while (at + 8 <= webp.length && nameAt(webp, at) !== 'XMP ') {
    const size = view.getUint32(at + 4, true);
    at += 8 + size + (size % 2);
  }
  const result = concatenate(webp.subarray(0, at), webpChunk('EXIF', exif), webp.subarray(at));
  result[20] = result[20]! | 0x08;
  new DataView(result.buffer).setUint32(4, result.length - 8, true);
  return result;
}

const nameAt = (webp: Uint8Array, at: number): string => String.fromCharCode(...webp.subarray(at, at + 4));

function webpChunk(name: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(8 + data.length + (data.length % 2));
  chunk.set(new TextEncoder().encode(name), 0);
  new DataView(chunk.buffer).setUint32(4, data.length, true);
  chunk.set(data, 8);
  return chunk;
}

/** The same picture in a file that has a place for metadata. */
function extendedWebp(webp: Uint8Array): Uint8Array {
  if (nameAt(webp, 12) === 'VP8X') return webp;
  const view = new DataView(webp.buffer, webp.byteOffset, webp.byteLength);
  // Lossless: behind the signature byte 14 bits of width - 1, of height - 1, then whether alpha is used. Lossy: behind the start
  // code at byte 23 two bytes each.
  const lossless = nameAt(webp, 12) === 'VP8L';
  const packed = view.getUint32(21, true);
  const width = lossless ? packed & 0x3fff : (view.getUint16(26, true) & 0x3fff) - 1;
  const height = lossless ? (packed >> 14) & 0x3fff : (view.getUint16(28, true) & 0x3fff) - 1;
  const header = new Uint8Array(10);
  header[0] = lossless && (packed >> 28) & 1 ? 0x10 : 0;
  header.set([width & 255, width >> 8, 0, height & 255, height >> 8, 0], 4);
  return concatenate(webp.subarray(0, 12), webpChunk('VP8X', header), webp.subarray(12));
}
