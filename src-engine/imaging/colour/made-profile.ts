import { type Chromaticities, bt709, codedPrimaries, d65, displayP3, toXyzD50 } from './chromaticities.ts';
import { lightOfHlg, lightOfPq, shownLight } from './hdr-curves.ts';
import type { Matrix } from './matrix.ts';
import { d50, srgbToLinear, srgbToXyzD50 } from './srgb.ts';

/** ICC profiles (ICC.1:2001-04, version 2) for colours that a file names in another way. */

const headerLength = 128;

/** What cameras mean by the DCF option file R03: primaries and gamma of Adobe RGB (1998). */
export const adobeRgbProfile = (): Uint8Array =>
  rgbProfile(
    'Compatible with Adobe RGB (1998)',
    toXyzD50({ white: d65, red: [0.64, 0.33], green: [0.21, 0.71], blue: [0.15, 0.06] })!,
    gammaTag(2.19921875),
  );

/** Primaries of Display P3 with the sRGB curve. */
export const displayP3Profile = (): Uint8Array => rgbProfile('Display P3', toXyzD50(displayP3)!, srgbCurve());

/** IEC 61966-2-1. */
export const srgbProfile = (): Uint8Array => rgbProfile('sRGB', srgbToXyzD50, srgbCurve());

/** A curve of light, from 0 to 1, over device values from 0 to 1. */
type Curve = (value: number) => number;

const srgbCurve = (): Uint8Array => sampledCurve(srgbToLinear, 1024);

const sampledCurve = (curve: Curve, entries: number): Uint8Array =>
  curveTag(Array.from({ length: entries }, (_, i) => Math.round(curve(i / (entries - 1)) * 65535)));

const gammaTag = (gamma: number): Uint8Array => curveTag([Math.round(gamma * 256)]);

/**
 * What gamma and chromaticities of a PNG mean (PNG third edition, sections 11.3.2.1 and 11.3.2.2); null = sRGB, which files that
 * say 1/2.2 and no primaries but its own are meant to be in.
 * @param gamma the exponent that gives light; null = the curve of sRGB @param chromaticities null = those of sRGB
 */
export function profileOfGamma(
  gamma: number | null,
  chromaticities: Chromaticities | null,
  isGrey: boolean,
): Uint8Array | null {
  const matrix = chromaticities && !isGrey ? toXyzD50(chromaticities) : null;
  const isWide = matrix?.some((value, i) => Math.abs(value - srgbToXyzD50[i]!) > 0.004) ?? false;
  const isUsual =
    gamma === null || !(gamma > 0.1 && gamma < 10) || (!isWide && Math.abs(gamma / 2.2 - 1) < 0.05);
  if (isUsual && !isWide) return null;
  const curve = gamma === null || isUsual ? srgbCurve() : gammaTag(gamma);
  const name = isUsual ? 'Colours of a PNG' : `Colours of a PNG, gamma ${gamma!.toFixed(2)}`;
  return isGrey ? greyProfile(name, curve) : rgbProfile(name, isWide ? matrix! : srgbToXyzD50, curve);
}

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
function rgbProfile(name: string, matrix: Matrix, curve: Uint8Array, version = 2): Uint8Array {
  const column = (index: number): Uint8Array => xyzTag([0, 3, 6].map((row) => matrix[row + index]!));
  return monitorProfile('RGB ', name, version, [
    ...['rXYZ', 'gXYZ', 'bXYZ'].map((tag, index): [string, Uint8Array] => [tag, column(index)]),
    ...['rTRC', 'gTRC', 'bTRC'].map((tag): [string, Uint8Array] => [tag, curve]),
  ]);
}

const greyProfile = (name: string, curve: Uint8Array): Uint8Array =>
  monitorProfile('GRAY', name, 2, [['kTRC', curve]]);

function monitorProfile(
  space: 'RGB ' | 'GRAY',
  name: string,
  version: number,
  colourTags: readonly [string, Uint8Array][],
): Uint8Array {
  const tags: [string, Uint8Array][] = [
    ['desc', version < 4 ? descriptionTag(name) : localisedTag(name)],
    ['cprt', version < 4 ? asciiTag('text', 'CC0') : localisedTag('CC0')],
    ['wtpt', xyzTag(d50)],
    ...colourTags,
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
  header.write(`mntr${space}XYZ `, 12, 'latin1');
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
export type CodedColours =
  | { readonly kind: 'srgb' }
  /** `isHdr`: its curve is one of high dynamic range, shown with light brighter than white pressed together. */
  | { readonly kind: 'profile'; readonly profile: Uint8Array; readonly isHdr: boolean }
  /** Codes that are not known here. */
  | { readonly kind: 'other' };

/** BT.709, unspecified, BT.601, sRGB and BT.2020, which viewers all show by one curve. */
const commonTransfers = [1, 2, 6, 13, 14, 15];

/** Transfer characteristics (ITU-T H.273, table 3): gamma 2.2 and 2.8, linear light; PQ and HLG with their names. */
const gammas: Readonly<Record<number, number>> = { 4: 2.2, 5: 2.8, 8: 1 };
const hdrCurves: Readonly<Record<number, readonly [name: string, curve: Curve]>> = {
  16: ['PQ', (value) => shownLight(lightOfPq(value))],
  18: ['HLG', (value) => shownLight(lightOfHlg(value))],
};
const hdrEntries = 4096;

/** Colour primaries and transfer characteristics as ITU-T H.273 numbers them (in PNG's cICP, AVIF's and HEIC's nclx). */
export function codedColours([primaries, transfer]: readonly [number, number]): CodedColours {
  const coded = codedPrimaries[primaries];
  const hdr = hdrCurves[transfer];
  const gamma = gammas[transfer];
  if (!coded || !(commonTransfers.includes(transfer) || hdr || gamma)) return { kind: 'other' };
  const isCommon = commonTransfers.includes(transfer);
  if (isCommon && coded === bt709) return { kind: 'srgb' };
  if (isCommon && coded === displayP3) return { kind: 'profile', profile: displayP3Profile(), isHdr: false };
  const curve = hdr ? sampledCurve(hdr[1], hdrEntries) : gamma ? gammaTag(gamma) : srgbCurve();
  const name = `${coded.name}${hdr ? `, ${hdr[0]}` : gamma ? `, gamma ${gamma}` : ''}`;
  return { kind: 'profile', profile: rgbProfile(name, toXyzD50(coded)!, curve), isHdr: hdr !== undefined };
}
