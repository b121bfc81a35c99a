import { isPictureSizeAllowed } from '#shared/pictures/picture-formats.ts';
import { StoredScan } from './stored-scan.ts';
import { unstuff } from './entropy-data.ts';
import { blockLength, type Frame, type McuRect, parseFrame } from './frame.ts';
import { createDecodeTable, type HuffmanTable, parseHuffmanTables } from './huffman-table.ts';
import { damaged, unsupported } from './jpeg-error.ts';
import { isFrameHeader, markers } from './markers.ts';
import { parseQuantisationTables, type QuantisationTable } from './quantisation.ts';
import { layOutScan, parseScanHeader, type ScanHeader } from './scan.ts';
import { hasIdentifier, type Segment, splitSegments } from './segments.ts';
import { text } from '#shared/text/text.ts';

/** How the components make colours: by JFIF's and Adobe's markers, else by the components' names, as libjpeg decides. */
export type JpegColour = 'grey' | 'ycbcr' | 'rgb';

/** A JPEG file as it stores the picture. */
export interface JpegPicture {
  /** All of the file; a scan's data follows its header. */
  readonly segments: readonly Segment[];
  readonly frame: Frame;
  readonly colour: JpegColour;
  /** By component. */
  readonly quantisation: readonly QuantisationTable[];
  /** By component: quantised, [storedDown, storedAcross, 64], a block's in zigzag order; 0 where they are not yet decoded. */
  readonly coefficients: readonly Int16Array[];
  /** By scan. */
  readonly scans: readonly StoredScan[];
}

/** Decodes a file's coefficients. @throws JpegError where it is of another kind, or damaged */
export function readJpeg(file: Uint8Array): JpegPicture {
  const picture = openJpeg(file);
  decodeBlocks(picture);
  return picture;
}

/** Decodes the coefficients of some MCUs, and of others about them, where they are not yet decoded. @param rect left out = all */
export function decodeBlocks(
  { frame, scans }: JpegPicture,
  rect: McuRect = { column: 0, row: 0, across: frame.mcusAcross, down: frame.mcusDown },
): void {
  for (const scan of scans) scan.decode(rect);
}

/** Checks all of a file as `readJpeg` does, and leaves what it can of the decoding to `decodeBlocks`. @throws JpegError */
export function openJpeg(file: Uint8Array): JpegPicture {
  const segments = splitSegments(file);
  const reader = new JpegReader();
  for (const [index, segment] of segments.entries()) reader.readSegment(segment, segments[index + 1]);
  return reader.finish(segments);
}

/** Tables and parameters as they are where a reader of the file stands: each segment changes what follows it. */
class JpegReader {
  private frame: Frame | null = null;
  private coefficients: Int16Array[] = [];
  private readonly quantisationTables = new Map<number, QuantisationTable>();
  private readonly huffmanTables = new Map<number, HuffmanTable>();
  private readonly quantisation: (QuantisationTable | undefined)[] = [];
  private readonly scans: StoredScan[] = [];
  /** By component and coefficient: bits still to come; -1 = all. */
  private readonly open: Int8Array[] = [];
  private restartInterval = 0;

  /** @param next what follows: a scan header's data */
  readSegment({ marker, payload }: Segment, next: Segment | undefined): void {
    switch (marker) {
      case markers.dqt:
        for (const [at, table] of parseQuantisationTables(payload)) this.quantisationTables.set(at, table);
        break;
      case markers.dht:
        for (const [at, table] of parseHuffmanTables(payload)) this.huffmanTables.set(at, table);
        break;
      case markers.dri:
        this.restartInterval = parseRestartInterval(payload);
        break;
      case markers.sos:
        this.readScan(payload, next!.payload);
        break;
      case markers.dac:
        throw unsupported(text.pictures.jpegKinds.arithmetic);
      case markers.dhp:
      case markers.exp:
        throw unsupported(text.pictures.jpegKinds.hierarchical);
      case markers.dnl:
        throw unsupported(text.pictures.jpegKinds.lateHeight);
      default:
        if (marker !== null && isFrameHeader(marker)) this.readFrame(marker, payload);
    }
  }

  finish(segments: readonly Segment[]): JpegPicture {
    const { frame, coefficients, quantisation, scans } = this;
    if (!frame || frame.components.some((_, index) => !quantisation[index]))
      throw damaged('A component of the picture is missing', 'B.2.1');
    if (this.open.some((bits) => bits.some((left) => left !== 0)))
      throw unsupported(text.pictures.jpegKinds.incomplete);
    return {
      segments,
      frame,
      colour: colourOf(segments, frame),
      quantisation: quantisation as QuantisationTable[],
      coefficients,
      scans,
    };
  }

