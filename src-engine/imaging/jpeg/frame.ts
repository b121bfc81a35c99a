import { damaged, unsupported } from './jpeg-error.ts';
import { markers } from './markers.ts';
import { text } from '#shared/text/text.ts';

/** Samples on a block's side. */
export const blockSize = 8;
/** Coefficients of a block. */
export const blockLength = 64;

/** One colour component of a frame (ITU-T T.81, B.2.2). */
export interface Component {
  readonly identifier: number;
  /** Sampling factors, 1 to 4. */
  readonly horizontal: number;
  readonly vertical: number;
  readonly quantisationTable: number;
  /** Blocks that hold samples of the picture: what a scan of this component alone codes (A.2.2). */
  readonly blocksAcross: number;
  readonly blocksDown: number;
  /** Blocks in a row of `coefficients`, and rows: whole MCUs (A.2.4). */
  readonly storedAcross: number;
  readonly storedDown: number;
}

/** What a frame header says (B.2.2). */
export interface Frame {
  readonly progressive: boolean;
  readonly width: number;
  readonly height: number;
  readonly components: readonly Component[];
  /** The largest sampling factors. */
  readonly maxHorizontal: number;
  readonly maxVertical: number;
  /** The grid of minimum coded units (A.2.3, A.2.4). */
  readonly mcuWidth: number;
  readonly mcuHeight: number;
  readonly mcusAcross: number;
  readonly mcusDown: number;
}

/** A rectangle of MCUs. */
export interface McuRect {
  readonly column: number;
  readonly row: number;
  readonly across: number;
  readonly down: number;
}

/** Processes that are not read, by their marker. */
const processes: Readonly<Record<number, 'lossless' | 'hierarchical' | 'arithmetic'>> = {
  0xc3: 'lossless',
  0xc5: 'hierarchical',
  0xc6: 'hierarchical',
  0xc7: 'hierarchical',
  0xc9: 'arithmetic',
  0xca: 'arithmetic',
  0xcb: 'arithmetic',
  0xcd: 'hierarchical',
  0xce: 'hierarchical',
  0xcf: 'hierarchical',
};

/** Reads an SOFn segment. @throws JpegError where the process is not Huffman-coded DCT with 8 bits and 1 or 3 components */
export function parseFrame(marker: number, payload: Uint8Array): Frame {
  const { jpegKinds } = text.pictures;
  const process = processes[marker];
  if (process) throw unsupported(jpegKinds[process]);
  if (payload.length < 6) throw damaged('The frame header is cut short', 'B.2.2');
  const precision = payload[0]!;
  const height = payload[1]! * 256 + payload[2]!;
  const width = payload[3]! * 256 + payload[4]!;
  const count = payload[5]!;
  if (precision !== 8) throw unsupported(jpegKinds.bits(precision));
  if (height === 0) throw unsupported(jpegKinds.lateHeight);
  if (count === 4) throw unsupported(jpegKinds.cmyk);
  if (count !== 1 && count !== 3) throw unsupported(jpegKinds.components(count));
  if (width === 0 || payload.length !== 6 + 3 * count)
    throw damaged('The frame header is malformed', 'B.2.2');
  const declared = Array.from({ length: count }, (_, i) => {
    const at = 6 + 3 * i;
    return {
      identifier: payload[at]!,
      // With one component there is nothing to be sampled less than (A.2.2): a block is an MCU.
      horizontal: count === 1 ? 1 : payload[at + 1]! >> 4,
      vertical: count === 1 ? 1 : payload[at + 1]! & 15,
      quantisationTable: payload[at + 2]!,
    };
  });
  const factors = declared.flatMap(({ horizontal, vertical }) => [horizontal, vertical]);
  if (factors.some((factor) => factor < 1 || factor > 4) || declared.some((one) => one.quantisationTable > 3))
    throw damaged('A sampling factor or a table number is out of range', 'B.2.2');
  const divides = (factorsOfAxis: readonly number[]): boolean =>
    factorsOfAxis.every((factor) => Math.max(...factorsOfAxis) % factor === 0);
  if (
    ![declared.map(({ horizontal }) => horizontal), declared.map(({ vertical }) => vertical)].every(divides)
  )
    throw unsupported(jpegKinds.sampling);
  if (new Set(declared.map(({ identifier }) => identifier)).size < count)
    throw damaged('Two components have the same identifier', 'B.2.2');
  return layOut(marker === markers.sof2, width, height, declared);
}

/** The same frame with other sides. */
export const resizeFrame = (frame: Frame, width: number, height: number): Frame =>
  layOut(frame.progressive, width, height, frame.components);

/** An SOFn payload with other sides. */
export function withSides(payload: Uint8Array, { width, height }: Frame): Uint8Array {
  const result = payload.slice();
  result.set([height >> 8, height & 255, width >> 8, width & 255], 1);
  return result;
}

type Declared = Pick<Component, 'identifier' | 'horizontal' | 'vertical' | 'quantisationTable'>;

/** Sizes in blocks (A.1.1, A.2.4). */
function layOut(progressive: boolean, width: number, height: number, declared: readonly Declared[]): Frame {
  const maxHorizontal = Math.max(...declared.map(({ horizontal }) => horizontal));
  const maxVertical = Math.max(...declared.map(({ vertical }) => vertical));
  const mcuWidth = maxHorizontal * blockSize;
  const mcuHeight = maxVertical * blockSize;
  const mcusAcross = Math.ceil(width / mcuWidth);
  const mcusDown = Math.ceil(height / mcuHeight);
  const components = declared.map((one) => ({
    ...one,
    blocksAcross: Math.ceil(Math.ceil((width * one.horizontal) / maxHorizontal) / blockSize),
    blocksDown: Math.ceil(Math.ceil((height * one.vertical) / maxVertical) / blockSize),
    storedAcross: mcusAcross * one.horizontal,
    storedDown: mcusDown * one.vertical,
  }));
  return {
    progressive,
    width,
    height,
    components,
    maxHorizontal,
    maxVertical,
    mcuWidth,
    mcuHeight,
    mcusAcross,
    mcusDown,
  };
}
