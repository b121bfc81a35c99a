import { BitWriter } from './bit-writer.ts';
import type { EntropyData } from './entropy-data.ts';
import type { ScanTables } from './decode-sequential.ts';
import { blocksOfMcu, type ScanHeader, type ScanLayout } from './scan.ts';
import type { SymbolCoder } from './symbol-coder.ts';

/** Correction bits that may wait for their end-of-band code; as libjpeg bounds them, so that its files come out the same. */
const mostCorrectionBits = 1000;
const longestEndOfBandRun = 0x7fff;

/** Encodes a scan of the progressive process (ITU-T T.81, G.1.2). @param padding the bit that fills last bytes */
export function encodeProgressive(
  layout: ScanLayout,
  header: ScanHeader,
  coders: ScanTables<SymbolCoder>,
  expectedBytes: number,
  padding: 0 | 1,
): EntropyData {
  const { mcusAcross, mcusDown, restartInterval } = layout;
  const mcus = mcusAcross * mcusDown;
  const blocks = blocksOfMcu(layout);
  const writer = new BitWriter(expectedBytes);
  const scan = new ProgressiveScan(writer, header, coders);
  let row = 0;
  let column = 0;
  for (let mcu = 0; mcu < mcus; mcu++) {
    if (mcu > 0 && mcu % restartInterval === 0) {
      scan.endInterval();
      writer.endInterval(padding);
    }
    for (const { component, coefficients, start, perColumn, perRow } of blocks)
      scan.encodeBlock(component, coefficients, start + row * perRow + column * perColumn);
    if (++column === mcusAcross) {
      column = 0;
      row++;
    }
  }
  scan.endInterval();
  writer.endInterval(padding);
  return writer.finish();
}

/** What a scan carries from block to block. */
class ProgressiveScan {
  private readonly predictions = new Int32Array(4);
  /** Blocks that have nothing more in the band and are not yet written (G.1.2.2). */
  private endOfBandRun = 0;
  /** Of those blocks, in a refinement scan. */
  private readonly waiting = new Uint8Array(mostCorrectionBits);
  private waitingCount = 0;
  /** Of the block at hand, since its last code. */
  private readonly corrections = new Uint8Array(64);

  constructor(
    private readonly writer: BitWriter,
    private readonly header: ScanHeader,
    private readonly coders: ScanTables<SymbolCoder>,
  ) {}

  /** @param at of the block's first coefficient */
  encodeBlock(component: number, coefficients: Int16Array, at: number): void {
    const { first, high, low } = this.header;
    if (first === 0) {
      if (high === 0) this.encodeDcFirst(component, coefficients[at]! >> low);
      else this.writer.write((coefficients[at]! >> low) & 1, 1);
    } else if (high === 0) this.encodeAcFirst(coefficients, at);
    else this.encodeAcRefinement(coefficients, at);
  }

  /** Before a restart marker, and at the end. */
  endInterval(): void {
    this.flushEndOfBandRun();
    this.predictions.fill(0);
  }

  /** G.1.2.1 */
  private encodeDcFirst(component: number, value: number): void {
    const difference = value - this.predictions[component]!;
    this.predictions[component] = value;
    const size = sizeOf(Math.abs(difference));
    this.coders.dc[component]!.writeWith(this.writer, size, lowBits(difference, size), size);
  }

  /** G.1.2.2 */
  private encodeAcFirst(coefficients: Int16Array, at: number): void {
    const { writer } = this;
    const { first, last, low } = this.header;
    const coder = this.coders.ac[0]!;
    let run = 0;
    for (let k = first; k <= last; k++) {
      const coefficient = coefficients[at + k]!;
      // The point transform divides towards zero (G.1.2.1.1).
      const magnitude = Math.abs(coefficient) >> low;
      if (magnitude === 0) {
        run++;
        continue;
      }
      this.flushEndOfBandRun();
      for (; run > 15; run -= 16) coder.write(writer, 0xf0);
      const size = sizeOf(magnitude);
      coder.writeWith(
        writer,
        (run << 4) | size,
        lowBits(coefficient < 0 ? -magnitude : magnitude, size),
        size,
      );
      run = 0;
    }
    if (run > 0 && ++this.endOfBandRun === longestEndOfBandRun) this.flushEndOfBandRun();
  }

  /** G.1.2.3 */
  private encodeAcRefinement(coefficients: Int16Array, at: number): void {
    const { writer, corrections } = this;
    const { first, last, low } = this.header;
    const coder = this.coders.ac[0]!;
    // No run of 16 zeros is coded after the last new coefficient: there the band ends.
    let lastNew = last;
    while (lastNew >= first && Math.abs(coefficients[at + lastNew]!) >> low !== 1) lastNew--;
    let run = 0;
    let count = 0;
    for (let k = first; k <= last; k++) {
      const coefficient = coefficients[at + k]!;
      const magnitude = Math.abs(coefficient) >> low;
      if (magnitude === 0) {
        run++;
        continue;
      }
      for (; run > 15 && k <= lastNew; run -= 16) {
        this.flushEndOfBandRun();
        coder.write(writer, 0xf0);
        this.writeBits(corrections, count);
        count = 0;
      }
      if (magnitude > 1) {
        corrections[count++] = magnitude & 1;
        continue;
      }
      this.flushEndOfBandRun();
      coder.writeWith(writer, (run << 4) | 1, coefficient < 0 ? 0 : 1, 1);
      this.writeBits(corrections, count);
      count = 0;
      run = 0;
    }
    if (run === 0 && count === 0) return;
    this.endOfBandRun++;
    this.waiting.set(corrections.subarray(0, count), this.waitingCount);
    this.waitingCount += count;
    if (this.endOfBandRun === longestEndOfBandRun || this.waitingCount > mostCorrectionBits - 63)
      this.flushEndOfBandRun();
  }

  private flushEndOfBandRun(): void {
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
