import { inflateSync } from 'node:zlib';

/** Expands one strip or tile. @throws Error where its bytes do not give `length` bytes */
export type Expand = (block: Uint8Array, length: number) => Uint8Array;

/** The compressions of TIFF 6.0 and their later numbers that are expanded here; null = another one. */
export async function expanderOf(compression: number): Promise<Expand | null> {
  switch (compression) {
    case 1:
      return (block) => block;
    case 5:
      return expandLzw;
    case 8:
    case 32946:
      return (block, length) => inflateSync(block, { maxOutputLength: length + 1024 });
    case 32773:
      return expandPackBits;
    case 50000: {
      const { ZSTDDecoder } = await import('zstddec');
      const decoder = new ZSTDDecoder();
      await decoder.init();
      return (block, length) => decoder.decode(block, length);
    }
    default:
      return null;
  }
}

/** TIFF 6.0 section 9. */
export function expandPackBits(block: Uint8Array, length: number): Uint8Array {
  const result = new Uint8Array(length);
  let to = 0;
  for (let from = 0; to < length;) {
    if (from >= block.length) throw new RangeError('packed bytes end too early');
    const head = block[from++]!;
    if (head < 128) {
      const literal = block.subarray(from, from + head + 1);
      if (literal.length <= head) throw new RangeError('packed bytes end too early');
      result.set(literal.subarray(0, length - to), to);
      to += literal.length;
      from += literal.length;
    } else if (head > 128) {
      result.fill(block[from++]!, to, Math.min(length, to + 257 - head));
      to += 257 - head;
    }
  }
  return result;
}

const clearCode = 256;
const endCode = 257;

/** TIFF 6.0 section 13: codes of 9 to 12 bits, the most significant bit first. */
function expandLzw(block: Uint8Array, length: number): Uint8Array {
  const result = new Uint8Array(length);
  // A string of the table is where it was last written: its start and its length in the result.
  const starts = new Uint32Array(4096);
  const lengths = new Uint16Array(4096);
  let next = endCode + 1;
  let width = 9;
  let bits = 0;
  let held = 0;
  let from = 0;
  let to = 0;
  let previous = -1;
  let previousStart = 0;
  while (to < length) {
    while (bits < width) {
      if (from >= block.length) throw new RangeError('codes end too early');
      held = ((held << 8) | block[from++]!) & 0xffffff;
      bits += 8;
    }
    const code = (held >> (bits - width)) & ((1 << width) - 1);
    bits -= width;
    if (code === endCode) break;
    if (code === clearCode) {
      next = endCode + 1;
      width = 9;
      previous = -1;
      continue;
    }
    const start = to;
    if (code < clearCode) result[to++] = code;
    else if (code < next) to = copyWithin(result, starts[code]!, lengths[code]!, to);
    else if (code === next && previous >= 0) {
      const first = result[previousStart]!;
      to = copyWithin(result, previousStart, start - previousStart, to);
      if (to < length) result[to] = first;
      to++;
    } else throw new RangeError(`code ${code} is not in the table`);
    if (previous >= 0 && next < 4096) {
      starts[next] = previousStart;
      lengths[next] = start - previousStart + 1;
      next++;
    }
    // One code early, as every TIFF writer does.
    if (next + 1 >= 1 << width && width < 12) width++;
    previous = code;
    previousStart = start;
  }
  if (to < length) throw new RangeError('codes give too few bytes');
  return result;
}

/** Bytes may overlap: each is read after those before it are written. @returns the end; bytes behind the array are not written */
function copyWithin(bytes: Uint8Array, from: number, count: number, to: number): number {
  for (let i = 0; i < count; i++) bytes[to + i] = bytes[from + i]!;
  return to + count;
}
