import { BitReader } from './bits.ts';
import { CompiledPass } from './compiled-pass.ts';
import { DecodeProgressive } from './decode-progressive.ts';
import { DecodeSequential } from './decode-sequential.ts';
import { type EntropyData, kernelsFor } from './entropy-data.ts';
import type { Frame, McuRect } from './frame.ts';
import type { DecodeTable } from './huffman-table.ts';
import { damaged } from './jpeg-error.ts';
import {
  type BlockDecoder,
  blocksOfMcu,
  type McuBlock,
  type ScanComponent,
  type ScanHeader,
  type ScanLayout,
  type ScanTables,
} from './scan.ts';

/**
 * Places in a scan's bits where it can be cut: at both ends of each restart interval, and at some MCUs in between where
 * nothing but DC predictions is carried over.
 */
interface ScanPoints {
  /** The MCU that begins there; at the end of an interval the one after it. */
  readonly mcus: number[];
  /** In bits, as unstuffed. */
  readonly positions: number[];
  /** [points, components of the scan]: the DC values before it, as the scan codes them. */
  readonly predictions: number[];
}

/**
 * A scan of a file. All of its codes are checked at once; the blocks of a sequential one are decoded where they are asked for
 * (ITU-T T.81, F.2 and G.2).
 */
export class StoredScan {
  readonly points: ScanPoints = { mcus: [], positions: [], predictions: [] };
  /** The bit that fills the last byte; encoders use 1 (F.1.2.3). */
  readonly padding: 0 | 1;
  /** Bytes after the last code; encoders write none. */
  readonly rest: Uint8Array;
  private readonly blocks: readonly McuBlock[];
  private readonly reader: BitReader;
  private readonly decoder: BlockDecoder;
  /** By point: 1 where the blocks from there to the next one are decoded. */
  private readonly decoded: Uint8Array;

  /** @param spacing of points within a restart interval, in MCUs @throws JpegError where the data is damaged */
  constructor(
    private readonly layout: ScanLayout,
    frame: Frame,
    header: ScanHeader,
    tables: ScanTables<DecodeTable>,
    readonly data: EntropyData,
    spacing: number,
  ) {
    this.blocks = blocksOfMcu(layout);
    this.reader = new BitReader(data.bytes);
    this.decoder = frame.progressive
      ? new DecodeProgressive(this.reader, header, tables)
      : new DecodeSequential(this.reader, tables);
    const compiled = this.createPass();
    for (let interval = 0; interval < layout.intervals; interval++)
      this.passInterval(interval, spacing, compiled);
    this.decoded = new Uint8Array(this.points.mcus.length).fill(frame.progressive ? 1 : 0);
    const { position } = this.reader;
    const { bytes, starts } = data;
    this.padding = (position & 7) === 0 || (bytes[position >>> 3]! >> (7 - (position & 7))) & 1 ? 1 : 0;
    this.rest = bytes.subarray((position + 7) >>> 3, starts[layout.intervals]);
  }

  /** What goes through MCUs of a sequential scan; null where nothing compiled does. Nothing else may use the kernels meanwhile. */
  createPass(): CompiledPass | null {
    const { blocks, data, decoder } = this;
    if (!(decoder instanceof DecodeSequential)) return null;
    const available = kernelsFor(data.bytes.length);
    return available && new CompiledPass(available, decoder, data.bytes, blocks);
  }

  /** Decodes what is not yet decoded of a rectangle of the frame's MCUs, and what lies between the same points. */
  decode(rect: McuRect): void {
    const { mcus } = this.points;
    const { components, mcusAcross, mcusDown } = this.layout;
    const [{ component, across, down }] = components as [ScanComponent];
    // A component alone has MCUs of its own.
    const [perColumn, perRow] = [component.horizontal / across, component.vertical / down];
    const bottom = Math.min(mcusDown, (rect.row + rect.down) * perRow);
    let point = 0;
    for (let row = rect.row * perRow; row < bottom; row++) {
      const from = row * mcusAcross + rect.column * perColumn;
      const end = row * mcusAcross + Math.min(mcusAcross, (rect.column + rect.across) * perColumn);
      while (point + 1 < mcus.length && mcus[point + 1]! <= from) point++;
      for (let next = point; next + 1 < mcus.length && mcus[next]! < end; next++) this.decodeFrom(next);
    }
  }

  /** Decodes the blocks between a point and the next one. */
  decodeFrom(point: number): void {
    if (this.decoded[point] === 1) return;
    this.decoded[point] = 1;
    const { decoder, reader, blocks } = this;
    const { mcus, positions, predictions } = this.points;
    const { mcusAcross } = this.layout;
    const { length } = this.layout.components;
    reader.position = positions[point]!;
    for (let i = 0; i < length; i++) decoder.predictions[i] = predictions[point * length + i]!;
    for (let mcu = mcus[point]!; mcu < mcus[point + 1]!; mcu++) {
      const row = Math.floor(mcu / mcusAcross);
      const column = mcu - row * mcusAcross;
      for (const { component, coefficients, start, perColumn, perRow } of blocks)
        decoder.decodeBlock(component, coefficients, start + row * perRow + column * perColumn);
    }
  }

  private passInterval(interval: number, spacing: number, compiled: CompiledPass | null): void {
    const { decoder, reader } = this;
    const { mcusAcross, mcusDown, restartInterval, intervals } = this.layout;
    const { starts } = this.data;
    const first = interval * restartInterval;
    const last = Math.min(first + restartInterval, mcusAcross * mcusDown);
    const end = starts[interval + 1]! * 8;
    reader.position = starts[interval]! * 8;
    for (let mcu = first; mcu < last; mcu += spacing) {
      if (mcu === first || decoder.isBetweenRuns) this.addPoint(mcu);
      const next = Math.min(last, mcu + spacing);
      const after = compiled?.pass(reader.position, next - mcu, end) ?? null;
      if (after === null) this.pass(mcu, next, end);
      else reader.position = after;
    }
    decoder.endInterval();
    // Less than a byte may be left (F.1.2.3); what follows the last interval is kept.
    if (interval + 1 < intervals && end - reader.position > 7)
      throw damaged('A restart interval has data left', 'F.1.2.3');
    this.addPoint(last);
  }

  /** @param end in bits */
  private pass(from: number, to: number, end: number): void {
    const { decoder, reader, blocks } = this;
    const { mcusAcross } = this.layout;
    for (let mcu = from; mcu < to; mcu++) {
      const row = Math.floor(mcu / mcusAcross);
      const column = mcu - row * mcusAcross;
      for (const { component, coefficients, start, perColumn, perRow } of blocks)
        decoder.passBlock(component, coefficients, start + row * perRow + column * perColumn);
      if (reader.position > end) throw damaged('Entropy-coded data ends before the picture', 'F.2.2');
    }
  }

  private addPoint(mcu: number): void {
    const { mcus, positions, predictions } = this.points;
    mcus.push(mcu);
    positions.push(this.reader.position);
    for (let i = 0; i < this.layout.components.length; i++) predictions.push(this.decoder.predictions[i]!);
  }
}
