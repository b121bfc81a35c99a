import type { ExportFormat } from '#shared/pictures/picture-formats.ts';
import { addExifToJpeg, addExifToWebp, addJfifToJpeg } from './containers.ts';
import { addExifToTiff, changeTiffFields } from './exif-in-tiff.ts';
import type { PhotoMetadata, Resolution } from './metadata.ts';
import { type PngChunk, pngColourChunks, withPngChunks } from './png-chunks.ts';
import { forJfif, perMetre } from './resolution.ts';
import { rationalField, shortField, type TiffField } from './tiff-directory.ts';

/**
 * Puts into a finished file what the image library cannot: EXIF, resolution, and how the samples are stored.
 * @param exif as it is to be written; null = none
 */
export function attachMetadata(
  bytes: Uint8Array,
  format: ExportFormat,
  exif: Uint8Array | null,
  metadata: PhotoMetadata | null,
): Uint8Array {
  const resolution = metadata?.resolution ?? null;
  switch (format) {
    case 'jpeg': {
      const jpeg = resolution ? addJfifToJpeg(bytes, forJfif(resolution)) : bytes;
      return exif ? addExifToJpeg(jpeg, exif) : jpeg;
    }
    case 'png': {
      const chunks = [
        ...(metadata?.colourChunks ?? []),
        physicalSize(resolution),
        exif && { type: 'eXIf', data: exif },
        ...(metadata?.texts ?? []),
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

/** The pHYs chunk (PNG third edition, section 11.3.4.3). */
function physicalSize(resolution: Resolution | null): PngChunk | null {
  if (!resolution) return null;
  const data = new Uint8Array(9);
  const view = new DataView(data.buffer);
  const inMetres = perMetre(resolution);
  view.setUint32(0, inMetres?.x ?? Math.round(resolution.x));
  view.setUint32(4, inMetres?.y ?? Math.round(resolution.y));
  view.setUint8(8, inMetres ? 1 : 0);
  return { type: 'pHYs', data };
}

const tiffUnits = { none: 1, inch: 2, centimetre: 3 } as const;

/** The fields of a TIFF whose samples are in stored form (toStoredForm), with the resolution. */
function storedAs(own: readonly TiffField[], metadata: PhotoMetadata | null): readonly TiffField[] {
  const { resolution, storage } = metadata ?? {};
  const changed: TiffField[] = [];
  const channels = own.find(({ tag }) => tag === 258)?.count ?? 1;
  if (storage?.minIsWhite && channels < 3) changed.push(shortField(262, 0));
  if (storage?.associatedAlpha && (channels === 2 || channels === 4)) changed.push(shortField(338, 1));
  const unit = resolution?.unit === 'metre' ? 'centimetre' : (resolution?.unit ?? 'none');
  const factor = resolution?.unit === 'metre' ? 0.01 : 1;
  const { x, y } = resolution ?? { x: 1, y: 1 };
  changed.push(
    rationalField(282, x * factor),
    rationalField(283, y * factor),
    shortField(296, tiffUnits[unit]),
  );
  const tags = new Set(changed.map(({ tag }) => tag));
  return [...own.filter(({ tag }) => !tags.has(tag)), ...changed];
}
