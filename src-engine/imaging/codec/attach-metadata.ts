import { addExifToWebp, addJfifToJpeg } from './containers.ts';
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
