import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';
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
  async decode(file, name, { page }) {
    const pictures = placesOfPictures(file, name);
    const pages = pictures.length;
    if (page && page > pages) throw new TesseraError('usage', text.pictures.noSuchPage(name, page, pages));
    const bytes = file.subarray(pictures[(page ?? 1) - 1]);
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
      const written = new TextDecoder('latin1').decode(bytes.subarray(start)).replace(/#[^\n\r]*/g, ' ');
      const values = kind === 1 ? (written.match(/[01]/g) ?? []) : (written.match(/\d+/g) ?? []);
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
      note: pages > 1 ? text.pictures.notes.page(page ?? 1, pages) : null,
    };
  },
};

const maxPictures = 500;

/** Where the pictures of a file begin: those stored as bytes may follow one another (pnm(5)). */
function placesOfPictures(file: Uint8Array, name: string): readonly number[] {
  const places = [0];
  try {
    for (let at = 0; places.length < maxPictures;) {
      const { kind, width, height, channels, most, start } = readHeader(file.subarray(at), name);
      const rowBytes = kind === 4 ? Math.ceil(width / 8) : width * channels * (most > 255 ? 2 : 1);
      at += start + rowBytes * height;
      if (kind <= 3 || at + 7 > file.length || !pnmDecoder.sniff(file.subarray(at), name)) break;
      places.push(at);
    }
  } catch (error) {
    // What follows a picture and is none is not asked for.
    if (places.length === 1) throw error;
    places.pop();
  }
  return places;
}

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

/** Kinds of samples that PAM names, with their channels. */
const tupleTypes: Readonly<Record<string, number>> = {
  BLACKANDWHITE: 1,
  GRAYSCALE: 1,
  RGB: 3,
  BLACKANDWHITE_ALPHA: 2,
  GRAYSCALE_ALPHA: 2,
  RGB_ALPHA: 4,
};

function readHeader(bytes: Uint8Array, name: string): Header {
  const kind = bytes[1]! - 0x30;
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, maxHeader));
  if (kind === 7) {
    const end = /ENDHDR\r?\n/.exec(head);
    if (!end) throw damagedHeader(name);
    const field = (key: string): string | undefined =>
      new RegExp(`^${key}[ \\t]+(\\S+)`, 'm').exec(head.slice(0, end.index))?.[1];
    const value = (key: string): number => Number(field(key) ?? 0);
    const [tuples, channels] = [field('TUPLTYPE'), value('DEPTH')];
    // Four channels may be CMYK: what else there is looks like transparency.
    if (tuples !== undefined && tupleTypes[tuples] !== channels)
      throw usesUnsupported(name, `${channels} channels of the kind ${tuples}`);
    return {
      kind,
      width: value('WIDTH'),
      height: value('HEIGHT'),
      channels,
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
