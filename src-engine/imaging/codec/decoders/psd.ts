import { inflateSync } from 'node:zlib';
import { text } from '#shared/text/text.ts';
import { TesseraError } from '#shared/errors.ts';
import { expandPackBits } from '../tiff-compressions.ts';
import { rgbOfLabSamples } from '#engine/imaging/colour/lab.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import {
  assertPictureSize,
  damaged,
  type DecodedFile,
  hasAscii,
  joinNotes,
  type PictureDecoder,
  usesUnsupported,
} from '../picture-decoder.ts';
import { resourcesOfPicture } from '../photoshop-data.ts';
import { keepChannels, readHeader, readSamples } from '../sharp-samples.ts';
import { withoutWhite } from '../straight-alpha.ts';
import { wrapInTiff } from '../tiff-wrap.ts';

/** Colour modes that are read, and how many channels each has. */
const channelsOfMode: Readonly<Record<number, 1 | 3 | 4>> = { 1: 1, 3: 3, 4: 4, 9: 3 };
const [cmykMode, labMode] = [4, 9];
/** Others by name. */
const modes: Readonly<Record<number, string>> = {
  0: 'bitmap',
  2: 'indexed',
  7: 'multichannel',
  8: 'duotone',
};

/** Image resources that are read and written. */
export const resourceIds = { resolution: 1005, profile: 1039, exif: 1058, xmp: 1060 } as const;

/**
 * Photoshop documents, flattened: the composite that Photoshop stores behind the layers (Adobe Photoshop File Formats,
 * "Image Data Section"), 8 and 16 bit, PSD and PSB. CMYK and Lab become sRGB.
 */
export const psdDecoder: PictureDecoder = {
  format: 'psd',
  sniff: (bytes) => hasAscii(bytes, 0, '8BPS'),
  async decode(bytes, name) {
    try {
      return await decode(bytes, name);
    } catch (error) {
      throw error instanceof TesseraError ? error : damaged(name, error);
    }
  },
};

async function decode(bytes: Uint8Array, name: string): Promise<DecodedFile> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const big = view.getUint16(4) === 2;
  const [planes, height, width] = [view.getUint16(12), view.getUint32(14), view.getUint32(18)];
  const [depth, mode] = [view.getUint16(22), view.getUint16(24)];
  assertPictureSize(name, width, height);
  const colours = channelsOfMode[mode];
  if (!colours) throw usesUnsupported(name, `${modes[mode] ?? 'unknown'} colours`);
  if (depth !== 8 && depth !== 16) throw usesUnsupported(name, `${depth} bit samples`);
  if (planes < colours) throw damaged(name);
  let at = 26;
  at += 4 + view.getUint32(at);
  const resources = bytes.subarray(at + 4, at + 4 + view.getUint32(at));
  at += 4 + view.getUint32(at);
  const layersAt = at + (big ? 8 : 4);
  const layersLength = big ? Number(view.getBigUint64(at)) : view.getUint32(at);
  // A negative count of layers says that the first extra plane is the composite's transparency.
  const layerInfo = layersLength > (big ? 10 : 6) ? view.getInt16(layersAt + (big ? 8 : 4)) : 0;
  const alpha = planes > colours && layerInfo < 0;
  const channels = colours + (alpha ? 1 : 0);
  const data = readPlanes(bytes, layersAt + layersLength, { width, height, planes, depth, big, channels });
  if (!data) throw usesUnsupported(name, 'this compression of the flattened picture');
  const iccProfile = resource(resources, resourceIds.profile);
  const stored = { width, height, channels, bitDepth: depth as 8 | 16, data, iccProfile };
  return {
    image:
      mode === cmykMode
        ? await rgbOfInks(stored, name)
        : mode === labMode
          ? rgbOfLab(stored)
          : straight(stored),
    metadata: {
      exif: resource(resources, resourceIds.exif),
      xmp: decodeText(resource(resources, resourceIds.xmp)),
      resolution: resolutionOf(resource(resources, resourceIds.resolution)),
      photoshop: resourcesOfPicture(resources) ?? undefined,
    },
    note: joinNotes(
      mode === cmykMode && text.pictures.notes.cmyk,
      mode === labMode && text.pictures.notes.lab,
      layersLength > 0 && text.pictures.notes.flattened,
    ),
  };
}

/** A composite of any colour mode. */
type Stored = Omit<SampleImage, 'channels'> & { readonly channels: number };

const asItIs = (stored: Stored): SampleImage => ({ ...stored, channels: stored.channels as 1 | 2 | 3 | 4 });

/** Grey and RGB. Photoshop puts white behind what is transparent in a composite; some other programs put nothing there. */
function straight(stored: Stored): SampleImage {
  const image = asItIs(stored);
  return (image.channels % 2 === 0 && withoutWhite(image)) || image;
}

