import {
  damagedHeader,
  damaged,
  assertPictureSize,
  hasAscii,
  type PictureDecoder,
  usesUnsupported,
} from '../picture-decoder.ts';

/** BITMAPINFOHEADER and its successors as Windows documents them: 1, 4, 8, 16, 24 and 32 bits a pixel. */
export const bmpDecoder: PictureDecoder = {
  format: 'bmp',
  sniff: (bytes) => hasAscii(bytes, 0, 'BM') && bytes.length > 26 && bytes[17] === 0 && bytes[15] === 0,
  async decode(bytes, name) {
    const header = readHeader(bytes, name);
    const { width, height, bits, start, palette, masks } = header;
    assertPictureSize(name, width, height);
    const rowBytes = Math.floor((bits * width + 31) / 32) * 4;
    const indices = header.isInRuns ? unpackRuns(bytes, header) : null;
    if (header.isInRuns ? !indices : start + rowBytes * height > bytes.length) throw damaged(name);
    const channels = masks?.[3] ? 4 : 3;
    const data = new Uint8Array(width * height * channels);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let y = 0; y < height; y++) {
      const row = start + rowBytes * (header.topDown ? y : height - 1 - y);
      for (let x = 0; x < width; x++) {
        const to = (y * width + x) * channels;
        if (palette) {
          const byte = bytes[row + ((x * bits) >> 3)]!;
          const index = indices
            ? indices[(height - 1 - y) * width + x]!
            : (byte >> (8 - bits - ((x * bits) & 7))) & ((1 << bits) - 1);
          const entry = palette.start + index * palette.size;
          if (index >= palette.count) throw damaged(name);
          for (let c = 0; c < 3; c++) data[to + c] = bytes[entry + 2 - c]!;
        } else if (bits === 24) for (let c = 0; c < 3; c++) data[to + c] = bytes[row + 3 * x + 2 - c]!;
        else {
          const value = bits === 16 ? view.getUint16(row + 2 * x, true) : view.getUint32(row + 4 * x, true);
          for (let c = 0; c < channels; c++) data[to + c] = masked(value, masks![c]!);
        }
      }
    }
    const opaque = channels === 4 && everyFourthIs(data, 0);
    return {
      image: {
        width,
        height,
        channels: opaque ? 3 : channels,
        bitDepth: 8 as const,
        data: opaque ? data.filter((_, index) => index % 4 !== 3) : data,
        iccProfile: header.profile,
      },
      metadata: { exif: null, xmp: null, resolution: header.resolution },
      note: null,
    };
  },
};

/** A fourth channel that is 0 everywhere is padding, not transparency. */
function everyFourthIs(data: Uint8Array, value: number): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== value) return false;
  return true;
}

/** What follows a 0 in place of a count; larger numbers are counts of pixels that stand one by one. */
const [endOfRow, endOfPicture, moveOn] = [0, 1, 2];

/**
 * RLE8 and RLE4: indices into the palette, rows from the lowest up [width * height]. What the runs leave out has index 0. Null where they
 * end before they say so, or leave the picture.
 */
function unpackRuns(
  bytes: Uint8Array,
  { width, height, bits, start }: Pick<ReturnType<typeof readHeader>, 'width' | 'height' | 'bits' | 'start'>,
): Uint8Array | null {
  const indices = new Uint8Array(width * height);
  let [at, x, y] = [start, 0, 0];
  /** Pixel `i` of those whose bytes begin at `from`; of a run all bytes are the same one. */
  const put = (from: number, i: number, isRun: boolean): boolean => {
    if (x >= width || y >= height) return false;
    const byte = bytes[from + (isRun ? 0 : (i * bits) >> 3)]!;
    indices[y * width + x++] = bits === 8 ? byte : i % 2 === 0 ? byte >> 4 : byte & 15;
    return true;
  };
  while (at + 1 < bytes.length) {
    const [count, value] = [bytes[at]!, bytes[at + 1]!];
    at += 2;
    if (count > 0) {
      for (let i = 0; i < count; i++) if (!put(at - 1, i, true)) return null;
    } else if (value === endOfPicture) return indices;
    else if (value === endOfRow) [x, y] = [0, y + 1];
    else if (value === moveOn) {
      if (at + 1 >= bytes.length) return null;
      [x, y] = [x + bytes[at]!, y + bytes[at + 1]!];
      at += 2;
    } else {
      const length = Math.ceil((value * bits) / 8);
      if (at + length > bytes.length) return null;
      for (let i = 0; i < value; i++) if (!put(at, i, false)) return null;
      at += length + (length % 2);
    }
  }
  return null;
}

/** The bits of a channel's mask as 8 bit. */
function masked(value: number, mask: number): number {
  if (mask === 0) return 255;
  const shift = 31 - Math.clz32(mask & -mask);
  const most = mask >>> shift;
  return Math.round((((value & mask) >>> shift) * 255) / most);
}

/** Bits of a pixel by the two compressions in runs. */
const runsOf: Readonly<Record<number, number>> = { 1: 8, 2: 4 };

function readHeader(bytes: Uint8Array, name: string) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const start = view.getUint32(10, true);
    const size = view.getUint32(14, true);
    const old = size === 12;
    const width = old ? view.getUint16(18, true) : view.getInt32(18, true);
    const signedHeight = old ? view.getInt16(20, true) : view.getInt32(22, true);
    const bits = view.getUint16(old ? 24 : 28, true);
    const compression = old ? 0 : view.getUint32(30, true);
    if (![1, 4, 8, 16, 24, 32].includes(bits)) throw usesUnsupported(name, `${bits} bits a pixel`);
    const isInRuns = compression > 0 && bits === runsOf[compression];
    if (!isInRuns && compression !== 0 && compression !== 3 && compression !== 6)
      throw usesUnsupported(name, `compression ${compression}`);
    const perMetre = old ? 0 : view.getInt32(38, true);
    const declared = old ? 0 : view.getUint32(46, true);
    const count = bits <= 8 ? declared || 1 << bits : 0;
    const masks =
      bits !== 16 && bits !== 32
        ? null
        : compression === 0
          ? bits === 16
            ? [0x7c00, 0x3e0, 0x1f, 0]
            : [0xff0000, 0xff00, 0xff, 0]
          : [0, 1, 2, 3].map((c) =>
              c === 3 && size < 56 && compression !== 6 ? 0 : view.getUint32(54 + 4 * c, true),
            );
    return {
      width,
      height: Math.abs(signedHeight),
      topDown: signedHeight < 0,
      bits,
      start,
      isInRuns,
      masks,
      palette: count > 0 ? { start: 14 + size, size: old ? 3 : 4, count: Math.min(256, count) } : null,
      resolution:
        perMetre > 0
          ? { x: perMetre, y: Math.max(1, view.getInt32(42, true)), unit: 'metre' as const }
          : undefined,
      profile: embeddedProfile(bytes, view, size),
    };
  } catch (error) {
    if (error instanceof RangeError) throw damagedHeader(name, error);
    throw error;
  }
}

/** Of BITMAPV5HEADER, where its kind of colours is PROFILE_EMBEDDED ("MBED" as a number). */
function embeddedProfile(bytes: Uint8Array, view: DataView, headerSize: number): Uint8Array | null {
  if (headerSize < 124 || !hasAscii(bytes, fileHeader + 56, 'DEBM')) return null;
  const start = fileHeader + view.getUint32(fileHeader + 112, true);
  const end = start + view.getUint32(fileHeader + 116, true);
  return end > start && end <= bytes.length ? bytes.slice(start, end) : null;
}

const fileHeader = 14;
