import type { BitReader } from './bits.ts';
import { maxDc } from './decode-sequential.ts';
import { type DecodeTable, extend } from './huffman-table.ts';
import { damaged } from './jpeg-error.ts';
import type { BlockDecoder, ScanHeader, ScanTables } from './scan.ts';

/** Reads blocks of a scan of the progressive process (ITU-T T.81, G.2). */
export class DecodeProgressive implements BlockDecoder {
  readonly predictions = new Int32Array(4);
  /** Blocks, this one included, that have nothing more in the band (G.1.2.2). */
  private endOfBandRun = 0;

  constructor(
    private readonly reader: BitReader,
    private readonly header: ScanHeader,
    private readonly tables: ScanTables<DecodeTable>,
  ) {}

  get isBetweenRuns(): boolean {
    return this.endOfBandRun === 0;
  }

  decodeBlock(component: number, coefficients: Int16Array, at: number): void {
    const { first, high } = this.header;
    if (first === 0) {
      if (high === 0) this.decodeDcFirst(component, coefficients, at);
      else coefficients[at]! |= this.reader.read(1) << this.header.low;
    } else if (high === 0) this.decodeAcFirst(coefficients, at);
    else this.decodeAcRefinement(coefficients, at);
  }

  /** Scans refine what earlier ones left: all of them are needed in their order. */
  passBlock(component: number, coefficients: Int16Array, at: number): void {
    this.decodeBlock(component, coefficients, at);
  }

  endInterval(): void {
    if (this.endOfBandRun > 0)
      throw damaged('A run of ended bands goes beyond its restart interval', 'G.1.2.2');
    this.predictions.fill(0);
  }

  /** G.1.2.1 */
  private decodeDcFirst(component: number, coefficients: Int16Array, at: number): void {
    const size = this.reader.readSymbol(this.tables.dc[component]!);
    if (size > 0) this.predictions[component]! += extend(this.reader.read(size), size);
    const value = this.predictions[component]! * (1 << this.header.low);
    if (value < -maxDc || value > maxDc) throw damaged('A DC coefficient is out of range', 'G.1.2.1');
    coefficients[at] = value;
  }

  /** G.1.2.2 */
  private decodeAcFirst(coefficients: Int16Array, at: number): void {
    if (this.endOfBandRun > 0) {
      this.endOfBandRun--;
      return;
    }
    const { reader } = this;
    const { first, last, low } = this.header;
    const [table] = this.tables.ac;
    let k = first;
    while (k <= last) {
      const symbol = reader.readSymbol(table!);
      const run = symbol >> 4;
      const size = symbol & 15;
      if (size > 0) {
        k += run;
        if (k > last) throw damaged('A band has more coefficients than it is wide', 'G.1.2.2');
        const value = extend(reader.read(size), size) * (1 << low);
        if (value < -32768 || value > 32767) throw damaged('An AC coefficient is out of range', 'G.1.2.2');
        coefficients[at + k++] = value;
      } else if (run === 15) k += 16;
      else {
        this.endOfBandRun = this.readEndOfBandRun(run) - 1;
        return;
      }
    }
  }

  /** G.1.2.3: coefficients known to be other than 0 get one more bit, in between new ones of 1 or -1 appear. */
  private decodeAcRefinement(coefficients: Int16Array, at: number): void {
    const { reader } = this;
    const { first, last, low } = this.header;
    const [table] = this.tables.ac;
    const bit = 1 << low;
    let k = first;
    while (k <= last && this.endOfBandRun === 0) {
      const symbol = reader.readSymbol(table!);
      const run = symbol >> 4;
      const size = symbol & 15;
      if (size > 1) throw damaged('A new coefficient of a refinement scan is larger than 1', 'G.1.2.3');
      if (size === 0 && run < 15) {
        this.endOfBandRun = this.readEndOfBandRun(run);
        break;
      }
      const value = size === 0 ? 0 : reader.read(1) === 1 ? bit : -bit;
      k = this.refine(coefficients, at, k, run);
      if (value !== 0) {
        if (k > last) throw damaged('A band has more coefficients than it is wide', 'G.1.2.3');
        coefficients[at + k] = value;
      }
      k++;
    }
    if (this.endOfBandRun > 0) {
      this.refine(coefficients, at, k, 64);
      this.endOfBandRun--;
    }
  }

  /** Corrects known coefficients from `k` on until `zeros` others were passed. @returns the place of the next other one */
  private refine(coefficients: Int16Array, at: number, k: number, zeros: number): number {
    const { last, low } = this.header;
    const bit = 1 << low;
    for (let left = zeros; k <= last; k++) {
      const value = coefficients[at + k]!;
      if (value === 0) {
        if (left-- === 0) break;
      } else if (this.reader.read(1) === 1) coefficients[at + k] = value + (value > 0 ? bit : -bit);
    }
    return k;
  }

  private readEndOfBandRun(exponent: number): number {
    return (1 << exponent) + (exponent === 0 ? 0 : this.reader.read(exponent));
  }
}
