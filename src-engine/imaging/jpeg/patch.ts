import { fitChroma } from './chroma.ts';
import { decodePlane, samplesOfBlock, upsamplingOf, type SamplePlane } from './component-samples.ts';
import { blockLength, blockSize, type Component } from './frame.ts';
import type { PixelChange } from './pixel-change.ts';
import { quantiseBlock } from './quantise-block.ts';
import type { JpegPicture } from './read-jpeg.ts';

/** How much more the error of an unchanged sample counts than that of a changed one in the same block. */
const weightOfUnchanged = 4;

/** The same for samples that pixels of untouched MCUs are made of. */
const weightAtBorder = 16;

/** New coefficients of some blocks of a component. */
export interface BlockChanges {
  /** Places in the component's coefficients. */
  readonly at: readonly number[];
  /** [at.length, 64] in zigzag order. */
  readonly coefficients: Int16Array;
}

/** What an edit changes in a picture's coefficients. */
export interface JpegPatch {
  /** [mcusDown, mcusAcross]: 1 where an MCU holds a changed pixel; all others stay. */
  readonly touched: Uint8Array;
  /** By component. */
  readonly changes: readonly BlockChanges[];
}

/**
 * The new coefficients of the MCUs that an edit touches: in them, samples of pixels that did not change stay what the file
 * says and move by quantisation alone, and blocks whose samples did not change keep their coefficients.
 * @param picture as large as the edited one
 */
export function patchPicture(picture: JpegPicture, change: PixelChange): JpegPatch {
  const touched = change.touchedMcus(picture.frame);
  return {
    touched,
    changes: picture.frame.components.map((component, index) => {
      const [x, y] = upsamplingOf(picture.frame, component);
      return x.ratio === 1 && y.ratio === 1
        ? patchFull(picture, component, index, change, touched)
        : patchSubsampled(picture, component, index, change, touched);
    }),
  };
}

/** Exchanges the blocks of `changes` with those of the picture: once makes the edit, twice takes it back. */
export function swapBlocks({ coefficients }: JpegPicture, { changes }: JpegPatch): void {
  for (const [index, { at, coefficients: others }] of changes.entries()) {
    const own = coefficients[index]!;
    for (const [i, start] of at.entries()) {
      const kept = own.slice(start, start + blockLength);
      own.set(others.subarray(i * blockLength, (i + 1) * blockLength), start);
      others.set(kept, i * blockLength);
    }
  }
}

/** Collects the blocks that changed. */
class ChangedBlocks {
  private readonly at: number[] = [];
  private coefficients = new Int16Array(64 * blockLength);

  /** Room for one more block, at `start` in the component's coefficients. */
  add(start: number): Int16Array {
    const from = this.at.length * blockLength;
    if (from === this.coefficients.length) {
      const larger = new Int16Array(from * 2);
      larger.set(this.coefficients);
      this.coefficients = larger;
    }
    this.at.push(start);
    return this.coefficients.subarray(from, from + blockLength);
  }

  finish(): BlockChanges {
    return { at: this.at, coefficients: this.coefficients.subarray(0, this.at.length * blockLength) };
  }
}

/** A component with a sample for every pixel. */
function patchFull(
  { frame, coefficients, quantisation }: JpegPicture,
  { horizontal, vertical, storedAcross }: Component,
  index: number,
  change: PixelChange,
  touched: Uint8Array,
): BlockChanges {
  const blocks = new ChangedBlocks();
  const samples = new Float64Array(blockLength);
  const weights = new Float64Array(blockLength);
  const table = quantisation[index]!;
  for (const mcu of indicesOf(touched))
    for (let block = 0; block < horizontal * vertical; block++) {
      const column = (mcu % frame.mcusAcross) * horizontal + (block % horizontal);
      const row = Math.floor(mcu / frame.mcusAcross) * vertical + Math.floor(block / horizontal);
      const start = (row * storedAcross + column) * blockLength;
      samplesOfBlock(coefficients[index]!, start, table, samples);
      let changed = 0;
      for (let i = 0; i < blockLength; i++) {
        // Past the picture's edge a block goes on as its last row and column.
        const x = Math.min(column * blockSize + (i % blockSize), frame.width - 1);
        const y = Math.min(row * blockSize + Math.floor(i / blockSize), frame.height - 1);
        weights[i] = weightOfUnchanged;
        if (change.changed[y * frame.width + x] === 0) continue;
        weights[i] = 1;
        changed++;
        samples[i] = change.component(x, y, index);
      }
      if (changed > 0)
        quantiseBlock(samples, changed < blockLength ? weights : null, table, blocks.add(start));
    }
  return blocks.finish();
}

