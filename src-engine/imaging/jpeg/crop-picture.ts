import { BitWriter, SymbolCoder } from './bits.ts';
import { encodeScan } from './encode-scan.ts';
import { EncodeSequential } from './encode-sequential.ts';
import { stuff } from './entropy-data.ts';
import { blockLength, type Frame, type McuRect, resizeFrame } from './frame.ts';
import { createEncodeTable, type HuffmanTable, huffmanTablePayload } from './huffman-table.ts';
import { markers } from './markers.ts';
import type { Sides } from './orientation.ts';
import { quantisationTablePayload } from './quantisation.ts';
import { decodeBlocks, type JpegPicture } from './read-jpeg.ts';
import { layOutScan } from './scan.ts';
import { createSegment, hasIdentifier, joinSegments, type Segment } from './segments.ts';

/**
 * A file with a part of the picture, its coefficients unchanged: any decoder makes of it the pixels it makes of the whole one,
 * but for those at cut sides, where smooth upsampling misses its neighbour.
 */
export function cropPicture(picture: JpegPicture, rect: McuRect): Uint8Array {
  const { segments, quantisation } = picture;
  const frame = resizeFrame(
    picture.frame,
    Math.min(
      rect.across * picture.frame.mcuWidth,
      picture.frame.width - rect.column * picture.frame.mcuWidth,
    ),
    Math.min(rect.down * picture.frame.mcuHeight, picture.frame.height - rect.row * picture.frame.mcuHeight),
  );
  decodeBlocks(picture, rect);
  const coefficients = copyBlocks(picture, frame, rect);
  return joinSegments([
    ...segments.filter(isColourDefinition),
    ...quantisation.map((table, i) => createSegment(markers.dqt, quantisationTablePayload(i, table))),
    createSegment(markers.sof1, framePayload(frame)),
    ...frame.components.flatMap((_, index) => scanSegments(frame, index, coefficients)),
    { marker: markers.eoi, bytes: Uint8Array.of(0xff, markers.eoi), payload: new Uint8Array() },
  ]);
}

/** A scan of one component, with its tables: together an MCU may have more blocks than a scan can (B.2.3). */
function scanSegments(frame: Frame, index: number, coefficients: readonly Int16Array[]): Segment[] {
  const components = [{ index, dcTable: 0, acTable: 0 }];
  const layout = layOutScan(frame, { components, first: 0, last: 63, high: 0, low: 0 }, coefficients, 0);
  const coders = { dc: [coderOf(everySize)], ac: [coderOf(everySymbol)] };
  const writer = new BitWriter(1024);
  const coded = stuff(encodeScan(layout, new EncodeSequential(writer, coders), writer, 1, null));
  return [
    createSegment(markers.dht, huffmanTablePayload(0, everySize)),
    createSegment(markers.dht, huffmanTablePayload(4, everySymbol)),
    createSegment(markers.sos, Uint8Array.of(1, frame.components[index]!.identifier, 0, 0, 63, 0)),
    { marker: null, bytes: coded, payload: coded },
  ];
}

const coderOf = (table: HuffmanTable): SymbolCoder => new SymbolCoder(createEncodeTable(table));

/** Codes for all symbols, none of ones only, for a file that is read at once and never kept: 254 of 8 bits, the others of 9. */
const everySymbol: HuffmanTable = {
  lengths: Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 254, 2, 0, 0, 0, 0, 0, 0, 0),
  symbols: Uint8Array.from({ length: 256 }, (_, symbol) => symbol),
};
/** A difference has no more sizes (F.1.2.1). */
const everySize: HuffmanTable = {
  lengths: Uint8Array.of(0, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
  symbols: Uint8Array.from({ length: 16 }, (_, size) => size),
};

/** SOI, and what says how components make colours. */
const isColourDefinition = (segment: Segment): boolean =>
  segment.marker === markers.soi ||
  (segment.marker === markers.app0 && hasIdentifier(segment, 'JFIF\0')) ||
  (segment.marker === 0xee && hasIdentifier(segment, 'Adobe'));

function copyBlocks(picture: JpegPicture, frame: Frame, rect: McuRect): Int16Array[] {
  return frame.components.map(({ horizontal, vertical, storedAcross, storedDown }, index) => {
    const from = picture.coefficients[index]!;
    const result = new Int16Array(storedAcross * storedDown * blockLength);
    const fromAcross = picture.frame.components[index]!.storedAcross;
    for (let row = 0; row < storedDown; row++) {
      const start = ((rect.row * vertical + row) * fromAcross + rect.column * horizontal) * blockLength;
      result.set(from.subarray(start, start + storedAcross * blockLength), row * storedAcross * blockLength);
    }
    return result;
  });
}

const framePayload = ({ width, height, components }: Frame): Uint8Array =>
  Uint8Array.from([
    ...[8, height >> 8, height & 255, width >> 8, width & 255, components.length],
    ...components.flatMap(({ identifier, horizontal, vertical }, i) => [
      identifier,
      (horizontal << 4) | vertical,
      i,
    ]),
  ]);

/** Whether blocks can stay blocks: whole MCUs are added, or cut off, at the left and the top. @param sides of the stored picture */
export const fitsGrid = ({ frame }: JpegPicture, { left, top }: Sides): boolean =>
  left % frame.mcuWidth === 0 && top % frame.mcuHeight === 0;

/** The picture with sides added, or cut off: its blocks lie elsewhere, what is new is mid-grey. @param sides that `fitsGrid` */
export function addSides(picture: JpegPicture, { left, top, right, bottom }: Sides): JpegPicture {
  const { frame } = picture;
  decodeBlocks(picture);
  const resized = resizeFrame(frame, left + frame.width + right, top + frame.height + bottom);
  const columns = left / frame.mcuWidth;
  const rows = top / frame.mcuHeight;
  const coefficients = resized.components.map(({ horizontal, vertical, storedAcross, storedDown }, index) => {
    const old = frame.components[index]!;
    const result = new Int16Array(storedAcross * storedDown * blockLength);
    const firstColumn = Math.max(0, columns * horizontal);
    const endColumn = Math.min(storedAcross, columns * horizontal + old.storedAcross);
    const firstRow = Math.max(0, rows * vertical);
    const endRow = Math.min(storedDown, rows * vertical + old.storedDown);
    for (let row = firstRow; row < endRow; row++) {
      const from =
        ((row - rows * vertical) * old.storedAcross + firstColumn - columns * horizontal) * blockLength;
      const blocks = picture.coefficients[index]!.subarray(
        from,
        from + (endColumn - firstColumn) * blockLength,
      );
      result.set(blocks, (row * storedAcross + firstColumn) * blockLength);
    }
    return result;
  });
  return { ...picture, frame: resized, coefficients };
}
