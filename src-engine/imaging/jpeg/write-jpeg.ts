import { BitWriter, SymbolCoder } from './bits.ts';
import { EncodeProgressive } from './encode-progressive.ts';
import { encodeScan, type ScanBefore } from './encode-scan.ts';
import { EncodeSequential } from './encode-sequential.ts';
import { type EntropyData, stuff } from './entropy-data.ts';
import { blockLength, type Frame, withSides } from './frame.ts';
import {
  createEncodeTable,
  type HuffmanTable,
  huffmanTablePayload,
  extendTable,
  parseHuffmanTables,
} from './huffman-table.ts';
import { isFrameHeader, markers } from './markers.ts';
import { decodeBlocks, type JpegPicture, parseRestartInterval, tablesOfScan } from './read-jpeg.ts';
import type { BlockChanges } from './patch.ts';
import { layOutScan, parseScanHeader, type ScanHeader, type ScanLayout, type ScanTables } from './scan.ts';
import { createSegment, type Segment } from './segments.ts';
import type { StoredScan } from './stored-scan.ts';

/**
 * The segments of a picture with its coefficients as they are now, coded by the same scans, with the same Huffman tables
 * where these have a code for everything, else with some that do, in a DHT segment before the scan.
 * @param changes by component, where all other blocks are those that the segments hold: most of their bits are then copied;
 *   without them every block must have been decoded
 */
export function encodeSegments(
  picture: JpegPicture,
  changes: readonly BlockChanges[] | null = null,
): Segment[] {
  const writer = new JpegWriter(picture, changes);
  for (const [index, segment] of picture.segments.entries())
    writer.writeSegment(segment, picture.segments[index - 1]?.marker === markers.sos);
  return writer.segments;
}

class JpegWriter {
  readonly segments: Segment[] = [];
  /** What the original would have defined here. */
  private readonly defined = new Map<number, HuffmanTable>();
  /** What a reader of the result has here. */
  private readonly written = new Map<number, HuffmanTable>();
  private restartInterval = 0;
  private scan = 0;
  private header: Segment | null = null;

  constructor(
    private readonly picture: JpegPicture,
    private readonly changes: readonly BlockChanges[] | null,
  ) {}

  writeSegment(segment: Segment, isScanData: boolean): void {
    const { marker, payload } = segment;
    if (isScanData) return this.writeScan(this.header!);
    if (marker === markers.sos) {
      this.header = segment;
      return;
    }
    if (marker === markers.dri) this.restartInterval = parseRestartInterval(payload);
    if (marker === markers.dht)
      for (const [at, table] of parseHuffmanTables(payload)) {
        this.defined.set(at, table);
        this.written.set(at, table);
      }
    const isFrame = marker !== null && isFrameHeader(marker);
    this.segments.push(isFrame ? this.frameSegment(segment) : segment);
  }

  private frameSegment(segment: Segment): Segment {
    const payload = withSides(segment.payload, this.picture.frame);
    const isSame = payload.every((byte, index) => byte === segment.payload[index]);
    return isSame ? segment : createSegment(segment.marker!, payload);
  }

  private writeScan(headerSegment: Segment): void {
    const { frame, coefficients, scans } = this.picture;
    const header = parseScanHeader(headerSegment.payload, frame);
    const layout = layOutScan(frame, header, coefficients, this.restartInterval);
    const scan = scans[this.scan++]!;
    const before = this.changes && { scan, changed: changedMcus(layout, header, this.changes) };
    const encode = (
      tables: ScanTables<SymbolCoder>,
      kept: ScanBefore | null,
    ): ReturnType<typeof encodeScan> => {
      const writer = new BitWriter(scan.data.bytes.length);
      const encoder = frame.progressive
        ? new EncodeProgressive(writer, header, tables)
        : new EncodeSequential(writer, tables);
      return encodeScan(layout, encoder, writer, scan.padding, kept);
    };
    const tables = new Map(this.defined);
    let coders = codersOf(frame, header, tables);
    let data = encode(coders.byComponent, before);
    if (lacksCodes(coders.byDestination)) {
      // Other codes for some symbols are other codes for all of the scan, copied parts too.
      for (const [destination, { sufficed, written }] of coders.byDestination)
        if (!sufficed) tables.set(destination, extendTable(tables.get(destination)!, written));
      coders = codersOf(frame, header, tables);
      const recoded = before && (scan.createPass()?.recode(data.copied, coders.byComponent) ?? null);
      if (before && !recoded) decodeBlocks(this.picture);
      data = encode(coders.byComponent, before && recoded && { ...before, recoded });
    }
    for (const destination of coders.byDestination.keys()) this.define(destination, tables.get(destination)!);
    const bytes = stuff(withRest(data, scan));
    this.segments.push(headerSegment, { marker: null, bytes, payload: bytes });
  }

  private define(destination: number, table: HuffmanTable): void {
    if (this.written.get(destination) === table) return;
    this.written.set(destination, table);
    this.segments.push(createSegment(markers.dht, huffmanTablePayload(destination, table)));
  }
}

/** [mcusDown, mcusAcross] of a scan: 1 where an MCU holds a changed block. */
function changedMcus(
  { components, mcusAcross, mcusDown }: ScanLayout,
  header: ScanHeader,
  changes: readonly BlockChanges[],
): Uint8Array {
  const changed = new Uint8Array(mcusAcross * mcusDown);
  for (const [i, { component, across, down }] of components.entries())
    for (const start of changes[header.components[i]!.index]!.at) {
      const block = start / blockLength;
      const column = Math.floor((block % component.storedAcross) / across);
      const row = Math.floor(Math.floor(block / component.storedAcross) / down);
      // A component alone leaves out blocks that only fill MCUs up.
      if (column < mcusAcross && row < mcusDown) changed[row * mcusAcross + column] = 1;
    }
  return changed;
}

const lacksCodes = (coders: ReadonlyMap<number, SymbolCoder>): boolean =>
  [...coders.values()].some(({ sufficed }) => !sufficed);

/** One coder for each table that a scan uses; components may share it. */
function codersOf(
  frame: Frame,
  header: ScanHeader,
  tables: ReadonlyMap<number, HuffmanTable>,
): {
  byComponent: { dc: SymbolCoder[]; ac: SymbolCoder[] };
  byDestination: Map<number, SymbolCoder>;
} {
  const byDestination = new Map<number, SymbolCoder>();
  const coder = (destination: number): SymbolCoder => {
    const known = byDestination.get(destination);
    if (known) return known;
    const created = new SymbolCoder(createEncodeTable(tables.get(destination)!));
    byDestination.set(destination, created);
    return created;
  };
  const { dc, ac } = tablesOfScan(frame, header);
  return { byComponent: { dc: dc.map(coder), ac: ac.map(coder) }, byDestination };
}

/** Bytes that followed the last code of the scan follow it again. */
function withRest({ bytes, starts }: EntropyData, { rest }: StoredScan): EntropyData {
  if (rest.length === 0) return { bytes, starts };
  const longer = new Uint8Array(bytes.length + rest.length);
  longer.set(bytes);
  longer.set(rest, bytes.length);
  const ends = starts.slice();
  ends[ends.length - 1] = longer.length;
  return { bytes: longer, starts: ends };
}
