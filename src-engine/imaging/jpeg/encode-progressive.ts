import type { BitWriter, SymbolCoder } from './bits.ts';
import type { BlockEncoder } from './encode-scan.ts';
import type { ScanHeader, ScanTables } from './scan.ts';

/** Correction bits that may wait for their end-of-band code; as libjpeg bounds them, so that its files come out the same. */
const maxCorrectionBits = 1000;
const longestEndOfBandRun = 0x7fff;

/** Writes blocks of a scan of the progressive process (ITU-T T.81, G.1.2). */
export class EncodeProgressive implements BlockEncoder {
  readonly predictions = new Int32Array(4);
  /** Blocks that have nothing more in the band and are not yet written (G.1.2.2). */
  private endOfBandRun = 0;
  /** Correction bits of those blocks, in a refinement scan. */
  private readonly waiting = new Uint8Array(maxCorrectionBits);
  private waitingCount = 0;
  /** Correction bits of the block that is encoded, since its last code. */
  private readonly corrections = new Uint8Array(64);

  constructor(
    private readonly writer: BitWriter,
    private readonly header: ScanHeader,
    private readonly coders: ScanTables<SymbolCoder>,
  ) {}

  encodeBlock(component: number, coefficients: Int16Array, at: number): void {
    const { first, high, low } = this.header;
    if (first === 0) {
      if (high === 0) this.encodeDcFirst(component, coefficients[at]! >> low);
      else this.writer.write((coefficients[at]! >> low) & 1, 1);
    } else this.encodeBand(coefficients, at);
  }

  /** G.1.2.1 */
  private encodeDcFirst(component: number, value: number): void {
    const difference = value - this.predictions[component]!;
    this.predictions[component] = value;
    const size = sizeOf(Math.abs(difference));
    this.coders.dc[component]!.writeWith(this.writer, size, lowBits(difference, size), size);
  }

  /**
   * AC coefficients, in the band's first scan (G.1.2.2) or with one more bit (G.1.2.3): there, those that were other than 0
   * before are corrected by a bit after the next code, and only those that become 1 or -1 are new.
   */
  private encodeBand(coefficients: Int16Array, at: number): void {
    const { writer, corrections } = this;
    const { first, last, high, low } = this.header;
    const coder = this.coders.ac[0]!;
    // The point transform divides towards zero (G.1.2.1.1).
    const magnitudeAt = (k: number): number => Math.abs(coefficients[at + k]!) >> low;
    const isNew = (magnitude: number): boolean => magnitude === 1 || (magnitude > 1 && high === 0);
    // No run of 16 zeros is coded after the last new coefficient: there the band ends.
    let lastNew = last;
    while (lastNew >= first && !isNew(magnitudeAt(lastNew))) lastNew--;
    let run = 0;
    let count = 0;
    for (let k = first; k <= last; k++) {
      const magnitude = magnitudeAt(k);
      if (magnitude === 0) {
        run++;
        continue;
      }
      for (; run > 15 && k <= lastNew; run -= 16) {
        this.flush();
        coder.write(writer, 0xf0);
        this.writeBits(corrections, count);
        count = 0;
      }
      if (!isNew(magnitude)) {
        corrections[count++] = magnitude & 1;
        continue;
      }
      this.flush();
      const size = sizeOf(magnitude);
      const value = coefficients[at + k]! < 0 ? -magnitude : magnitude;
      coder.writeWith(writer, (run << 4) | size, lowBits(value, size), size);
      this.writeBits(corrections, count);
      count = 0;
      run = 0;
    }
    if (run === 0 && count === 0) return;
    this.endOfBandRun++;
    this.waiting.set(corrections.subarray(0, count), this.waitingCount);
    this.waitingCount += count;
    if (this.endOfBandRun === longestEndOfBandRun || this.waitingCount > maxCorrectionBits - 63) this.flush();
  }

  flush(): void {
    if (this.endOfBandRun === 0) return;
    const exponent = sizeOf(this.endOfBandRun) - 1;
    const rest = this.endOfBandRun - (1 << exponent);
    this.coders.ac[0]!.writeWith(this.writer, exponent << 4, rest, exponent);
    this.endOfBandRun = 0;
    this.writeBits(this.waiting, this.waitingCount);
    this.waitingCount = 0;
  }

  private writeBits(bits: Uint8Array, count: number): void {
    for (let i = 0; i < count; i++) this.writer.write(bits[i]!, 1);
  }
}

/** How many bits a magnitude has. */
const sizeOf = (magnitude: number): number => 32 - Math.clz32(magnitude);

/** The bits that say which value of a size (F.1.2.1): one's complement where it is negative. */
const lowBits = (value: number, size: number): number => (value < 0 ? value - 1 : value) & ((1 << size) - 1);
