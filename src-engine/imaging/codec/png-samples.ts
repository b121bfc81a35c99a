import { promisify } from 'node:util';
import { constants, deflateRaw, type ZlibOptions } from 'node:zlib';
import { kernels } from '#engine/imaging/kernels/kernels.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { pngChunkBytes, readPngChunks, signatureLength } from './png-chunks.ts';
import { filterRow } from './png-filters.ts';

const deflate = promisify<Uint8Array, ZlibOptions, Buffer>(deflateRaw);

/** Bytes of a strip before it is packed, about; the same on every machine, so that the file is. */
const stripBytes = 2 << 20;
/** Strips that are packed at a time: as many as there are threads for it. */
const atOnce = 4;
/** Where more than this share of the differences is 0, the picture is drawn rather than seen, and repetitions are looked for. */
const drawnShare = 0.75;
/** Every so many bytes one is looked at to tell. */
const lookedAt = 13;

/** The header of a zlib stream (RFC 1950): deflate, a window of 32 KiB, packed fast. */
const zlibHeader = Uint8Array.of(0x78, 0x01);
const adlerBase = 65521;

/**
 * A PNG with all samples of a picture in the place of its own: every other chunk is kept. Strips of rows are filtered here, packed
 * on the thread pool, each beginning without a memory of the one before, and joined into one stream.
 * @param png of the first row @param image as it is to be in the file, in the form (channels, depth) that `png` has
 */
export async function withPngSamples(png: Uint8Array, image: SampleImage): Promise<Uint8Array> {
  const chunks = readPngChunks(png);
  const header = Uint8Array.from(chunks[0]!.data);
  new DataView(header.buffer).setUint32(4, image.height);
  const firstSamples = chunks.findIndex(({ type }) => type === 'IDAT');
  const packed = await packedStrips(image);
  return Buffer.concat([
    png.subarray(0, signatureLength),
    ...[
      { type: 'IHDR', data: header },
      ...chunks.slice(1, firstSamples),
      ...packed.map((data) => ({ type: 'IDAT', data })),
      ...chunks.slice(firstSamples).filter(({ type }) => type !== 'IDAT'),
    ].flatMap(pngChunkBytes),
  ]);
}

/** The zlib stream of all filtered rows, in pieces. */
async function packedStrips(image: SampleImage): Promise<Uint8Array[]> {
  const { width, height, channels, bitDepth } = image;
  const rowBytes = (width * channels * bitDepth) / 8;
  const rows = Math.max(1, Math.round(stripBytes / rowBytes));
  const strips: Promise<Uint8Array>[] = [];
  const filter = stripFilter(image, rowBytes);
  for (let y = 0; y < height; y += rows) {
    const last = Math.min(height, y + rows);
    const filtered = filter.filter(y, last);
    // The last one before the new one: no more than that many wait in memory.
    await strips.at(-atOnce);
    const packed = pack(filtered, last === height);
    // It is awaited below; an error before that must not end the process.
    packed.catch(() => undefined);
    strips.push(packed);
  }
  const checksum = new Uint8Array(4);
  new DataView(checksum.buffer).setUint32(0, filter.checksum);
  const packed = await Promise.all(strips);
  return packed.map((strip, index) => {
    const isLast = index === packed.length - 1;
    return Buffer.concat([index === 0 ? zlibHeader : noBytes, strip, isLast ? checksum : noBytes]);
  });
}

const noBytes = new Uint8Array(0);

/** Packs a strip. Differences of a photo are noise: only how often each occurs is worth coding. */
function pack(filtered: Uint8Array, isLast: boolean): Promise<Uint8Array> {
  let zeros = 0;
  for (let at = 0; at < filtered.length; at += lookedAt) if (filtered[at] === 0) zeros++;
  const isDrawn = zeros * lookedAt > drawnShare * filtered.length;
  return deflate(filtered, {
    level: isDrawn ? 6 : 1,
    strategy: isDrawn ? constants.Z_DEFAULT_STRATEGY : constants.Z_RLE,
    memLevel: 9,
    chunkSize: 1 << 20,
    finishFlush: isLast ? constants.Z_FINISH : constants.Z_FULL_FLUSH,
  });
}

