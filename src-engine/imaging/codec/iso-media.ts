import { hasAscii } from './picture-decoder.ts';

/** The brands of an ISO base media file (ISO/IEC 14496-12 section 4.3), the major one first; empty where it is none. */
export function brandsOf(bytes: Uint8Array): string[] {
  if (!hasAscii(bytes, 4, 'ftyp')) return [];
  const size = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  const end = Math.min(bytes.length, size, 256);
  const brands: string[] = [];
  for (let at = 8; at + 4 <= end; at += at === 8 ? 8 : 4)
    brands.push(String.fromCharCode(...bytes.subarray(at, at + 4)));
  return brands;
}
