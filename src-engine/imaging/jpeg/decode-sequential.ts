import { BitReader } from './bit-reader.ts';
import type { EntropyData } from './entropy-data.ts';
import { type DecodeTable, extend, lookupBits, symbolOnly } from './huffman-table.ts';
import { damaged } from './jpeg-error.ts';
import { blocksOfMcu, type ScanLayout } from './scan.ts';

/** The tables of a scan's components, in its order. */
export interface ScanTables<Table> {
  readonly dc: readonly Table[];
  readonly ac: readonly Table[];
}

/** Far more than 8-bit samples give; differences of what is smaller have the 15 bits that a code can have. */
export const largestDc = 0x3fff;

/**
 * Decodes a scan of a sequential process (ITU-T T.81, F.2.2).
 * @returns where the last code ends, in bits @throws JpegError where the data is damaged
 */
export function decodeSequential(
  layout: ScanLayout,
  { dc, ac }: ScanTables<DecodeTable>,
  { bytes, starts }: EntropyData,
): number {
  const { mcusAcross, mcusDown, restartInterval, components } = layout;
  const mcus = mcusAcross * mcusDown;
  const blocks = blocksOfMcu(layout);
  const reader = new BitReader(bytes);
  const predictions = new Int32Array(components.length);
  let end = 0;
  let row = 0;
  let column = 0;
  for (let mcu = 0; mcu < mcus; mcu++) {
    if (mcu % restartInterval === 0) {
      const interval = mcu / restartInterval;
      if (interval > 0) assertUsedUp(reader.position, end);
      reader.position = starts[interval]! * 8;
      end = starts[interval + 1]! * 8;
      predictions.fill(0);
    }
    for (const { component, coefficients, start, perColumn, perRow } of blocks) {
      const at = start + row * perRow + column * perColumn;
      const size = reader.readSymbol(dc[component]!);
      if (size > 0) predictions[component]! += extend(reader.read(size), size);
      const prediction = predictions[component]!;
      if (prediction < -largestDc || prediction > largestDc)
        throw damaged('A DC coefficient is out of range', 'F.1.2.1');
      coefficients[at] = prediction;
      decodeAc(reader, ac[component]!, coefficients, at);
    }
    if (reader.position > end) throw endsEarly();
    if (++column === mcusAcross) {
      column = 0;
      row++;
    }
  }
  return reader.position;
}

/** The 63 AC coefficients of a block (F.2.2.2). */
function decodeAc(reader: BitReader, table: DecodeTable, coefficients: Int16Array, at: number): void {
  const { lookup } = table;
  let k = 1;
  while (k < 64) {
    const entry = lookup[reader.peek() >>> (32 - lookupBits)]!;
    if (entry !== 0 && (entry & symbolOnly) === 0) {
      k += (entry >> 8) & 15;
      coefficients[at + k++] = entry >> 16;
      reader.position += entry & 255;
      continue;
    }
    const symbol = reader.readSymbol(table);
    const size = symbol & 15;
    k += symbol >> 4;
    if (size > 0) coefficients[at + k] = extend(reader.read(size), size);
    else if (symbol !== 0xf0) {
      // EOB; other runs without a value mean nothing here.
      if (symbol !== 0) throw damaged('A run of zeros has no length', 'F.1.2.2.1');
      return;
    }
    k++;
  }
  if (k > 64) throw damaged('A block has more than 64 coefficients', 'F.2.2.2');
}

/** Less than a byte may be left at the end of a restart interval (F.1.2.3). Both in bits. */
export function assertUsedUp(position: number, end: number): void {
  if (end - position > 7) throw damaged('A restart interval has data left', 'F.1.2.3');
}

export const endsEarly = (): Error => damaged('Entropy-coded data ends before the picture', 'F.2.2');
