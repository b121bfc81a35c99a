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

/** An EXIF chunk before XMP (WebP container specification, "Extended File Format"). */
export function addExifToWebp(simpleOrExtended: Uint8Array, exif: Uint8Array): Uint8Array {
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
