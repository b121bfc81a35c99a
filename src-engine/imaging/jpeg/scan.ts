import { blockLength, type Component, type Frame } from './frame.ts';
import { damaged } from './jpeg-error.ts';

/** What a scan header says (ITU-T T.81, B.2.3). */
export interface ScanHeader {
  readonly components: readonly {
    /** In the frame's list. */
    readonly index: number;
    readonly dcTable: number;
    readonly acTable: number;
  }[];
  /** The band of coefficients, in zigzag order: 0 to 63 in sequential processes. */
  readonly first: number;
  readonly last: number;
  /** Successive approximation (G.1.1.1.2): bits that earlier scans left open; 0 = the band's first scan. */
  readonly high: number;
  /** Bits that this scan leaves open. */
  readonly low: number;
}

/** One process's way to read a block, and what it carries from block to block. */
export interface BlockDecoder {
  /** The last DC values, as the scan codes them, by component in its list. */
  readonly predictions: Int32Array;
  /** @param component in the scan's list @param at of the block's first coefficient */
  decodeBlock(component: number, coefficients: Int16Array, at: number): void;
  /** Only finds a block's end, its codes checked, where it can be decoded later; else decodes it. */
  passBlock(component: number, coefficients: Int16Array, at: number): void;
  /** True where the bits that follow depend on nothing that came before but on DC predictions. */
  readonly isBetweenRuns: boolean;
  /** @throws JpegError where something is carried over the end of a restart interval */
  endInterval(): void;
}

/** Reads an SOS segment. @throws JpegError */
export function parseScanHeader(payload: Uint8Array, frame: Frame): ScanHeader {
  const count = payload[0] ?? 0;
  if (count < 1 || count > 4 || payload.length !== 4 + 2 * count)
    throw damaged('A scan header is malformed', 'B.2.3');
  const components = Array.from({ length: count }, (_, i) => ({
    index: frame.components.findIndex(({ identifier }) => identifier === payload[1 + 2 * i]),
    dcTable: payload[2 + 2 * i]! >> 4,
    acTable: payload[2 + 2 * i]! & 15,
  }));
  const [first, last, approximation] = payload.subarray(1 + 2 * count) as unknown as [number, number, number];
  const header = { components, first, last, high: approximation >> 4, low: approximation & 15 };
  const indices = components.map(({ index }) => index);
  if (indices.some((index, i) => index < 0 || indices.indexOf(index) < i))
    throw damaged('A scan has a component that the frame lacks, or one twice', 'B.2.3');
  if (components.some(({ dcTable, acTable }) => dcTable > 3 || acTable > 3))
    throw damaged('A scan header names a table that cannot be', 'B.2.3');
  const blocks = indices.reduce((sum, index) => {
    const { horizontal, vertical } = frame.components[index]!;
    return sum + horizontal * vertical;
  }, 0);
  if (count > 1 && blocks > 10) throw damaged('An MCU has more than 10 blocks', 'B.2.3');
  if (!frame.progressive) {
    // The band of a sequential scan is fixed; decoders ignore what is written there, and so do we.
    return { ...header, first: 0, last: 63, high: 0, low: 0 };
  }
  if (
    first > last ||
    last > 63 ||
    (first === 0 ? last !== 0 : count !== 1) ||
    header.low > 13 ||
    (header.high !== 0 && header.high !== header.low + 1)
  )
    throw damaged('A progressive scan has a band that may not be', 'G.1.1.1');
  return header;
}

/** The tables of a scan's components, in its order. */
export interface ScanTables<Table> {
  readonly dc: readonly Table[];
  readonly ac: readonly Table[];
}

/** A component in a scan: which of its blocks belong to which MCU. */
export interface ScanComponent {
  readonly component: Component;
  /** [storedDown, storedAcross, 64] in zigzag order. */
  readonly coefficients: Int16Array;
  /** Blocks of an MCU: those of the sampling factors, or one where the component is alone (A.2.2, A.2.3). */
  readonly across: number;
  readonly down: number;
}

/** How a scan goes through its blocks. */
export interface ScanLayout {
  readonly components: readonly ScanComponent[];
  readonly mcusAcross: number;
  readonly mcusDown: number;
  /** MCUs in a restart interval; all where there are no restarts. */
  readonly restartInterval: number;
  readonly intervals: number;
}

/** @param restartInterval as DRI defines it, 0 = none */
export function layOutScan(
  frame: Frame,
  header: ScanHeader,
  coefficients: readonly Int16Array[],
  restartInterval: number,
): ScanLayout {
  const alone = header.components.length === 1;
  const components = header.components.map(({ index }) => {
    const component = frame.components[index]!;
    return {
      component,
      coefficients: coefficients[index]!,
      across: alone ? 1 : component.horizontal,
      down: alone ? 1 : component.vertical,
    };
  });
  const [first] = components;
  const mcusAcross = alone ? first!.component.blocksAcross : frame.mcusAcross;
  const mcusDown = alone ? first!.component.blocksDown : frame.mcusDown;
  const mcus = mcusAcross * mcusDown;
  const interval = restartInterval === 0 ? mcus : restartInterval;
  return {
    components,
    mcusAcross,
    mcusDown,
    restartInterval: interval,
    intervals: Math.ceil(mcus / interval),
  };
}

/** MCUs of a scan whose bits are taken over: where these begin and end, in bits. */
export interface CopiedRun {
  readonly from: number;
  readonly end: number;
  readonly mcus: number;
}

/** The same MCUs in other codes. */
export interface RecodedRun {
  readonly bytes: Uint8Array;
  readonly bits: number;
}

/** One block of an MCU: where its coefficients are for MCU (column, row) = `start` + row * `perRow` + column * `perColumn`. */
export interface McuBlock {
  /** In the scan's list. */
  readonly component: number;
  readonly coefficients: Int16Array;
  readonly start: number;
  readonly perColumn: number;
  readonly perRow: number;
}

/** The blocks of an MCU in the order they are coded (A.2.3). */
export const blocksOfMcu = ({ components }: ScanLayout): McuBlock[] =>
  components.flatMap(({ component: { storedAcross }, coefficients, across, down }, component) =>
    Array.from({ length: across * down }, (_, i) => ({
      component,
      coefficients,
      start: (Math.floor(i / across) * storedAcross + (i % across)) * blockLength,
      perColumn: across * blockLength,
      perRow: down * storedAcross * blockLength,
    })),
  );