/** A component with fewer samples than pixels. */
function patchSubsampled(
  picture: JpegPicture,
  component: Component,
  index: number,
  change: PixelChange,
  touched: Uint8Array,
): BlockChanges {
  const { frame, quantisation } = picture;
  const { horizontal, vertical, storedAcross } = component;
  const blocks = new ChangedBlocks();
  const mcus = indicesOf(touched);
  if (mcus.length === 0) return blocks.finish();
  const table = quantisation[index]!;
  const plane = planeAround(picture, component, index, touched, mcus);
  fitChroma(plane, frame, component, index, change, touched);
  const { rect, before, after } = plane;
  const isBorder = bordersOf(picture, component, touched);
  const samples = new Float64Array(blockLength);
  const weights = new Float64Array(blockLength);
  for (const mcu of mcus)
    for (let block = 0; block < horizontal * vertical; block++) {
      const column = (mcu % frame.mcusAcross) * horizontal + (block % horizontal);
      const row = Math.floor(mcu / frame.mcusAcross) * vertical + Math.floor(block / horizontal);
      let changed = 0;
      for (let i = 0; i < blockLength; i++) {
        const y = (row - rect.row) * blockSize + Math.floor(i / blockSize);
        const at = y * rect.across * blockSize + (column - rect.column) * blockSize + (i % blockSize);
        samples[i] = after[at]!;
        const isChanged = after[at] !== before[at];
        if (isChanged) changed++;
        weights[i] = isBorder(mcu, block, i) ? weightAtBorder : isChanged ? 1 : weightOfUnchanged;
      }
      const start = (row * storedAcross + column) * blockLength;
      if (changed === 0) continue;
      const isEven = weights.every((weight) => weight === weights[0]);
      quantiseBlock(samples, isEven ? null : weights, table, blocks.add(start));
    }
  return blocks.finish();
}

/** Tells which samples of a touched MCU a decoder also uses for pixels of an MCU beside it that stays. */
function bordersOf({ frame }: JpegPicture, component: Component, touched: Uint8Array) {
  const { mcusAcross, mcusDown } = frame;
  const [x, y] = upsamplingOf(frame, component);
  const width = component.horizontal * blockSize;
  const height = component.vertical * blockSize;
  const stays = (column: number, row: number): boolean =>
    column >= 0 &&
    row >= 0 &&
    column < mcusAcross &&
    row < mcusDown &&
    touched[row * mcusAcross + column] === 0;
  /** @param block of the MCU @param sample of the block */
  return (mcu: number, block: number, sample: number): boolean => {
    const sampleX = (block % component.horizontal) * blockSize + (sample % blockSize);
    const sampleY = Math.floor(block / component.horizontal) * blockSize + Math.floor(sample / blockSize);
    const column = mcu % mcusAcross;
    const row = Math.floor(mcu / mcusAcross);
    const stepX = !x.isSmooth ? 0 : sampleX === 0 ? -1 : sampleX === width - 1 ? 1 : 0;
    const stepY = !y.isSmooth ? 0 : sampleY === 0 ? -1 : sampleY === height - 1 ? 1 : 0;
    return (
      (stepX !== 0 && stays(column + stepX, row)) ||
      (stepY !== 0 && stays(column, row + stepY)) ||
      (stepX !== 0 && stepY !== 0 && stays(column + stepX, row + stepY))
    );
  };
}

/** The samples of the touched MCUs and of those around them, which share pixels with them. */
function planeAround(
  { frame, coefficients, quantisation }: JpegPicture,
  component: Component,
  index: number,
  touched: Uint8Array,
  mcus: readonly number[],
): SamplePlane {
  const { mcusAcross, mcusDown } = frame;
  const { horizontal, vertical } = component;
  const columns = mcus.map((mcu) => mcu % mcusAcross);
  const left = Math.max(0, columns.reduce((least, column) => Math.min(least, column), mcusAcross) - 1);
  const right = Math.min(mcusAcross, columns.reduce((most, column) => Math.max(most, column), 0) + 2);
  const top = Math.max(0, Math.floor(mcus[0]! / mcusAcross) - 1);
  const bottom = Math.min(mcusDown, Math.floor(mcus.at(-1)! / mcusAcross) + 2);
  const rect = {
    column: left * horizontal,
    row: top * vertical,
    across: (right - left) * horizontal,
    down: (bottom - top) * vertical,
  };
  const isNear = (column: number, row: number): boolean => {
    for (let y = Math.max(0, row - 1); y <= Math.min(mcusDown - 1, row + 1); y++)
      for (let x = Math.max(0, column - 1); x <= Math.min(mcusAcross - 1, column + 1); x++)
        if (touched[y * mcusAcross + x] === 1) return true;
    return false;
  };
  return decodePlane(component, coefficients[index]!, quantisation[index]!, rect, (column, row) =>
    isNear(Math.floor(column / horizontal), Math.floor(row / vertical)),
  );
}

function indicesOf(touched: Uint8Array): number[] {
  const indices: number[] = [];
  for (let at = touched.indexOf(1); at >= 0; at = touched.indexOf(1, at + 1)) indices.push(at);
  return indices;
}