/** Inks, which are stored turned over, as a TIFF has them: the image library converts that by its profile. */
async function rgbOfInks(stored: Stored, name: string): Promise<SampleImage> {
  const { channels, data, bitDepth } = stored;
  const full = bitDepth === 16 ? 65535 : 255;
  const inks = keepChannels(data, channels, [0, 1, 2, 3]).map((value) => full - value) as SampleImage['data'];
  const file = wrapInTiff({ ...stored, channels: 4, data: inks }, true);
  const reading = { failOn: 'warning', unlimited: true, orient: false } as const;
  const image = await readSamples(file, name, await readHeader(file, reading), reading);
  if (channels === 4) return image;
  const withAlpha = new (data.constructor as new (length: number) => SampleImage['data'])(
    (data.length / 5) * 4,
  );
  for (let from = 0, to = 0; to < withAlpha.length; from += 5, to += 4) {
    for (let c = 0; c < 3; c++) withAlpha[to + c] = image.data[(to / 4) * 3 + c]!;
    withAlpha[to + 3] = data[from + 4]!;
  }
  return { ...image, channels: 4, data: withAlpha };
}

/** L to the full range; a and b with half of the range above theirs. */
function rgbOfLab(stored: Stored): SampleImage {
  const image = asItIs(stored);
  const [full, step] = image.bitDepth === 16 ? [65535, 256] : [255, 1];
  const data = rgbOfLabSamples(image, (l, a, b) => [(l * 100) / full, a / step - 128, b / step - 128]);
  return { ...image, data, iccProfile: null };
}

interface Planes {
  readonly width: number;
  readonly height: number;
  readonly planes: number;
  readonly depth: number;
  readonly big: boolean;
  readonly channels: number;
}

/** Interleaves the first `channels` planes; null for a compression that is not known. @throws RangeError where they are cut short */
function readPlanes(
  bytes: Uint8Array,
  start: number,
  { width, height, planes, depth, big, channels }: Planes,
): Uint8Array | Uint16Array | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const compression = view.getUint16(start);
  const rowBytes = (width * depth) / 8;
  const data =
    depth === 8 ? new Uint8Array(width * height * channels) : new Uint16Array(width * height * channels);
  const putRow = (plane: number, y: number, row: Uint8Array): void => {
    if (row.length < rowBytes) throw new RangeError('a row is cut short');
    const to = y * width * channels + plane;
    for (let x = 0; x < width; x++)
      data[to + x * channels] = depth === 8 ? row[x]! : row[2 * x]! * 256 + row[2 * x + 1]!;
  };
  let at = start + 2;
  if (compression === 0 || compression === 2) {
    const raw = compression === 0 ? bytes.subarray(at) : inflateSync(bytes.subarray(at));
    for (let plane = 0; plane < channels; plane++)
      for (let y = 0; y < height; y++) {
        const from = (plane * height + y) * rowBytes;
        putRow(plane, y, raw.subarray(from, from + rowBytes));
      }
    return data;
  }
  if (compression !== 1) return null;
  const countSize = big ? 4 : 2;
  let counts = at;
  at += planes * height * countSize;
  for (let plane = 0; plane < channels; plane++)
    for (let y = 0; y < height; y++, counts += countSize) {
      const length = big ? view.getUint32(counts) : view.getUint16(counts);
      putRow(plane, y, expandPackBits(bytes.subarray(at, at + length), rowBytes));
      at += length;
    }
  return data;
}

/** The data of an image resource block; null = there is none. */
export function resource(resources: Uint8Array, wanted: number): Uint8Array | null {
  const view = new DataView(resources.buffer, resources.byteOffset, resources.byteLength);
  for (let at = 0; at + 12 <= resources.length && hasAscii(resources, at, '8BIM');) {
    const id = view.getUint16(at + 4);
    const nameLength = (resources[at + 6]! + 2) & ~1;
    const size = view.getUint32(at + 6 + nameLength);
    const start = at + 10 + nameLength;
    if (id === wanted) return resources.slice(start, start + size);
    at = start + size + (size % 2);
  }
  return null;
}

const decodeText = (block: Uint8Array | null): string | null => block && new TextDecoder().decode(block);

/** ResolutionInfo: pixels per inch as a fixed-point number, shown per inch or centimetre. */
function resolutionOf(block: Uint8Array | null) {
  if (!block || block.length < 16) return undefined;
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength);
  const [x, y] = [view.getUint32(0) / 65536, view.getUint32(8) / 65536];
  return x >= 1 && y >= 1 ? { x, y, unit: 'inch' as const } : undefined;
}
