import { crc32 } from 'node:zlib';

/** One chunk of a PNG (PNG third edition, section 5.3). */
export interface PngChunk {
  readonly type: string;
  readonly data: Uint8Array;
}

/** The chunks that say what the colours are, where no profile does, and of which light (PNG third edition, section 11.3.2). */
export const pngColourChunks: readonly string[] = ['cICP', 'gAMA', 'cHRM', 'sRGB', 'mDCV', 'cLLI'];

/** The keyword of the text that holds XMP (XMP specification part 3, section 1.1.5). */
export const xmpKeyword = 'XML:com.adobe.xmp';

/** XMP as its specification wants it: international text, not compressed. */
export const xmpChunk = (xmp: string): PngChunk => ({
  type: 'iTXt',
  data: Buffer.from(`${xmpKeyword}\0\0\0\0\0${xmp}`, 'utf8'),
});

/** Bytes before the first chunk. */
export const signatureLength = 8;

/** The chunks of a PNG up to IEND or to where the file stops making sense. */
export function readPngChunks(png: Uint8Array): PngChunk[] {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const chunks: PngChunk[] = [];
  for (let at = signatureLength; at + 12 <= png.length;) {
    const length = view.getUint32(at);
    if (at + 12 + length > png.length) break;
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) });
    at += 12 + length;
    if (type === 'IEND') break;
  }
  return chunks;
}

/** A PNG with the chunks of `own` placed right behind IHDR, and without those of the types in `without`. */
export function withPngChunks(
  png: Uint8Array,
  own: readonly PngChunk[],
  without: readonly string[] = [],
): Uint8Array {
  const [header, ...rest] = readPngChunks(png);
  const kept = rest.filter(({ type }) => !without.includes(type));
  return Buffer.concat([
    png.subarray(0, signatureLength),
    ...[header!, ...own, ...kept].flatMap(pngChunkBytes),
  ]);
}

/** A chunk as it lies in a file: length, type, data, checksum. */
export function pngChunkBytes({ type, data }: PngChunk): Uint8Array[] {
  const head = new Uint8Array(8);
  new DataView(head.buffer).setUint32(0, data.length);
  for (let i = 0; i < 4; i++) head[4 + i] = type.charCodeAt(i);
  const tail = new Uint8Array(4);
  new DataView(tail.buffer).setUint32(0, crc32(data, crc32(head.subarray(4))));
  return [head, data, tail];
}
