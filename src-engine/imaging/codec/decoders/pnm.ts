import {
  assertPictureSize,
  damaged,
  damagedHeader,
  type PictureDecoder,
  usesUnsupported,
} from '../picture-decoder.ts';

/** Netpbm: PBM, PGM, PPM as text (P1 to P3) and as bytes (P4 to P6), and PAM (P7). */
export const pnmDecoder: PictureDecoder = {
  format: 'pnm',
  sniff: (bytes) =>
    bytes[0] === 0x50 && bytes[1]! >= 0x31 && bytes[1]! <= 0x37 && [9, 10, 13, 32, 35].includes(bytes[2]!),
  async decode(bytes, name) {
    const { width, height, channels, most, start, kind } = readHeader(bytes, name);
    assertPictureSize(name, width, height);
    if (most < 1 || most > 65535 || channels < 1 || channels > 4)
      throw usesUnsupported(name, `${channels} channels up to ${most}`);
    const deep = most > 255;
    const full = deep ? 65535 : 255;
    const count = width * height * channels;
    const data = deep ? new Uint16Array(count) : new Uint8Array(count);
    const put = (index: number, value: number): void => {
      if (value > most) throw damaged(name);
      data[index] = most === full ? value : Math.round((value * full) / most);
    };
    if (kind <= 3) {
      const text = new TextDecoder('latin1').decode(bytes.subarray(start)).replace(/#[^\n\r]*/g, ' ');
      const values = kind === 1 ? (text.match(/[01]/g) ?? []) : (text.match(/\d+/g) ?? []);
      if (values.length < count) throw damaged(name);
      for (let i = 0; i < count; i++) put(i, kind === 1 ? 1 - Number(values[i]) : Number(values[i]));
    } else if (kind === 4) {
      const rowBytes = Math.ceil(width / 8);
      if (start + rowBytes * height > bytes.length) throw damaged(name);
      for (let i = 0; i < count; i++) {
        const [x, y] = [i % width, Math.floor(i / width)];
        put(i, 1 - ((bytes[start + y * rowBytes + (x >> 3)]! >> (7 - (x & 7))) & 1));
      }
    } else {
      if (start + count * (deep ? 2 : 1) > bytes.length) throw damaged(name);
      for (let i = 0; i < count; i++)
        put(i, deep ? bytes[start + 2 * i]! * 256 + bytes[start + 2 * i + 1]! : bytes[start + i]!);
    }
    return {
      image: {
        width,
        height,
        channels: channels as 1 | 2 | 3 | 4,
        bitDepth: deep ? (16 as const) : (8 as const),
        data,
        iccProfile: null,
      },
      metadata: { exif: null, xmp: null },
      note: null,
    };
  },
};

interface Header {
  readonly kind: number;
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** The largest value. */
  readonly most: number;
  readonly start: number;
}

const maxHeader = 4096;

function readHeader(bytes: Uint8Array, name: string): Header {
  const kind = bytes[1]! - 0x30;
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, maxHeader));
  if (kind === 7) {
    const end = /ENDHDR\r?\n/.exec(head);
    if (!end) throw damagedHeader(name);
    const value = (key: string): number =>
      Number(new RegExp(`^${key}\\s+(\\d+)`, 'm').exec(head.slice(0, end.index))?.[1] ?? 0);
    return {
      kind,
      width: value('WIDTH'),
      height: value('HEIGHT'),
      channels: value('DEPTH'),
      most: value('MAXVAL'),
      start: end.index + end[0].length,
    };
  }
  // Numbers behind the kind, comments between them, one blank before the samples.
  const numbers: number[] = [];
  const wanted = kind === 1 || kind === 4 ? 2 : 3;
  const token = /\s+|#[^\n\r]*|\d+/y;
  token.lastIndex = 2;
  while (numbers.length < wanted) {
    const found = token.exec(head);
    if (!found) throw damagedHeader(name);
    if (/^\d/.test(found[0])) numbers.push(Number(found[0]));
  }
  const [width = 0, height = 0, most = 1] = numbers;
  return {
    kind,
    width,
    height,
    channels: kind === 3 || kind === 6 ? 3 : 1,
    most,
    start: token.lastIndex + 1,
  };
}
