import { toneMap } from '#engine/imaging/colour/tone-map.ts';
import { text } from '#shared/text/text.ts';
import {
  assertLightSize,
  damaged,
  damagedHeader,
  hasAscii,
  joinNotes,
  type PictureDecoder,
  usesUnsupported,
} from '../picture-decoder.ts';

/** Radiance HDR (RGBE): light of any brightness, eight bits and a shared exponent, tone-mapped to a working picture. */
export const radianceDecoder: PictureDecoder = {
  format: 'hdr',
  sniff: (bytes) => hasAscii(bytes, 0, '#?RADIANCE') || hasAscii(bytes, 0, '#?RGBE'),
  async decode(bytes, name) {
    const { width, height, exposure, start, upward } = readHeader(bytes, name);
    assertLightSize(name, width, height);
    const light = new Float32Array(width * height * 3);
    const row = new Uint8Array(width * 4);
    let at = start;
    for (let y = 0; y < height; y++) {
      at = readRow(bytes, at, row, width, name);
      const first = (upward ? height - 1 - y : y) * width * 3;
      for (let x = 0; x < width; x++) {
        const exponent = row[x * 4 + 3]!;
        const unit = exponent === 0 ? 0 : 2 ** (exponent - 136) / exposure;
        for (let c = 0; c < 3; c++) light[first + x * 3 + c] = row[x * 4 + c]! * unit;
      }
    }
    const image = {
      width,
      height,
      channels: 3,
      bitDepth: 16,
      data: toneMap(light, 3),
      iccProfile: null,
    } as const;
    return { image, metadata: { exif: null, xmp: null }, note: joinNotes(text.pictures.notes.toneMapped) };
  },
};

interface Header {
  readonly width: number;
  readonly height: number;
  /** What the stored light was multiplied by. */
  readonly exposure: number;
  /** The first row is the lowest. */
  readonly upward: boolean;
  readonly start: number;
}

/** Longer headers are none. */
const longestHeader = 65_536;

function readHeader(bytes: Uint8Array, name: string): Header {
  const head = Buffer.from(bytes.subarray(0, longestHeader)).toString('latin1');
  const end = /\n\r?\n/.exec(head);
  const size = end && /^[^\n]*\n/.exec(head.slice(end.index + end[0].length));
  if (!end || !size) throw damagedHeader(name);
  const lines = head.slice(0, end.index).split('\n');
  const format =
    lines
      .find((line) => line.startsWith('FORMAT='))
      ?.slice(7)
      .trim() ?? '32-bit_rle_rgbe';
  if (format !== '32-bit_rle_rgbe') throw usesUnsupported(name, `colours of the kind ${format.slice(0, 40)}`);
  const exposure = lines
    .flatMap((line) => /^EXPOSURE=\s*([\d.eE+-]+)/.exec(line)?.[1] ?? [])
    .reduce((product, value) => product * Number(value), 1);
  const match = /^([+-])Y (\d{1,7}) \+X (\d{1,7})\s*$/.exec(size[0]);
  if (!match && /^[+-][XY] \d+ [+-][XY] \d+\s*$/.exec(size[0])) throw usesUnsupported(name, 'turned rows');
  if (!match || !(exposure > 0 && exposure < Infinity)) throw damagedHeader(name);
  return {
    ...{ width: Number(match[3]), height: Number(match[2]), exposure, upward: match[1] === '+' },
    start: end.index + end[0].length + size[0].length,
  };
}

/** Fills `row` and gives where the next one begins: each of its four bytes in runs of its own, or plain pixels with repeats. */
function readRow(bytes: Uint8Array, start: number, row: Uint8Array, width: number, name: string): number {
  const isNew =
    width >= 8 &&
    width < 32_768 &&
    bytes[start] === 2 &&
    bytes[start + 1] === 2 &&
    bytes[start + 2]! * 256 + bytes[start + 3]! === width;
  return isNew ? readPlanes(bytes, start + 4, row, width, name) : readPixels(bytes, start, row, width, name);
}

function readPlanes(bytes: Uint8Array, start: number, row: Uint8Array, width: number, name: string): number {
  let at = start;
  for (let c = 0; c < 4; c++)
    for (let x = 0; x < width;) {
      const code = bytes[at++]!;
      const isRun = code > 128;
      const count = isRun ? code - 128 : code;
      if (!(count > 0) || x + count > width || at + (isRun ? 1 : count) > bytes.length) throw damaged(name);
      for (let i = 0; i < count; i++) row[(x + i) * 4 + c] = bytes[isRun ? at : at + i]!;
      at += isRun ? 1 : count;
      x += count;
    }
  return at;
}

function readPixels(bytes: Uint8Array, start: number, row: Uint8Array, width: number, name: string): number {
  let at = start;
  let shift = 0;
  for (let x = 0; x < width;) {
    if (at + 4 > bytes.length) throw damaged(name);
    const pixel = bytes.subarray(at, at + 4);
    at += 4;
    if (pixel[0] !== 1 || pixel[1] !== 1 || pixel[2] !== 1) {
      row.set(pixel, x++ * 4);
      shift = 0;
      continue;
    }
    const count = pixel[3]! * 2 ** shift;
    if (x === 0 || x + count > width || shift > 16) throw damaged(name);
    for (let i = 0; i < count; i++, x++) row.copyWithin(x * 4, (x - 1) * 4, x * 4);
    shift += 8;
  }
  return at;
}
