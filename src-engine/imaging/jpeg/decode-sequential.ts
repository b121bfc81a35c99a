import type { BitReader } from './bits.ts';
import { type DecodeTable, extend, lookupBits, symbolOnly } from './huffman-table.ts';
import { damaged } from './jpeg-error.ts';
import type { BlockDecoder, ScanTables } from './scan.ts';

/** Far more than 8-bit samples give; differences of what is smaller have the 15 bits that a code can have. */
export const maxDc = 0x3fff;

/** Reads blocks of a sequential process (ITU-T T.81, F.2.2). */
export class DecodeSequential implements BlockDecoder {
  readonly isBetweenRuns = true;
  readonly predictions = new Int32Array(4);
  /** By component of the scan. */
  readonly passTables: readonly Int32Array[];

  constructor(
    private readonly reader: BitReader,
    readonly tables: ScanTables<DecodeTable>,
  ) {
    this.passTables = tables.ac.map(createPassTable);
  }

  decodeBlock(component: number, coefficients: Int16Array, at: number): void {
    coefficients[at] = this.decodeDc(component);
    decodeAc(this.reader, this.tables.ac[component]!, coefficients, at);
  }

  passBlock(component: number): void {
    this.decodeDc(component);
    passAc(this.reader, this.tables.ac[component]!, this.passTables[component]!);
  }

  /** F.2.2.1 */
  private decodeDc(component: number): number {
    const { reader, predictions } = this;
    const table = this.tables.dc[component]!;
    const entry = table.lookup[reader.peek() >>> (32 - lookupBits)]!;
    if (entry !== 0 && (entry & symbolOnly) === 0) {
      predictions[component]! += entry >> 16;
      reader.position += entry & 255;
    } else {
      const size = reader.readSymbol(table);
      if (size > 0) predictions[component]! += extend(reader.read(size), size);
    }
    const prediction = predictions[component]!;
    if (prediction < -maxDc || prediction > maxDc)
      throw damaged('A DC coefficient is out of range', 'F.1.2.1');
    return prediction;
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
    const symbol = readAcSymbol(reader, table);
    if (symbol === endOfBlock) return;
    const size = symbol & 15;
    k += symbol >> 4;
    if (size > 0) coefficients[at + k] = extend(reader.read(size), size);
    position = reader.position;
    k++;
  }
  reader.position = position;
  if (k > 64) throw damaged('A block has more than 64 coefficients', 'F.2.2.2');
}

/** F.1.2.2.1: a run of zeros and the size of the value after it, or one of two codes without a value. */
const endOfBlock = 0;
const sixteenZeros = 0xf0;

const isAcSymbol = (symbol: number): boolean =>
  (symbol & 15) !== 0 || symbol === endOfBlock || symbol === sixteenZeros;

function readAcSymbol(reader: BitReader, table: DecodeTable): number {
  const symbol = reader.readSymbol(table);
  if (!isAcSymbol(symbol)) throw damaged('A run of zeros has no length', 'F.1.2.2.1');
  return symbol;
}

/** Bits that one look into a pass table decides. */
const passBits = 12;
/** In its entries: the last of the codes ends the block. */
const endsBlock = 0x10000;

/**
 * To go through a block without its values: by the next `passBits` bits, as many whole codes with their values as these hold.
 * Bits 0 to 7: how many bits those are; bits 8 to 15: how many coefficients they stand for; then `endsBlock`. 0 = look at one code.
 */
function createPassTable({ lookup }: DecodeTable): Int32Array {
  const table = new Int32Array(1 << passBits);
  for (let next = 0; next < table.length; next++) {
    let bits = 0;
    let count = 0;
    let end = 0;
    while (end === 0) {
      const entry = lookup[((next << bits) & (table.length - 1)) >> (passBits - lookupBits)]!;
      const isFinished = (entry & symbolOnly) === 0;
      const symbol = isFinished ? (entry >> 4) & 0xf0 : (entry >> 16) & 255;
      const used = bits + (entry & 255) + (symbol & 15);
      if (entry === 0 || used > passBits || !(isFinished || isAcSymbol(symbol))) break;
      bits = used;
      if (!isFinished && symbol === endOfBlock) end = endsBlock;
      else count += 1 + (symbol >> 4);
    }
    table[next] = bits === 0 || count > 63 ? 0 : end | (count << 8) | bits;
  }
  return table;
}

/** Like `decodeAc`, without keeping anything. */
function passAc(reader: BitReader, table: DecodeTable, passTable: Int32Array): void {
  const { view } = reader;
  let { position } = reader;
  let k = 1;
  while (k < 64) {
    const entry = passTable[(view.getUint32(position >>> 3) << (position & 7)) >>> (32 - passBits)]!;
    const next = k + ((entry >> 8) & 255);
    if (entry !== 0 && next < 64) {
      k = next;
      position += entry & 255;
      if ((entry & endsBlock) !== 0) break;
      continue;
    }
    reader.position = position;
    const symbol = readAcSymbol(reader, table);
    if (symbol === endOfBlock) return;
    k += 1 + (symbol >> 4);
    position = reader.position + (symbol & 15);
  }
  reader.position = position;
  if (k > 64) throw damaged('A block has more than 64 coefficients', 'F.2.2.2');
}
