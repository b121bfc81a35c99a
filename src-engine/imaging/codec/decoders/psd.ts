import { inflateSync } from 'node:zlib';
import { text } from '#shared/text/text.ts';
import { TesseraError } from '#shared/errors.ts';
import { expandPackBits } from '../tiff-compressions.ts';
import {
  assertPictureSize,
  damaged,
  hasAscii,
  type PictureDecoder,
  usesUnsupported,
} from '../picture-decoder.ts';

const modes: Readonly<Record<number, string>> = {
  0: 'bitmap',
  2: 'indexed',
  4: 'CMYK',
  7: 'multichannel',
  8: 'duotone',
  9: 'Lab',
};

/** Image resources that are read and written. */
export const resourceIds = { resolution: 1005, profile: 1039, exif: 1058, xmp: 1060 } as const;

/**
 * Photoshop documents, flattened: the composite that Photoshop stores behind the layers (Adobe Photoshop File Formats,
 * "Image Data Section"), grey and RGB, 8 and 16 bit, PSD and PSB.
 */
export const psdDecoder: PictureDecoder = {
  format: 'psd',
  sniff: (bytes) => hasAscii(bytes, 0, '8BPS'),
  async decode(bytes, name) {
    try {
      return decode(bytes, name);
    } catch (error) {
      throw error instanceof TesseraError ? error : damaged(name, error);
    }
  },
};

function decode(bytes: Uint8Array, name: string) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const big = view.getUint16(4) === 2;
  const [planes, height, width] = [view.getUint16(12), view.getUint32(14), view.getUint32(18)];
  const [depth, mode] = [view.getUint16(22), view.getUint16(24)];
  assertPictureSize(name, width, height);
  if (mode !== 1 && mode !== 3) throw usesUnsupported(name, `${modes[mode] ?? 'unknown'} colours`);
  if (depth !== 8 && depth !== 16) throw usesUnsupported(name, `${depth} bit samples`);
  const colours = mode === 1 ? 1 : 3;
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
  const channels = (colours + (alpha ? 1 : 0)) as 1 | 2 | 3 | 4;
  const data = readPlanes(bytes, layersAt + layersLength, { width, height, planes, depth, big, channels });
  if (!data) throw usesUnsupported(name, 'this compression of the flattened picture');
  return {
    image: {
      width,
      height,
      channels,
      bitDepth: depth as 8 | 16,
      data,
      iccProfile: resource(resources, resourceIds.profile),
    },
    metadata: {
      exif: resource(resources, resourceIds.exif),
      xmp: decodeText(resource(resources, resourceIds.xmp)),
      resolution: resolutionOf(resource(resources, resourceIds.resolution)),
    },
    note: layersLength > 0 ? text.pictures.notes.flattened : null,
  };
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