  private readFrame(marker: number, payload: Uint8Array): void {
    if (this.frame) throw unsupported(text.pictures.jpegKinds.frames);
    this.frame = parseFrame(marker, payload);
    if (!isPictureSizeAllowed(this.frame)) throw unsupported(text.pictures.jpegKinds.pixels);
  }

  private readScan(payload: Uint8Array, coded: Uint8Array): void {
    const { frame, huffmanTables } = this;
    if (!frame) throw damaged('A scan comes before the frame header', 'B.2.1');
    const header = parseScanHeader(payload, frame);
    if (this.coefficients.length === 0) {
      this.coefficients = frame.components.map(
        ({ storedAcross, storedDown }) => new Int16Array(storedAcross * storedDown * blockLength),
      );
      for (let i = 0; i < frame.components.length; i++) this.open.push(new Int8Array(blockLength).fill(-1));
    }
    for (const { index } of header.components) {
      this.quantisation[index] ??= this.quantisationTables.get(frame.components[index]!.quantisationTable);
      if (!this.quantisation[index]) throw damaged('A quantisation table is missing', 'B.2.4.1');
      takeBand(this.open[index]!, header);
    }
    const layout = layOutScan(frame, header, this.coefficients, this.restartInterval);
    // Each block has at least one bit, unless bands end in runs: so long a file cannot be made up by its header.
    const isBandEndingInRuns = frame.progressive && header.first > 0;
    if (!isBandEndingInRuns && coded.length * 8 < layout.mcusAcross * layout.mcusDown)
      throw damaged('Entropy-coded data ends before the picture', 'F.2.2');
    const data = unstuff(coded, layout.intervals);
    const { dc, ac } = tablesOfScan(frame, header);
    const decodeTable = (destination: number): ReturnType<typeof createDecodeTable> => {
      const table = huffmanTables.get(destination);
      if (!table) throw damaged('A Huffman table is missing', 'B.2.4.2');
      return createDecodeTable(table);
    };
    const tables = { dc: dc.map(decodeTable), ac: ac.map(decodeTable) };
    // Wider from scan to scan: however many a file has, all their points take less memory than coefficients do.
    const spacing = 16 * (this.scans.length + 1);
    this.scans.push(new StoredScan(layout, frame, header, tables, data, spacing));
  }
}

/** Where a scan's tables are, by component: class * 4 + identifier; empty where the scan uses none of a class. */
export function tablesOfScan(
  { progressive }: Frame,
  { components, first, high }: ScanHeader,
): { dc: number[]; ac: number[] } {
  const usesDc = first === 0 && high === 0;
  const usesAc = !progressive || first > 0;
  return {
    dc: usesDc ? components.map(({ dcTable }) => dcTable) : [],
    ac: usesAc ? components.map(({ acTable }) => 4 + acTable) : [],
  };
}

/** @returns MCUs, 0 = none (B.2.4.4) */
export function parseRestartInterval(payload: Uint8Array): number {
  if (payload.length !== 2) throw damaged('A restart interval is malformed', 'B.2.4.4');
  return payload[0]! * 256 + payload[1]!;
}

/** Each bit is coded once (G.1.1.1): this also bounds the scans of a file. */
function takeBand(open: Int8Array, { first, last, high, low }: ScanHeader): void {
  for (let k = first; k <= last; k++) {
    if (open[k] !== (high === 0 ? -1 : high)) throw damaged('A scan codes what another one does', 'G.1.1.1');
    open[k] = low;
  }
}

function colourOf(segments: readonly Segment[], { components }: Frame): JpegColour {
  if (components.length === 1) return 'grey';
  if (segments.some((segment) => segment.marker === markers.app0 && hasIdentifier(segment, 'JFIF\0')))
    return 'ycbcr';
  const adobe = segments.find(
    (segment) => segment.marker === 0xee && segment.payload.length >= 12 && hasIdentifier(segment, 'Adobe'),
  );
  if (adobe) return adobe.payload[11] === 0 ? 'rgb' : 'ycbcr';
  return String.fromCharCode(...components.map(({ identifier }) => identifier)) === 'RGB' ? 'rgb' : 'ycbcr';
}
