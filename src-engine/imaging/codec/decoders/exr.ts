import { inflateSync } from 'node:zlib';
import { toneMap } from '#engine/imaging/colour/tone-map.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { text } from '#shared/text/text.ts';
import { type ExrChannel, type ExrHeader, readExrHeader, rowsOfChunk } from '../exr-header.ts';
import {
  assertLightSize,
  damaged,
  damagedHeader,
  joinNotes,
  type PictureDecoder,
  usesUnsupported,
} from '../picture-decoder.ts';

/** OpenEXR: light of any brightness in half or single precision, tone-mapped to a working picture. */
export const exrDecoder: PictureDecoder = {
  format: 'exr',
  sniff: (bytes) => bytes[0] === 0x76 && bytes[1] === 0x2f && bytes[2] === 0x31 && bytes[3] === 0x01,
  async decode(bytes, name) {
    const header = headerOf(bytes, name);
    const { width, height } = header;
    assertLightSize(name, width, height);
    const unsupported = unsupportedPart(header);
    if (unsupported !== null) throw usesUnsupported(name, unsupported);
    const ordered = inOrder(bytes, header, name);
    const { default: parseExr } = await import('parse-exr');
    let data: Float32Array;
    try {
      data = parseExr(ordered.buffer, asFloat).data as Float32Array;
    } catch (error) {
      throw damaged(name, error);
    }
    const stored = data.length / (width * height);
    const further = header.channels.filter((channel) => !isShown(channel));
    if (stored !== 1 && stored !== 4) throw damaged(name);
    const hasAlpha = stored === 4 && header.channels.some((channel) => channel.name === 'A');
    return {
      image: pictureOf(data, header, stored, hasAlpha),
      metadata: { exif: null, xmp: null },
      note: joinNotes(
        text.pictures.notes.toneMapped,
        isWide(header.chromaticities) && text.pictures.notes.otherColours,
        further.length > 0 && text.pictures.notes.furtherChannels(namesOf(further)),
      ),
    };
  },
};

/** The library's word for single precision. */
const asFloat = 1015;

function headerOf(bytes: Uint8Array, name: string): ExrHeader {
  try {
    return readExrHeader(bytes);
  } catch (error) {
    throw damagedHeader(name, error);
  }
}

/** Depth, masks and other layers are left out. */
const isShown = ({ name }: ExrChannel): boolean => ['R', 'G', 'B', 'A', 'Y'].includes(name);

const namesOf = (channels: readonly ExrChannel[]): string =>
  channels
    .map(({ name }) => name)
    .join(', ')
    .slice(0, 60);

/** A noun phrase; null = all of it can be read. */
function unsupportedPart({ isOther, channels, compression, tiles }: ExrHeader): string | null {
  if (isOther) return 'several pictures, or several samples for a pixel';
  const shown = channels.filter(isShown);
  const names = shown.map(({ name }) => name).sort();
  if (!['B,G,R', 'A,B,G,R', 'Y'].includes(names.join())) return `the channels ${namesOf(channels)}`;
  // The library reads all that is shown as it reads the last one, and takes whole numbers for nothing.
  if (new Set(shown.map(({ precision }) => precision)).size > 1) return 'channels of several precisions';
  if (channels.some(({ precision }) => precision === 'whole')) return 'channels of whole numbers';
  if (!(compression in rowsOfChunk))
    return `${otherCompressions[compression - 4] ?? 'an unknown'} compression`;
  return tiles && tiles.levels !== 0 ? 'several resolutions' : null;
}

/** From 4 on. Of damaged PIZ the library makes a loop without an end, DWA was not tried on damaged files, and B44 it does not know. */
const otherCompressions = ['PIZ', 'PXR24', 'B44', 'B44A', 'DWAA', 'DWAB'];

const compressionsByZlib = [2, 3, 5];

/**
 * The file with its chunks from the top down, whatever the sequence they were written in: the library misplaces rows that were written
 * from the lowest up. Every chunk is there, each part of the picture once, and what zlib packed has its checksum: the library shows
 * what is missing as black. @throws TesseraError file-truncated
 */
function inOrder(
  bytes: Uint8Array,
  { width, height, compression, tiles, end, lineOrderAt }: ExrHeader,
  name: string,
): Uint8Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = tiles
    ? Math.ceil(width / tiles.width) * Math.ceil(height / tiles.height)
    : Math.ceil(height / rowsOfChunk[compression]!);
  const headLength = tiles ? 20 : 8;
  const parts = new Set<string>();
  const ordered = new Uint8Array(bytes);
  ordered[lineOrderAt] = 0;
  let length = end + count * 8;
  try {
    for (let i = 0; i < count; i++) {
      const at = Number(view.getBigUint64(end + i * 8, true));
      const size = view.getInt32(at + headLength - 4, true);
      const start = at + headLength;
      if (at < end + count * 8 || size < 0 || start + size > bytes.length) throw new RangeError('outside');
      parts.add(Buffer.from(bytes.subarray(at, at + (tiles ? 8 : 4))).toString('hex'));
      // What did not become smaller is stored as it is, without a header of zlib.
      const isPacked = compressionsByZlib.includes(compression) && (bytes[start]! & 15) === 8;
      if (isPacked && (bytes[start]! * 256 + bytes[start + 1]!) % 31 === 0)
        inflateSync(bytes.subarray(start, start + size));
      ordered.set(bytes.subarray(at, start + size), length);
      length += start + size - at;
    }
    if (parts.size !== count) throw new RangeError('a part twice');
  } catch (error) {
    throw damaged(name, error);
  }
  return ordered;
}

/** Rows come from the lowest up; colours are multiplied by alpha. */
function pictureOf(
  data: Float32Array,
  { width, height }: ExrHeader,
  stored: 1 | 4,
  hasAlpha: boolean,
): SampleImage {
  const colours = stored === 1 ? 1 : 3;
  const light = new Float32Array(width * height * colours);
  const alpha = hasAlpha ? new Uint16Array(width * height) : null;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const [from, to] = [((height - 1 - y) * width + x) * stored, y * width + x];
      const opacity = alpha ? Math.min(Math.max(data[from + 3]!, 0), 1) : 1;
      if (alpha) alpha[to] = Math.round(opacity * 65_535);
      for (let c = 0; c < colours; c++)
        light[to * colours + c] = opacity > 0 ? data[from + c]! / opacity : data[from + c]!;
    }
  const mapped = toneMap(light, colours);
  const shape = { width, height, bitDepth: 16, iccProfile: null } as const;
  if (!alpha) return { ...shape, channels: colours, data: mapped };
  const samples = new Uint16Array(alpha.length * 4);
  for (let i = 0; i < alpha.length; i++) {
    samples.set(mapped.subarray(i * 3, i * 3 + 3), i * 4);
    samples[i * 4 + 3] = alpha[i]!;
  }
  return { ...shape, channels: 4, data: samples };
}

/** Red, green, blue and white of Rec. 709 and sRGB. */
const rec709 = [0.64, 0.33, 0.3, 0.6, 0.15, 0.06, 0.3127, 0.329];

const isWide = (chromaticities: readonly number[] | null): boolean =>
  chromaticities?.some((value, i) => Math.abs(value - rec709[i]!) > 0.005) ?? false;
