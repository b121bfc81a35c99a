import { extname } from 'node:path';
import { TesseraError } from '#shared/errors.ts';
import type { ExportFormat } from '#shared/contract/contract.ts';

const formatsByExtension: Readonly<Record<string, ExportFormat>> = {
  '.png': 'png',
  '.jpg': 'jpeg',
  '.jpeg': 'jpeg',
  '.webp': 'webp',
  '.avif': 'avif',
  '.tif': 'tiff',
  '.tiff': 'tiff',
};

/** Longest side each format can hold, in pixels. */
export const longestSide: Readonly<Record<ExportFormat, number>> = {
  png: 1_000_000,
  jpeg: 65_500,
  webp: 16_383,
  avif: 16_384,
  tiff: 1_000_000,
};

/** The format a file name asks for. @throws TesseraError file-unsupported */
export function formatOfName(name: string): ExportFormat {
  const format = formatsByExtension[extname(name).toLowerCase()];
  if (!format)
    throw new TesseraError(
      'file-unsupported',
      `"${name}" does not end in a format that can be written. Use .png, .jpg, .webp, .avif or .tiff.`,
    );
  return format;
}

const rawExtensions = /\.(dng|cr2|cr3|nef|nrw|arw|srf|sr2|orf|rw2|raf|pef|srw|3fr|iiq|x3f)$/i;

const ascii = (bytes: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...bytes.subarray(start, end));

/** Names a format we know of and cannot read; null where the bytes look like none of these. */
export function unsupportedFormat(bytes: Uint8Array, name: string): string | null {
  if (rawExtensions.test(name)) return 'a camera raw file';
  if (bytes.length < 12) return null;
  if (ascii(bytes, 4, 8) === 'ftyp') {
    const brands = ascii(bytes, 8, Math.min(bytes.length, 40));
    if (/hei[cxms]|hev[cx]/.test(brands) && !/avif/.test(brands)) return 'an HEIC photo';
    if (/crx /.test(brands)) return 'a camera raw file';
    if (!/avif|avis|mif1|miaf/.test(brands)) return 'a video';
  }
  if ((bytes[0] === 0xff && bytes[1] === 0x0a) || ascii(bytes, 4, 8) === 'JXL ') return 'a JPEG XL picture';
  if (ascii(bytes, 0, 4) === 'GIF8') return 'a GIF picture';
  if (ascii(bytes, 0, 4) === '8BPS') return 'a Photoshop document';
  if (ascii(bytes, 0, 4) === '%PDF') return 'a PDF document';
  if (ascii(bytes, 0, 2) === 'BM' && bytes[5] === 0 && bytes[9] === 0) return 'a BMP picture';
  return null;
}
