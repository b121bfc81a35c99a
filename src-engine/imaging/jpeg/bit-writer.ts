import type { EntropyData } from './entropy-data.ts';

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
      for (let i = 0; i < count; i++)
        bytes[length + i] = (source[first + i]! << shift) | (source[first + i + 1]! >> (8 - shift));
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
