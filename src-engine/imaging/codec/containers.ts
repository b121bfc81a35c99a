/** Puts an EXIF block into finished JPEG, PNG and WebP bytes, so that camera metadata survives byte for byte. */

import { crc32 } from 'node:zlib';

const exifPrefix = Uint8Array.of(0x45, 0x78, 0x69, 0x66, 0, 0);

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
export function addJfifToJpeg(
  jpeg: Uint8Array,
  { x, y, units }: { x: number; y: number; units: 0 | 1 | 2 },
): Uint8Array {
  const hasJfif = jpeg[2] === 0xff && jpeg[3] === 0xe0;
  const rest = jpeg.subarray(hasJfif ? 4 + jpeg[4]! * 256 + jpeg[5]! : 2);
  const density = [units, x >> 8, x & 255, y >> 8, y & 255];
  const header = Uint8Array.of(0xff, 0xe0, 0, 16, 0x4a, 0x46, 0x49, 0x46, 0, 1, 1, ...density, 0, 0);
  return concatenate(jpeg.subarray(0, 2), header, rest);
}

/** After the JFIF header (or SOI). Blocks beyond 64 KiB do not fit one marker and are left out. */
export function addExifToJpeg(jpeg: Uint8Array, exif: Uint8Array): Uint8Array {
  const length = exif.length + exifPrefix.length + 2;
  if (length > 65535) return jpeg;
  const hasJfif = jpeg[2] === 0xff && jpeg[3] === 0xe0;
  const at = hasJfif ? 4 + jpeg[4]! * 256 + jpeg[5]! : 2;
  const marker = Uint8Array.of(0xff, 0xe1, length >> 8, length & 255);
  return concatenate(jpeg.subarray(0, at), marker, exifPrefix, exif, jpeg.subarray(at));
}

/** An eXIf chunk right after IHDR (PNG third edition, section 11.3.2.6). */
export function addExifToPng(png: Uint8Array, exif: Uint8Array): Uint8Array {
  const at = 8 + 25;
  const body = concatenate(new TextEncoder().encode('eXIf'), exif);
  const head = new Uint8Array(4);
  new DataView(head.buffer).setUint32(0, exif.length);
  const tail = new Uint8Array(4);
  new DataView(tail.buffer).setUint32(0, crc32(body));
  return concatenate(png.subarray(0, at), head, body, tail, png.subarray(at));
}

/** An EXIF chunk before XMP, where the file is already in extended form (VP8X); others are left as they are. */
export function addExifToWebp(webp: Uint8Array, exif: Uint8Array): Uint8Array {
  const isExtended = String.fromCharCode(...webp.subarray(12, 16)) === 'VP8X';
  if (!isExtended) return webp;
  const view = new DataView(webp.buffer, webp.byteOffset, webp.byteLength);
  let at = 12;
  while (at + 8 <= webp.length && String.fromCharCode(...webp.subarray(at, at + 4)) !== 'XMP ') {
    const size = view.getUint32(at + 4, true);
    at += 8 + size + (size % 2);
  }
  const chunk = new Uint8Array(8 + exif.length + (exif.length % 2));
  chunk.set(new TextEncoder().encode('EXIF'), 0);
  new DataView(chunk.buffer).setUint32(4, exif.length, true);
  chunk.set(exif, 8);
  const result = concatenate(webp.subarray(0, at), chunk, webp.subarray(at));
  result[20] = result[20]! | 0x08;
  new DataView(result.buffer).setUint32(4, result.length - 8, true);
  return result;
}
