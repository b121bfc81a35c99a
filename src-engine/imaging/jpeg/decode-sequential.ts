import type { BitReader } from './bits.ts';
import { type DecodeTable, extend, lookupBits, symbolOnly } from './huffman-table.ts';
import { damaged } from './jpeg-error.ts';
import type { BlockDecoder, ScanTables } from './scan.ts';

/** Far more than 8-bit samples give; differences of what is smaller have the 15 bits that a code can have. */
export const largestDc = 0x3fff;

/** Reads blocks of a sequential process (ITU-T T.81, F.2.2). */
export class DecodeSequential implements BlockDecoder {
  readonly isBetweenRuns = true;
  private readonly predictions = new Int32Array(4);

  constructor(
    private readonly reader: BitReader,
    private readonly tables: ScanTables<DecodeTable>,
  ) {}

  decodeBlock(component: number, coefficients: Int16Array, at: number): void {
    const { reader, predictions } = this;
    const size = reader.readSymbol(this.tables.dc[component]!);
    if (size > 0) predictions[component]! += extend(reader.read(size), size);
    const prediction = predictions[component]!;
    if (prediction < -largestDc || prediction > largestDc)
      throw damaged('A DC coefficient is out of range', 'F.1.2.1');
    coefficients[at] = prediction;
    decodeAc(reader, this.tables.ac[component]!, coefficients, at);
  }

  endInterval(): void {
    this.predictions.fill(0);
  }
}

/** The 63 AC coefficients of a block (F.2.2.2). */
function decodeAc(reader: BitReader, table: DecodeTable, coefficients: Int16Array, at: number): void {
  const { lookup } = table;
  const { view } = reader;
  let { position } = reader;
  let k = 1;
  while (k < 64) {
    const entry = lookup[(view.getUint32(position >>> 3) << (position & 7)) >>> (32 - lookupBits)]!;
    if (entry !== 0 && (entry & symbolOnly) === 0) {
      k += (entry >> 8) & 15;
      coefficients[at + k++] = entry >> 16;
      position += entry & 255;
      continue;
    }
    reader.position = position;
    const symbol = reader.readSymbol(table);
    const size = symbol & 15;
    k += symbol >> 4;
    if (size > 0) coefficients[at + k] = extend(reader.read(size), size);
    else if (symbol !== 0xf0) {
      // EOB; other runs without a value mean nothing here.
      if (symbol !== 0) throw damaged('A run of zeros has no length', 'F.1.2.2.1');
      return;
    }
    position = reader.position;
    k++;
  }
  reader.position = position;
  if (k > 64) throw damaged('A block has more than 64 coefficients', 'F.2.2.2');
}
