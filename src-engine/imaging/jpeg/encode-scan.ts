import type { BitWriter } from './bits.ts';
import type { EntropyData } from './entropy-data.ts';
import { blocksOfMcu, type CopiedRun, type McuBlock, type RecodedRun, type ScanLayout } from './scan.ts';
import type { StoredScan } from './stored-scan.ts';

/** One process's way to write a block, and what it carries from block to block. */
export interface BlockEncoder {
  /** The last DC values, as the scan codes them, by component in its list. */
  readonly predictions: Int32Array;
  /** @param component in the scan's list @param at of the block's first coefficient */
  encodeBlock(component: number, coefficients: Int16Array, at: number): void;
  /** Writes what earlier blocks left to be written with later ones. */
  flush(): void;
}

/** A scan as it was, where only some of its MCUs have changed. */
export interface ScanBefore {
  readonly scan: StoredScan;
  /** [mcusDown, mcusAcross] of the scan: 1 where a block of the MCU is another one. */
  readonly changed: Uint8Array;
  /** What stands in the place of the bits of each run that is taken over, in their order; left out = they do themselves. */
  readonly recoded?: readonly RecodedRun[];
}

/**
 * Encodes a scan (ITU-T T.81, F.1 and G.1), or what of it changed: between points with no change the bits are copied.
 * @param padding the bit that fills last bytes @param before null = all is new @returns the runs that were copied, too
 */
export function encodeScan(
  layout: ScanLayout,
  encoder: BlockEncoder,
  writer: BitWriter,
  padding: 0 | 1,
  before: ScanBefore | null,
): EntropyData & { readonly copied: readonly CopiedRun[] } {
  const { mcusAcross, mcusDown, restartInterval, intervals } = layout;
  const scan = new ScanEncoder(layout, encoder, writer);
  for (let interval = 0; interval < intervals; interval++) {
    const first = interval * restartInterval;
    const last = Math.min(first + restartInterval, mcusAcross * mcusDown);
    if (before) scan.updateInterval(before, first, last);
    else scan.encodeInterval(first, last);
    writer.endInterval(padding);
  }
  return { ...writer.finish(), copied: scan.copied };
}

class ScanEncoder {
  readonly copied: CopiedRun[] = [];
  private readonly blocks: readonly McuBlock[];
  /** In the points of the scan before. */
  private point = 0;

  constructor(
    private readonly layout: ScanLayout,
    private readonly encoder: BlockEncoder,
    private readonly writer: BitWriter,
  ) {
    this.blocks = blocksOfMcu(layout);
  }

  updateInterval({ scan, changed, recoded }: ScanBefore, first: number, last: number): void {
    const { mcus, positions, predictions } = scan.points;
    const { length } = this.layout.components;
    // A DC value is coded as its difference to the one before.
    const isChanged = (point: number): boolean =>
      changed.subarray(Math.max(first, mcus[point]! - 1), mcus[point + 1]!).includes(1);
    while (mcus[this.point]! < last) {
      const start = this.point++;
      const isNew = isChanged(start);
      while (mcus[this.point]! < last && isChanged(this.point) === isNew) this.point++;
      if (isNew) {
        for (let point = start; point < this.point; point++) scan.decodeFrom(point);
        for (let i = 0; i < length; i++) this.encoder.predictions[i] = predictions[start * length + i]!;
        this.encode(mcus[start]!, mcus[this.point]!);
      } else {
        const [from, end] = [positions[start]!, positions[this.point]!];
        const other = recoded?.[this.copied.length];
        if (other) this.writer.copy(other.bytes, 0, other.bits);
        else this.writer.copy(scan.data.bytes, from, end);
        this.copied.push({ from, end, mcus: mcus[this.point]! - mcus[start]! });
      }
    }
    this.point++;
  }

  /** Predictions begin at 0 (F.1.1.5.1). */
  encodeInterval(first: number, last: number): void {
    this.encoder.predictions.fill(0);
    this.encode(first, last);
  }

  private encode(from: number, to: number): void {
    const { blocks, encoder } = this;
    const { mcusAcross } = this.layout;
    let row = Math.floor(from / mcusAcross);
    let column = from % mcusAcross;
    for (let mcu = from; mcu < to; mcu++) {
      for (const { component, coefficients, start, perColumn, perRow } of blocks)
        encoder.encodeBlock(component, coefficients, start + row * perRow + column * perColumn);
      if (++column === mcusAcross) {
        column = 0;
        row++;
      }
    }
    encoder.flush();
  }
}