/** Filters rows in their sequence. */
interface StripFilter {
  /** The checksum of all that was filtered so far (Adler-32). */
  readonly checksum: number;
  /** Rows [first, end), each behind its type. */
  filter(first: number, end: number): Uint8Array;
}

const stripFilter = (image: SampleImage, rowBytes: number): StripFilter =>
  kernels() ? new CompiledFilter(image, rowBytes) : new PlainFilter(image, rowBytes);

class PlainFilter implements StripFilter {
  checksum = 1;
  private readonly filterRow: ReturnType<typeof rowFilter>;

  constructor(
    image: SampleImage,
    private readonly rowBytes: number,
  ) {
    this.filterRow = rowFilter(image, rowBytes);
  }

  filter(first: number, end: number): Uint8Array {
    const stride = this.rowBytes + 1;
    const filtered = new Uint8Array((end - first) * stride);
    for (let row = first; row < end; row++) this.filterRow(row, filtered.subarray((row - first) * stride));
    this.checksum = adler32(filtered, this.checksum);
    return filtered;
  }
}

/** The same in WebAssembly. */
class CompiledFilter implements StripFilter {
  checksum = 1;
  /** The last row filtered, as it is in the file. */
  private readonly above: Uint8Array;

  constructor(
    private readonly image: SampleImage,
    private readonly rowBytes: number,
  ) {
    this.above = new Uint8Array(rowBytes);
  }

  filter(first: number, end: number): Uint8Array {
    const { above, rowBytes, image } = this;
    const { data, channels, bitDepth, width } = image;
    const count = end - first;
    const filtered = new Uint8Array(count * (rowBytes + 1));
    const compiled = kernels()!;
    compiled.begin(this);
    const rows = compiled.room((count + 1) * rowBytes);
    compiled.write(rows, above);
    compiled.write(rows + rowBytes, data.subarray(first * width * channels, end * width * channels));
    const out = compiled.room(filtered.length);
    const step = (channels * bitDepth) / 8;
    const place = [rows, rowBytes, count, step, Number(bitDepth === 16), out];
    this.checksum = compiled.run.filterRows(...place, this.checksum) >>> 0;
    compiled.read(out, filtered);
    compiled.read(rows + count * rowBytes, above);
    return filtered;
  }
}

/** 16 bit samples are big-endian in the file. */
function rowFilter(
  { data, channels, bitDepth, width }: SampleImage,
  rowBytes: number,
): (row: number, out: Uint8Array) => void {
  const step = (channels * bitDepth) / 8;
  let row = new Uint8Array(step + rowBytes);
  let above = new Uint8Array(step + rowBytes);
  return (index, out) => {
    [row, above] = [above, row];
    const samples = data.subarray(index * width * channels, (index + 1) * width * channels);
    if (bitDepth === 8) row.set(samples, step);
    else
      for (let i = 0, to = step; i < samples.length; i++) {
        row[to++] = samples[i]! >> 8;
        row[to++] = samples[i]! & 255;
      }
    filterRow(row, above, step, out);
  };
}

/** Continues an Adler-32 checksum (RFC 1950, section 9). */
function adler32(bytes: Uint8Array, sum: number): number {
  let a = sum & 0xffff;
  let b = sum >>> 16;
  // As many as fit into 32 bits before the remainder has to be taken.
  for (let at = 0; at < bytes.length;) {
    const end = Math.min(bytes.length, at + 3800);
    for (; at < end; at++) {
      a += bytes[at]!;
      b += a;
    }
    a %= adlerBase;
    b %= adlerBase;
  }
  return b * 65536 + a;
}
