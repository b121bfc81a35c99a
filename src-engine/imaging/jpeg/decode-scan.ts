import { BitReader } from './bits.ts';
import { DecodeProgressive } from './decode-progressive.ts';
import { DecodeSequential } from './decode-sequential.ts';
import type { EntropyData } from './entropy-data.ts';
import type { Frame } from './frame.ts';
import type { DecodeTable } from './huffman-table.ts';
import { damaged } from './jpeg-error.ts';
import { type BlockDecoder, blocksOfMcu, type ScanHeader, type ScanLayout, type ScanTables } from './scan.ts';

/**
 * Places in a scan's bits where it can be cut: at both ends of each restart interval, and at some MCUs in between where
 * nothing but DC predictions is carried over.
 */
export interface ScanPoints {
  /** The MCU that begins there; at the end of an interval the one after it. */
  readonly mcus: readonly number[];
  /** In bits, as unstuffed. */
  readonly positions: readonly number[];
}

/**
 * Decodes a scan (ITU-T T.81, F.2 and G.2). @param spacing of points within a restart interval, in MCUs
 * @throws JpegError where the data is damaged
 */
export function decodeScan(
  layout: ScanLayout,
  frame: Frame,
  header: ScanHeader,
  tables: ScanTables<DecodeTable>,
  { bytes, starts }: EntropyData,
  spacing: number,
): ScanPoints {
  const { mcusAcross, mcusDown, restartInterval, intervals } = layout;
  const blocks = blocksOfMcu(layout);
  const reader = new BitReader(bytes);
  const decoder: BlockDecoder = frame.progressive
    ? new DecodeProgressive(reader, header, tables)
    : new DecodeSequential(reader, tables);
  const mcus: number[] = [];
  const positions: number[] = [];
  const addPoint = (mcu: number): void => {
    mcus.push(mcu);
    positions.push(reader.position);
  };
  let row = 0;
  let column = 0;
  for (let interval = 0; interval < intervals; interval++) {
    const first = interval * restartInterval;
    const last = Math.min(first + restartInterval, mcusAcross * mcusDown);
    const end = starts[interval + 1]! * 8;
    reader.position = starts[interval]! * 8;
    addPoint(first);
    let nextPoint = first + spacing;
    for (let mcu = first; mcu < last; mcu++) {
      if (mcu >= nextPoint && decoder.isBetweenRuns) {
        addPoint(mcu);
        nextPoint = mcu + spacing;
      }
      for (const { component, coefficients, start, perColumn, perRow } of blocks)
        decoder.decodeBlock(component, coefficients, start + row * perRow + column * perColumn);
      if (reader.position > end) throw damaged('Entropy-coded data ends before the picture', 'F.2.2');
      if (++column === mcusAcross) {
        column = 0;
        row++;
      }
    }
    decoder.endInterval();
    // Less than a byte may be left (F.1.2.3); what follows the last interval is kept.
    if (interval + 1 < intervals && end - reader.position > 7)
      throw damaged('A restart interval has data left', 'F.1.2.3');
    addPoint(last);
  }
  return { mcus, positions };
}
