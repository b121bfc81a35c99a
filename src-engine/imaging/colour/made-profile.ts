import { srgbToLinear, srgbToXyzD50 } from './srgb.ts';

/** ICC profiles (ICC.1:2001-04, version 2) for colours that a file names in another way. */

/** Red, green and blue in XYZ adapted to D50, as columns, row-major. */
const adobeRgbToXyzD50: readonly number[] = [
  0.60974, 0.20528, 0.14919, 0.31111, 0.62567, 0.06322, 0.01947, 0.06087, 0.74457,
];
const displayP3ToXyzD50: readonly number[] = [
  0.51512, 0.29198, 0.1571, 0.2412, 0.69225, 0.06657, -0.00105, 0.04189, 0.78407,
];
const headerLength = 128;
const d50 = [0.9642, 1, 0.82491];

/** What cameras mean by the DCF option file R03: primaries and gamma of Adobe RGB (1998). */
export const adobeRgbProfile = (): Uint8Array =>
  rgbProfile('Compatible with Adobe RGB (1998)', adobeRgbToXyzD50, curveTag([Math.round(2.19921875 * 256)]));

/** Primaries of Display P3 with the sRGB curve (ITU-T H.273: colour primaries 12, transfer characteristics 13). */
export const displayP3Profile = (): Uint8Array => rgbProfile('Display P3', displayP3ToXyzD50, srgbCurve());

/** IEC 61966-2-1. */
export const srgbProfile = (): Uint8Array => rgbProfile('sRGB', srgbToXyzD50, srgbCurve());

const srgbCurve = (): Uint8Array =>
  curveTag(Array.from({ length: 1024 }, (_, i) => Math.round(srgbToLinear(i / 1023) * 65535)));

/** The same tones for a grey picture whose samples are repeated as RGB; null where the profile has no curve. */
export function rgbProfileOfGrey(grey: Uint8Array): Uint8Array | null {
  const view = new DataView(grey.buffer, grey.byteOffset, grey.byteLength);
  for (let at = headerLength + 4; at + 12 <= headerLength + 4 + 12 * view.getUint32(headerLength); at += 12) {
    if (String.fromCharCode(...grey.subarray(at, at + 4)) !== 'kTRC') continue;
    const start = view.getUint32(at + 4);
    return rgbProfile(
      'Grey as RGB',
      srgbToXyzD50,
      grey.slice(start, start + view.getUint32(at + 8)),
      grey[8],
    );
  }
  return null;
}

/** A monitor profile of a matrix and one curve. @param version the major one: later curves need a later one */
function rgbProfile(name: string, toXyzD50: readonly number[], curve: Uint8Array, version = 2): Uint8Array {
  const column = (index: number): Uint8Array => xyzTag([0, 3, 6].map((row) => toXyzD50[row + index]!));
  const tags: [string, Uint8Array][] = [
    ['desc', version < 4 ? descriptionTag(name) : localisedTag(name)],
    ['cprt', version < 4 ? asciiTag('text', 'CC0') : localisedTag('CC0')],
    ['wtpt', xyzTag(d50)],
    ...['rXYZ', 'gXYZ', 'bXYZ'].map((tag, index): [string, Uint8Array] => [tag, column(index)]),
    ...['rTRC', 'gTRC', 'bTRC'].map((tag): [string, Uint8Array] => [tag, curve]),
  ];
  const table = Buffer.alloc(4 + 12 * tags.length);
  table.writeUInt32BE(tags.length);
  const parts: Uint8Array[] = [];
  const places = new Map<Uint8Array, number>();
  let end = headerLength + table.length;
  tags.forEach(([tag, data], index) => {
    if (!places.has(data)) {
      places.set(data, end);
      const padded = new Uint8Array((data.length + 3) & ~3);
      padded.set(data);
      parts.push(padded);
      end += padded.length;
    }
    table.write(tag, 4 + 12 * index, 'latin1');
    table.writeUInt32BE(places.get(data)!, 8 + 12 * index);
    table.writeUInt32BE(data.length, 12 + 12 * index);
  });
  const header = Buffer.alloc(headerLength);
  header.writeUInt32BE(end);
  header[8] = version;
  header.write('mntrRGB XYZ ', 12, 'latin1');
  // A date is asked for: the same profile is the same bytes at any time.
  [2026, 1, 1].forEach((number, index) => header.writeUInt16BE(number, 24 + 2 * index));
  header.write('acsp', 36, 'latin1');
  header.set(fixed(d50), 68);
  return new Uint8Array(Buffer.concat([header, table, ...parts]));
}

/** s15Fixed16 numbers. */
function fixed(numbers: readonly number[]): Uint8Array {
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, index) => bytes.writeInt32BE(Math.round(number * 65536), 4 * index));
  return bytes;
}

const typed = (type: string, data: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(type, 'latin1'), Buffer.alloc(4), data]);

const xyzTag = (xyz: readonly number[]): Uint8Array => typed('XYZ ', fixed(xyz));

/** @param entries one = a gamma in 1/256; several = a table of 16 bit values */
function curveTag(entries: readonly number[]): Uint8Array {
  const data = Buffer.alloc(4 + 2 * entries.length);
  data.writeUInt32BE(entries.length);
  entries.forEach((entry, index) => data.writeUInt16BE(entry, 4 + 2 * index));
  return typed('curv', data);
}

const asciiTag = (type: string, text: string): Uint8Array => typed(type, Buffer.from(`${text}\0`, 'latin1'));

/** With empty Unicode and ScriptCode parts. */
function descriptionTag(text: string): Uint8Array {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(text.length + 1);
  return typed('desc', Buffer.concat([length, Buffer.from(`${text}\0`, 'latin1'), Buffer.alloc(78)]));
}

function localisedTag(text: string): Uint8Array {
  const head = Buffer.alloc(20);
  head.writeUInt32BE(1);
  head.writeUInt32BE(12, 4);
  head.write('enUS', 8, 'latin1');
  head.writeUInt32BE(2 * text.length, 12);
  head.writeUInt32BE(28, 16);
  return typed('mluc', Buffer.concat([head, Buffer.from(text, 'utf16le').swap16()]));
}

/** What a pair of codes means. */
type CodedColours =
  | { readonly kind: 'srgb' }
  | { readonly kind: 'profile'; readonly profile: Uint8Array }
  /** HDR, or primaries that are not known here. */
  | { readonly kind: 'other' };

/** BT.709 and unspecified; BT.709, unspecified, BT.601, sRGB and BT.2020, which viewers all show by one curve. */
const commonPrimaries = [1, 2];
const commonTransfers = [1, 2, 6, 13, 14, 15];
const displayP3 = 12;

/** Colour primaries and transfer characteristics as ITU-T H.273 numbers them (in PNG's cICP, AVIF's and HEIC's nclx). */
export function codedColours([primaries, transfer]: readonly [number, number]): CodedColours {
  if (!commonTransfers.includes(transfer)) return { kind: 'other' };
  if (commonPrimaries.includes(primaries)) return { kind: 'srgb' };
  return primaries === displayP3 ? { kind: 'profile', profile: displayP3Profile() } : { kind: 'other' };
}
