import type { BitWriter } from './bits.ts';
import type { ScanPoints } from './decode-scan.ts';
import type { EntropyData } from './entropy-data.ts';
import { blocksOfMcu, type McuBlock, type ScanLayout } from './scan.ts';

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
  readonly data: EntropyData;
  readonly points: ScanPoints;
  /** [mcusDown, mcusAcross] of the scan: 1 where a block of the MCU is another one. */
  readonly changed: Uint8Array;
}

/**
 * Encodes a scan (ITU-T T.81, F.1 and G.1), or what of it changed: between points with no change the bits are copied.
 * @param low bits of DC that the scan leaves open @param padding the bit that fills last bytes @param before null = all is new
 */
export function encodeScan(
  layout: ScanLayout,
  encoder: BlockEncoder,
  writer: BitWriter,
  low: number,
  padding: 0 | 1,
  before: ScanBefore | null,
): EntropyData {
  const { mcusAcross, mcusDown, restartInterval, intervals } = layout;
  const scan = new ScanEncoder(layout, encoder, writer, low);
  for (let interval = 0; interval < intervals; interval++) {
    const first = interval * restartInterval;
    const last = Math.min(first + restartInterval, mcusAcross * mcusDown);
    if (before) scan.updateInterval(before, first, last);
    else scan.encode(first, last, first);
    writer.endInterval(padding);
  }
  return writer.finish();
}

class ScanEncoder {
  private readonly blocks: readonly McuBlock[];
  /** In the points of the scan before. */
  private point = 0;

  constructor(
    private readonly layout: ScanLayout,
    private readonly encoder: BlockEncoder,
    private readonly writer: BitWriter,
    private readonly low: number,
  ) {
    this.blocks = blocksOfMcu(layout);
  }

  updateInterval({ data, points, changed }: ScanBefore, first: number, last: number): void {
    const { mcus, positions } = points;
    // A DC value is coded as its difference to the one before.
    const isChanged = (point: number): boolean =>
      changed.subarray(Math.max(first, mcus[point]! - 1), mcus[point + 1]!).includes(1);
    while (mcus[this.point]! < last) {
      const start = this.point++;
      const isNew = isChanged(start);
      while (mcus[this.point]! < last && isChanged(this.point) === isNew) this.point++;
      if (isNew) this.encode(mcus[start]!, mcus[this.point]!, first);
      else this.writer.copy(data.bytes, positions[start]!, positions[this.point]!);
    }
    this.point++;
  }

  /** @param first MCU of the restart interval */
  encode(from: number, to: number, first: number): void {
    const { blocks, encoder } = this;
    const { mcusAcross } = this.layout;
    this.predict(from, first);
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

  /** F.1.1.5.1: 0 at the start of an interval, else the last block's before. */
  private predict(mcu: number, first: number): void {
    const { predictions } = this.encoder;
    predictions.fill(0);
    if (mcu === first) return;
    const row = Math.floor((mcu - 1) / this.layout.mcusAcross);
    const column = (mcu - 1) % this.layout.mcusAcross;
    for (const { component, coefficients, start, perColumn, perRow } of this.blocks)
      predictions[component] = coefficients[start + row * perRow + column * perColumn]! >> this.low;
  }
}
