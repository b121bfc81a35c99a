import { encodeProgressive } from './encode-progressive.ts';
import { encodeSequential } from './encode-sequential.ts';
import { type EntropyData, stuff } from './entropy-data.ts';
import { type Frame, withSides } from './frame.ts';
import {
  createEncodeTable,
  type HuffmanTable,
  huffmanTablePayload,
  optimalTable,
  parseHuffmanTables,
} from './huffman-table.ts';
import { isFrameHeader, markers } from './markers.ts';
import { type JpegPicture, parseRestartInterval, type ScanEnding, tablesOfScan } from './read-jpeg.ts';
import { layOutScan, parseScanHeader, type ScanHeader } from './scan.ts';
import { createSegment, type Segment } from './segments.ts';
import { SymbolCoder } from './symbol-coder.ts';

/**
 * The segments of a picture with its coefficients as they are now, coded by the same scans, with the same Huffman tables
 * where these have a code for everything, else with the best ones (ITU-T T.81, K.2) in a DHT segment before the scan.
 */
export function encodeSegments(picture: JpegPicture): Segment[] {
  const writer = new JpegWriter(picture);
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

  constructor(private readonly picture: JpegPicture) {}

  writeSegment(segment: Segment, isScanData: boolean): void {
    const { marker, payload } = segment;
    if (isScanData) return this.writeScan(this.header!, payload.length);
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

  private writeScan(headerSegment: Segment, codedLength: number): void {
    const { frame, coefficients, endings } = this.picture;
    const header = parseScanHeader(headerSegment.payload, frame);
    const layout = layOutScan(frame, header, coefficients, this.restartInterval);
    const ending = endings[this.scan++]!;
    const encode = ({ dc, ac }: ReturnType<typeof codersOf>['byComponent']): EntropyData =>
      frame.progressive
        ? encodeProgressive(layout, header, { dc, ac }, codedLength, ending.padding)
        : encodeSequential(layout, { dc, ac }, codedLength, ending.padding);
    const tables = new Map(this.defined);
    let coders = codersOf(frame, header, tables);
    let data = encode(coders.byComponent);
    if ([...coders.byDestination.values()].some(({ sufficed }) => !sufficed)) {
      for (const [destination, { sufficed, frequencies }] of coders.byDestination)
        if (!sufficed) tables.set(destination, optimalTable(frequencies));
      coders = codersOf(frame, header, tables);
      data = encode(coders.byComponent);
    }
    for (const destination of coders.byDestination.keys()) this.define(destination, tables.get(destination)!);
    const coded = stuff(withRest(data, ending));
    this.segments.push(headerSegment, { marker: null, bytes: coded, payload: coded });
  }

  private define(destination: number, table: HuffmanTable): void {
    if (this.written.get(destination) === table) return;
    this.written.set(destination, table);
    this.segments.push(createSegment(markers.dht, huffmanTablePayload(destination, table)));
  }
}

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
function withRest({ bytes, starts }: EntropyData, { rest }: ScanEnding): EntropyData {
  if (rest.length === 0) return { bytes, starts };
  const longer = new Uint8Array(bytes.length + rest.length);
  longer.set(bytes);
  longer.set(rest, bytes.length);
  const ends = starts.slice();
  ends[ends.length - 1] = longer.length;
  return { bytes: longer, starts: ends };
}
