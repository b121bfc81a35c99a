import { text } from '#shared/text/text.ts';
import {
  assertPictureSize,
  damaged,
  hasAscii,
  type PictureDecoder,
  usesUnsupported,
} from '../picture-decoder.ts';
import { straightAlpha } from '../straight-alpha.ts';

const headerLength = 18;

/** Truevision TGA 2.0: true colour, grey and colours by a map, plain or run-length. It has no signature: the name decides with the header. */
export const tgaDecoder: PictureDecoder = {
  format: 'tga',
  sniff: (bytes, name) =>
    bytes.length > headerLength &&
    (/\.(tga|targa)$/i.test(name) || hasAscii(bytes, bytes.length - headerLength, 'TRUEVISION-XFILE.')) &&
    bytes[1]! <= 1 &&
    [1, 2, 3, 9, 10, 11].includes(bytes[2]!),
  async decode(bytes, name) {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const width = view.getUint16(12, true);
    const height = view.getUint16(14, true);
    const [type, bits, descriptor] = [bytes[2]!, bytes[16]!, bytes[17]!];
    assertPictureSize(name, width, height);
    const isByMap = type === 1 || type === 9;
    const [mapCount, mapBits] = [view.getUint16(5, true), bytes[7]!];
    const bytesOf: Readonly<Record<number, 1 | 3 | 4>> = isByMap ? { 8: 1 } : { 8: 1, 24: 3, 32: 4 };
    const pixelBytes = bytesOf[bits];
    if (!pixelBytes) throw usesUnsupported(name, `${bits} bits a pixel`);
    if (isByMap && mapBits !== 24 && mapBits !== 32)
      throw usesUnsupported(name, `a colour map of ${mapBits} bits`);
    const mapStart = headerLength + bytes[0]!;
    const start = mapStart + (bytes[1] === 1 ? mapCount * Math.ceil(mapBits / 8) : 0);
    let stored = new Uint8Array(width * height * pixelBytes);
    if (type < 9) {
      if (start + stored.length > bytes.length) throw damaged(name);
      stored.set(bytes.subarray(start, start + stored.length));
    } else if (!unpackRuns(bytes, start, stored, pixelBytes)) throw damaged(name);
    const channels = isByMap ? ((mapBits / 8) as 3 | 4) : pixelBytes;
    if (isByMap) {
      const colours = coloursByMap(
        stored,
        bytes.subarray(mapStart, start),
        view.getUint16(3, true),
        channels,
      );
      if (!colours) throw damaged(name);
      stored = colours;
    }
    const fromRight = (descriptor & 0x10) !== 0;
    const fromTop = (descriptor & 0x20) !== 0;
    // Without attribute bits a fourth byte is padding.
    const kept = channels === 4 && (descriptor & 15) === 0 ? 3 : channels;
    const data = new Uint8Array(width * height * kept);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const from = ((fromTop ? y : height - 1 - y) * width + (fromRight ? width - 1 - x : x)) * channels;
        const to = (y * width + x) * kept;
        for (let c = 0; c < kept; c++) data[to + c] = stored[from + (channels > 1 && c < 3 ? 2 - c : c)]!;
      }
    const image = { width, height, channels: kept, bitDepth: 8 as const, data, iccProfile: null };
    const premultiplied = kept === 4 && kindOfAttributes(bytes) === premultipliedKind;
    const straight = premultiplied ? straightAlpha(image) : image;
    return {
      image: straight ?? image,
      metadata: {
        exif: null,
        xmp: null,
        storage: premultiplied ? { associatedAlpha: straight ? 'divided' : 'kept' } : undefined,
      },
      note: straight ? null : text.pictures.notes.tooBrightForAlpha,
    };
  },
};

/** The colours of indices into a map whose first entry has the number `first`. Null where an index has none. */
function coloursByMap(
  indices: Uint8Array,
  map: Uint8Array,
  first: number,
  channels: number,
): Uint8Array<ArrayBuffer> | null {
  const colours = new Uint8Array(indices.length * channels);
  for (const [i, index] of indices.entries()) {
    const from = (index - first) * channels;
    if (from < 0 || from + channels > map.length) return null;
    colours.set(map.subarray(from, from + channels), i * channels);
  }
  return colours;
}

const footerLength = 26;
const premultipliedKind = 4;

/** The attributes type of the extension area that the footer leads to (TGA 2.0, field 24); null where there is none. */
function kindOfAttributes(bytes: Uint8Array): number | null {
  const footer = bytes.length - footerLength;
  if (footer < headerLength || !hasAscii(bytes, footer + 8, 'TRUEVISION-XFILE.')) return null;
  const area = new DataView(bytes.buffer, bytes.byteOffset).getUint32(footer, true);
  return area === 0 || area + 495 > footer ? null : bytes[area + 494]!;
}

/** @returns false where the runs end before the picture does */
function unpackRuns(bytes: Uint8Array, start: number, target: Uint8Array, channels: number): boolean {
  let from = start;
  for (let to = 0; to < target.length;) {
    const head = bytes[from++];
    if (head === undefined) return false;
    const length = Math.min(target.length - to, ((head & 127) + 1) * channels);
    const isRun = head >= 128;
    const source = bytes.subarray(from, from + (isRun ? channels : length));
    if (source.length < (isRun ? channels : length)) return false;
    for (let i = 0; i < length; i++) target[to + i] = source[isRun ? i % channels : i]!;
    from += source.length;
    to += length;
  }
  return true;
}
