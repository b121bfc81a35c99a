import type { SampleImage } from '#engine/imaging/samples.ts';
import { type Expand, expanderOf } from './tiff-compressions.ts';
import { readTiffHeader, type TiffField, tiffNumbers } from './tiff-directory.ts';
import type { TiffLayout } from './tiff-layout.ts';

/**
 * Reads a page's stored samples strip by strip or tile by tile, 9 to 15 bit stretched to 16. Every block must give all the
 * bytes that it stands for: the image library leaves black what it could not expand, in tiles without an error.
 * @param partial leaves blocks that are damaged black instead
 * @throws Error where a block cannot be expanded
 */
export async function readTiffByBlocks(
  bytes: Uint8Array,
  fields: readonly TiffField[],
  { width, height, samples, bits, compression }: TiffLayout,
  partial: boolean,
): Promise<SampleImage> {
  const expand = (await expanderOf(compression))!;
  const { little } = readTiffHeader(bytes)!;
  const depth = bits[0]!;
  const first = (tag: number, otherwise: number): number => tiffNumbers(fields, tag)?.[0] ?? otherwise;
  const planar = first(284, 1) === 2;
  const isReversed = first(266, 1) === 2;
  const differences = first(317, 1) === 2;
  const blockWidth = first(322, width);
  const blockHeight = first(323, Math.min(height, first(278, height)));
  const tiled = tiffNumbers(fields, 322) !== null;
  const offsets = tiffNumbers(fields, tiled ? 324 : 273)!;
  const counts = tiffNumbers(fields, tiled ? 325 : 279)!;
  const across = Math.ceil(width / blockWidth);
  const down = Math.ceil(height / blockHeight);
  const perBlock = planar ? 1 : samples;
  const rowBytes = Math.ceil((blockWidth * perBlock * depth) / 8);
  const data =
    depth === 8 ? new Uint8Array(width * height * samples) : new Uint16Array(width * height * samples);
  const most = 2 ** depth - 1;
  for (let plane = 0; plane < (planar ? samples : 1); plane++)
    for (let block = 0; block < across * down; block++) {
      const index = plane * across * down + block;
      const left = (block % across) * blockWidth;
      const top = Math.floor(block / across) * blockHeight;
      const rows = tiled ? blockHeight : Math.min(blockHeight, height - top);
      const stored = bytes.subarray(offsets[index]!, offsets[index]! + counts[index]!);
      const packed = isReversed ? stored.map((byte) => reversedBits[byte]!) : stored;
      const expanded = expandBlock(expand, packed, rowBytes * rows, partial);
      if (!expanded) continue;
      for (let y = 0; y < rows && top + y < height; y++) {
        const row = unpackRow(expanded.subarray(y * rowBytes, (y + 1) * rowBytes), depth, little);
        if (differences) addUp(row, perBlock, most);
        const columns = Math.min(blockWidth, width - left);
        const at = ((top + y) * width + left) * samples + plane;
        if (!planar) writeRow(data, at, row, columns * samples, 1, depth, most);
        else writeRow(data, at, row, columns, samples, depth, most);
      }
    }
  return {
    width,
    height,
    channels: samples as SampleImage['channels'],
    bitDepth: depth === 8 ? 8 : 16,
    data,
    iccProfile: null,
  };
}

/** Bytes with their bits from last to first (FillOrder 2, TIFF 6.0 section 8). */
const reversedBits = Uint8Array.from({ length: 256 }, (_, byte) =>
  [0, 1, 2, 3, 4, 5, 6, 7].reduce((bits, at) => bits | (((byte >> at) & 1) << (7 - at)), 0),
);

/** All bytes of a block; null = it is damaged and `partial` lets that pass. */
function expandBlock(
  expand: Expand,
  packed: Uint8Array,
  length: number,
  partial: boolean,
): Uint8Array | null {
  try {
    const expanded = expand(packed, length);
    if (expanded.length < length) throw new RangeError('a block holds too few bytes');
    return expanded;
  } catch (error) {
    if (partial) return null;
    throw error;
  }
}

/** One row's samples; those of neither 8 nor 16 bit are packed, the most significant bit first, in either byte order. */
function unpackRow(row: Uint8Array, depth: number, little: boolean): Uint8Array | Uint16Array {
  if (depth === 8) return row.slice();
  const result = new Uint16Array(Math.floor((row.length * 8) / depth));
  if (depth === 16 && little) {
    new Uint8Array(result.buffer).set(row);
    return result;
  }
  if (depth === 16) {
    const view = new DataView(row.buffer, row.byteOffset, row.byteLength);
    for (let i = 0; i < result.length; i++) result[i] = view.getUint16(2 * i, little);
    return result;
  }
  for (let i = 0; i < result.length; i++) {
    const bit = i * depth;
    const at = bit >> 3;
    const held = (row[at]! << 16) | ((row[at + 1] ?? 0) << 8) | (row[at + 2] ?? 0);
    result[i] = (held >> (24 - depth - (bit & 7))) & (2 ** depth - 1);
  }
  return result;
}

/** Undoes horizontal differences (predictor 2, TIFF 6.0 section 14). @param most the largest value: sums wrap around behind it */
function addUp(row: Uint8Array | Uint16Array, channels: number, most: number): void {
  for (let i = channels; i < row.length; i++) row[i] = (row[i]! + row[i - channels]!) & most;
}

/** Stretched to 16 bit where `depth` is between: 0 stays 0, white becomes white. */
function writeRow(
  data: Uint8Array | Uint16Array,
  at: number,
  row: Uint8Array | Uint16Array,
  count: number,
  step: number,
  depth: number,
  most: number,
): void {
  const full = depth === 8 ? 255 : 65535;
  if (most === full && step === 1) {
    data.set(row.subarray(0, count), at);
    return;
  }
  for (let i = 0; i < count; i++)
    data[at + i * step] = most === full ? row[i]! : Math.round((row[i]! * full) / most);
}
