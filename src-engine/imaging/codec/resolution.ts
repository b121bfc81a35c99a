import type { Resolution } from './metadata.ts';
import { hasAscii } from './picture-decoder.ts';
import type { PngChunk } from './png-chunks.ts';
import {
  firstDirectory,
  rationalField,
  readDirectory,
  shortField,
  type TiffField,
  tiffNumbers,
} from './tiff-directory.ts';

const tiffUnits: Readonly<Record<number, Resolution['unit']>> = { 1: 'none', 2: 'inch', 3: 'centimetre' };

/** XResolution, YResolution and ResolutionUnit (TIFF 6.0); null where they are missing or say nothing. */
export function resolutionOfTiff(fields: readonly TiffField[]): Resolution | null {
  const x = tiffNumbers(fields, 282)?.[0] ?? 0;
  const y = tiffNumbers(fields, 283)?.[0] ?? x;
  const unit = tiffUnits[tiffNumbers(fields, 296)?.[0] ?? 2] ?? 'none';
  if (!Number.isFinite(x) || !Number.isFinite(y) || x <= 0 || y <= 0) return null;
  return unit === 'none' && x === 1 && y === 1 ? null : { x, y, unit };
}

/** The reverse of `resolutionOfTiff`: one pixel a unit where nothing is known. */
export function resolutionFields(resolution: Resolution | null): TiffField[] {
  const { x, y, unit } = resolution ?? { x: 1, y: 1, unit: 'none' };
  const factor = unit === 'metre' ? 0.01 : 1;
  const tiffUnit = { none: 1, inch: 2, centimetre: 3, metre: 3 }[unit];
  return [rationalField(282, x * factor), rationalField(283, y * factor), shortField(296, tiffUnit)];
}

/** In pixels per metre, as PNG counts; null where only the ratio is known. */
function perMetre({ x, y, unit }: Resolution): { x: number; y: number } | null {
  const factor = { inch: 1 / 0.0254, centimetre: 100, metre: 1, none: 0 }[unit];
  return factor === 0 ? null : { x: Math.round(x * factor), y: Math.round(y * factor) };
}

/** The pHYs chunk (PNG third edition, section 11.3.4.3). */
export function physicalSize(resolution: Resolution): PngChunk {
  const data = new Uint8Array(9);
  const view = new DataView(data.buffer);
  const inMetres = perMetre(resolution);
  view.setUint32(0, inMetres?.x ?? Math.round(resolution.x));
  view.setUint32(4, inMetres?.y ?? Math.round(resolution.y));
  view.setUint8(8, inMetres ? 1 : 0);
  return { type: 'pHYs', data };
}

/** In whole pixels per inch or centimetre, as JFIF counts: the unit in which less is lost. */
export function forJfif({ x, y, unit }: Resolution): { x: number; y: number; units: 0 | 1 | 2 } {
  const clamp = (value: number): number => Math.min(65535, Math.max(1, Math.round(value)));
  if (unit === 'none') return { x: clamp(x), y: clamp(y), units: 0 };
  if (unit === 'centimetre') return { x: clamp(x), y: clamp(y), units: 2 };
  const factor = unit === 'metre' ? 0.0254 : 1;
  return { x: clamp(x * factor), y: clamp(y * factor), units: 1 };
}

/** The resolution of a JFIF header that gives one, else of the EXIF block; null where neither does. */
export function resolutionOfJpeg(jpeg: Uint8Array, exif: Uint8Array | null): Resolution | null {
  // SOI, APP0 of at least 16 bytes, "JFIF\0", version, units, x, y.
  const isJfif = jpeg[2] === 0xff && jpeg[3] === 0xe0 && hasAscii(jpeg, 6, 'JFIF\0');
  if (isJfif && jpeg.length > 18) {
    const [x, y] = [jpeg[14]! * 256 + jpeg[15]!, jpeg[16]! * 256 + jpeg[17]!];
    const unit = ({ 0: 'none', 1: 'inch', 2: 'centimetre' } as const)[jpeg[13]!];
    if (unit && x > 0 && y > 0 && (unit !== 'none' || x !== y)) return { x, y, unit };
  }
  return exif && resolutionOfExif(exif);
}

/** The resolution in the first directory of an EXIF block. */
export function resolutionOfExif(exif: Uint8Array): Resolution | null {
  const offset = firstDirectory(exif);
  if (offset === null) return null;
  try {
    return resolutionOfTiff(readDirectory(exif, offset));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The resolution in a pHYs chunk of a PNG; null where it says nothing. */
export function resolutionOfPng(data: Uint8Array): Resolution | null {
  if (data.length < 9) return null;
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const [x, y, unit] = [view.getUint32(0), view.getUint32(4), view.getUint8(8)];
  if (x === 0 || y === 0 || (unit !== 1 && x === y)) return null;
  return { x, y, unit: unit === 1 ? 'metre' : 'none' };
}
