import { type EntropyData, kernelsFor } from './entropy-data.ts';
import { type DecodeTable, lookupBits, symbolOnly, type EncodeTable } from './huffman-table.ts';
import { damaged } from './jpeg-error.ts';

/** Writes bits, first the highest of each byte (ITU-T T.81, C.3), and keeps count of restart intervals. */
export class BitWriter {
  private bytes: Uint8Array;
  private view: DataView;
  private length = 0;
  /** The bits not yet written, the highest ones first. */
  private pending = 0;
  private free = 32;
  private readonly starts: number[] = [0];

  /** @param expectedBytes room to begin with */
  constructor(expectedBytes: number) {
    this.bytes = new Uint8Array(expectedBytes + 64);
    this.view = new DataView(this.bytes.buffer);
  }

  /** @param bits lower than 2 ^ count @param count 0 to 31 */
  write(bits: number, count: number): void {
    if (count <= this.free) {
      this.free -= count;
      // A shift by 32 is none: with nothing pending and no bits there is nothing to keep.
      if (count > 0) this.pending |= bits << this.free;
      return;
    }
    const over = count - this.free;
    this.reserve(4);
    this.view.setInt32(this.length, this.pending | (bits >>> over));
    this.length += 4;
    this.free = 32 - over;
    this.pending = bits << this.free;
  }

  /** Writes bits as they are elsewhere. @param source with a byte more than `end` needs @param from, end in bits */
  copy(source: Uint8Array, from: number, end: number): void {
    let at = from;
    const copyBits = (count: number): void => {
      const byte = at >>> 3;
      const bits = ((source[byte]! << 8) | source[byte + 1]!) >> (16 - (at & 7) - count);
      this.write(bits & ((1 << count) - 1), count);
      at += count;
    };
    copyBits(Math.min(this.free & 7, end - at));
    this.flushBytes();
    const count = (end - at) >>> 3;
    this.reserve(count);
    const { bytes, length } = this;
    const first = at >>> 3;
    const shift = at & 7;
    if (shift === 0) bytes.set(source.subarray(first, first + count), length);
    else
      copyShifted(source.subarray(first, first + count + 1), shift, bytes.subarray(length, length + count));
    this.length += count;
    at += count * 8;
    copyBits(end - at);
  }

  /** Fills the last byte up and ends a restart interval. @param padding the bit it is filled with; encoders use 1 (F.1.2.3) */
  endInterval(padding: 0 | 1): void {
    const spare = this.free & 7;
    this.write(padding === 1 ? (1 << spare) - 1 : 0, spare);
    this.flushBytes();
    this.starts.push(this.length);
  }

  /** All that was written, once the last interval has ended. */
  finish(): EntropyData {
    return { bytes: this.bytes.subarray(0, this.length), starts: Uint32Array.from(this.starts) };
  }

  /** Whole bytes that wait. */
  private flushBytes(): void {
    this.reserve(4);
    for (; this.free <= 24; this.free += 8) {
      this.bytes[this.length++] = this.pending >>> 24;
      this.pending <<= 8;
    }
  }

  private reserve(count: number): void {
    if (this.length + count <= this.bytes.length) return;
    const larger = new Uint8Array(Math.ceil((this.length + count) * 1.5));
    larger.set(this.bytes);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}

/** Fewer bytes are copied here: the way to WebAssembly and back takes time of its own. */
const leastCompiled = 4096;

/** Bytes that begin `shift` bits, 1 to 7, into those of the source, which has one more. */
function copyShifted(source: Uint8Array, shift: number, target: Uint8Array): void {
  const { length } = target;
  const compiled = length < leastCompiled ? null : kernelsFor(length);
  if (compiled) {
    compiled.begin(source);
    const from = compiled.put(source);
    const to = compiled.room(length);
    compiled.run.shiftBytes(from, length, shift, to);
    compiled.read(to, target);
    return;
  }
  const from = new DataView(source.buffer, source.byteOffset);
  const into = new DataView(target.buffer, target.byteOffset);
  let i = 0;
  for (; i + 4 <= length; i += 4)
    into.setUint32(i, (from.getUint32(i) << shift) | (source[i + 4]! >> (8 - shift)));
  for (; i < length; i++) target[i] = (source[i]! << shift) | (source[i + 1]! >> (8 - shift));
}

/** Reads bits, first the highest of each byte (ITU-T T.81, C.3). Past the end it reads zeros: see `readAhead`. */
export class BitReader {
  readonly view: DataView;
  /** In bits. */
  position = 0;

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** The next bits as the highest ones of an int32; at least 25 of them are right. */
  peek(): number {
    return this.view.getUint32(this.position >>> 3) << (this.position & 7);
  }

  /** @param count 1 to 16 */
  read(count: number): number {
    const bits = this.peek() >>> (32 - count);
    this.position += count;
    return bits;
  }

  /** The next Huffman code's symbol (F.2.2.3). @throws JpegError where no code has these bits */
  readSymbol({ lookup, limits, offsets, symbols }: DecodeTable): number {
    const bits = this.peek();
    const entry = lookup[bits >>> (32 - lookupBits)]!;
    if ((entry & symbolOnly) !== 0) {
      this.position += entry & 255;
      return (entry >> 16) & 255;
    }
    const code = bits >>> 16;
    let length = 1;
    while (code >= limits[length]!) length++;
    if (length > 16) throw damaged('A Huffman code is not in its table', 'F.2.2.3');
    this.position += length;
    return symbols[(code >> (16 - length)) + offsets[length]!]!;
  }
}

/** Writes symbols with a Huffman table, and notes which ones: it may lack some. */
export class SymbolCoder {
  /** [256], by symbol: 1 where it was written. */
  readonly written = new Uint8Array(256);

  constructor(readonly table: EncodeTable) {}

  write(writer: BitWriter, symbol: number): void {
    this.written[symbol] = 1;
    writer.write(this.table.codes[symbol]!, this.table.codeLengths[symbol]!);
  }

  /** A symbol and the bits that follow it. @param size 0 to 15 */
  writeWith(writer: BitWriter, symbol: number, bits: number, size: number): void {
    this.written[symbol] = 1;
    const { codes, codeLengths } = this.table;
    writer.write((codes[symbol]! << size) | bits, codeLengths[symbol]! + size);
  }

  /** False where a symbol was written that the table has no code for: what was written cannot be read. */
  get sufficed(): boolean {
    return this.written.every((isWritten, symbol) => isWritten === 0 || this.table.codeLengths[symbol]! > 0);
  }
}
