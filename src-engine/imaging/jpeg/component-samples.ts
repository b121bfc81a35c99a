import { inverseDct } from './dct.ts';
import { blockLength, blockSize, type Component, type Frame } from './frame.ts';
import { type QuantisationTable, zigzag } from './quantisation.ts';

/** The samples that a block's coefficients stand for, as fractions, not clamped. @param block [8, 8] receives them */
function samplesOfBlock(
  coefficients: Int16Array,
  at: number,
  table: QuantisationTable,
  block: Float64Array,
): void {
  for (let k = 0; k < blockLength; k++) block[zigzag[k]!] = coefficients[at + k]! * table[k]!;
  inverseDct(block);
  for (let i = 0; i < blockLength; i++) block[i]! += 128;
}

/** A rectangle of blocks. */
export interface BlockRect {
  readonly column: number;
  readonly row: number;
  readonly across: number;
  readonly down: number;
}

/** Some of a component's samples, before and after an edit. */
export interface SamplePlane {
  readonly rect: BlockRect;
  /** [rect.down * 8, rect.across * 8] */
  readonly before: Float32Array;
  readonly after: Float32Array;
}

/** @param isNeeded which blocks of `rect` are decoded; others are left at 0 */
export function decodePlane(
  { storedAcross }: Component,
  coefficients: Int16Array,
  table: QuantisationTable,
  rect: BlockRect,
  isNeeded: (column: number, row: number) => boolean,
): SamplePlane {
  const width = rect.across * blockSize;
  const before = new Float32Array(width * rect.down * blockSize);
  const block = new Float64Array(blockLength);
  for (let row = 0; row < rect.down; row++)
    for (let column = 0; column < rect.across; column++) {
      if (!isNeeded(rect.column + column, rect.row + row)) continue;
      const at = ((rect.row + row) * storedAcross + rect.column + column) * blockLength;
      samplesOfBlock(coefficients, at, table, block);
      for (let y = 0; y < blockSize; y++)
        before.set(
          block.subarray(y * blockSize, (y + 1) * blockSize),
          (row * blockSize + y) * width + column * blockSize,
        );
    }
  return { rect, before, after: before.slice() };
}

/**
 * How a decoder makes pixels of a component with fewer samples along one axis: each pixel is 3/4 of its own sample and 1/4
 * of the next one, or its own sample alone. Libjpeg's way, which is everybody's; the standard leaves it open (A.1.1).
 */
export interface Upsampling {
  /** Pixels a sample, 1 to 4. */
  readonly ratio: number;
  readonly isSmooth: boolean;
  /** Samples that hold pixels of the picture: from, to. */
  readonly first: number;
  readonly end: number;
}

/** Along x and y. @param area where the picture's pixels are; the whole frame unless sides were added to it */
export function upsamplingOf(
  { width, height, maxHorizontal, maxVertical }: Frame,
  { horizontal, vertical }: Component,
  area = { x: 0, y: 0, width, height },
): readonly [Upsampling, Upsampling] {
  const [x, y] = [maxHorizontal / horizontal, maxVertical / vertical];
  const isSmooth = x <= 2 && y <= 2;
  return [
    samplesAlong(x, isSmooth && x === 2, area.x, area.width),
    samplesAlong(y, isSmooth && y === 2, area.y, area.height),
  ];
}

const samplesAlong = (ratio: number, isSmooth: boolean, from: number, pixels: number): Upsampling => ({
  ratio,
  isSmooth,
  first: Math.floor(from / ratio),
  end: Math.ceil((from + pixels) / ratio),
});

/** The other sample that a pixel is made of; its own where there is none. */
export function otherSample({ ratio, isSmooth, first, end }: Upsampling, pixel: number): number {
  const own = Math.floor(pixel / ratio);
  return isSmooth ? Math.min(Math.max(pixel % 2 === 0 ? own - 1 : own + 1, first), end - 1) : own;
}
