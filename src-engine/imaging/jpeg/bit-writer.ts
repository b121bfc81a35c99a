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
    if (this.length + 4 > this.bytes.length) this.grow();
    this.view.setInt32(this.length, this.pending | (bits >>> over));
    this.length += 4;
    this.free = 32 - over;
    this.pending = bits << this.free;
  }

  /** Fills the last byte up and ends a restart interval. @param padding the bit it is filled with; encoders use 1 (F.1.2.3) */
  endInterval(padding: 0 | 1): void {
    const spare = this.free & 7;
    this.write(padding === 1 ? (1 << spare) - 1 : 0, spare);
    for (; this.free < 32; this.free += 8) {
      if (this.length + 4 > this.bytes.length) this.grow();
      this.bytes[this.length++] = this.pending >>> 24;
      this.pending <<= 8;
    }
    this.starts.push(this.length);
  }

  /** All that was written, once the last interval has ended. */
  finish(): EntropyData {
    return { bytes: this.bytes.subarray(0, this.length), starts: Uint32Array.from(this.starts) };
  }

  private grow(): void {
    const larger = new Uint8Array(Math.ceil(this.bytes.length * 1.5));
    larger.set(this.bytes);
    this.bytes = larger;
    this.view = new DataView(larger.buffer);
  }
}
