import { fitSamples } from './fit-samples.ts';
import { decodePlane, type SamplePlane, upsamplingOf } from './component-samples.ts';
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
    changes: picture.frame.components.map((component, index) =>
      patchComponent(picture, component, index, change, touched),
    ),
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

function patchComponent(
  picture: JpegPicture,
  component: Component,
  index: number,
  change: PixelChange,
  touched: Uint8Array,
): BlockChanges {
  const blocks = new ChangedBlocks();
  const mcus = indicesOf(touched);
  if (mcus.length === 0) return blocks.finish();
  const plane = planeAround(picture, component, index, change, mcus);
  fitSamples(plane, picture.frame, component, index, change, touched);
  const patcher = new BlockPatcher(picture, component, index, plane, touched, blocks);
  for (const mcu of mcus)
    for (let block = 0; block < component.horizontal * component.vertical; block++)
      patcher.patchBlock(mcu, block);
  return blocks.finish();
}

class BlockPatcher {
  private readonly samples = new Float64Array(blockLength);
  private readonly weights = new Float64Array(blockLength);
  private readonly isBorder: ReturnType<typeof bordersOf>;

  constructor(
    private readonly picture: JpegPicture,
    private readonly component: Component,
    private readonly index: number,
    private readonly plane: SamplePlane,
    private readonly touched: Uint8Array,
    private readonly blocks: ChangedBlocks,
  ) {
    this.isBorder = bordersOf(picture, component, touched);
  }

  /** @param block of the MCU */
  patchBlock(mcu: number, block: number): void {
    const { samples, weights } = this;
    const { horizontal, vertical, storedAcross } = this.component;
    const { rect, before, after } = this.plane;
    const { mcusAcross } = this.picture.frame;
    const column = (mcu % mcusAcross) * horizontal + (block % horizontal);
    const row = Math.floor(mcu / mcusAcross) * vertical + Math.floor(block / horizontal);
    const first = ((row - rect.row) * rect.across * blockSize + column - rect.column) * blockSize;
    const hasBorder = !isSurrounded(mcu, this.touched, mcusAcross);
    let changed = 0;
    let isEven = true;
    for (let i = 0; i < blockLength; i++) {
      const at = first + (i >> 3) * rect.across * blockSize + (i & 7);
      samples[i] = after[at]!;
      const isChanged = after[at] !== before[at];
      if (isChanged) changed++;
      weights[i] = isChanged ? 1 : weightOfUnchanged;
      if (hasBorder && this.isBorder(mcu, block, i)) weights[i] = weightAtBorder;
      if (weights[i] !== weights[0]) isEven = false;
    }
    if (changed === 0) return;
    const result = this.blocks.add((row * storedAcross + column) * blockLength);
    quantiseBlock(samples, isEven ? null : weights, this.picture.quantisation[this.index]!, result);
  }
}

/** Whether the MCUs on all sides are touched too. */
function isSurrounded(mcu: number, touched: Uint8Array, mcusAcross: number): boolean {
  for (let row = mcu - mcusAcross; row <= mcu + mcusAcross; row += mcusAcross)
    if (!touched[row - 1] || !touched[row] || !touched[row + 1]) return false;
  return true;
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

/** The samples of the touched MCUs and of those around them, as far as unchanged pixels are made of them. */
function planeAround(
  { frame, coefficients, quantisation }: JpegPicture,
  component: Component,
  index: number,
  change: PixelChange,
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
  const [x, y] = upsamplingOf(frame, component);
  /** What touched MCUs were, and what lies beside them where pixels are made of both. */
  const needed = new Uint8Array(mcusAcross * mcusDown);
  for (const mcu of mcus) {
    if (change.isAllChanged(mcu, frame)) continue;
    const [column, row] = [mcu % mcusAcross, Math.floor(mcu / mcusAcross)];
    const [byX, byY] = [x.isSmooth ? 1 : 0, y.isSmooth ? 1 : 0];
    for (let i = Math.max(0, row - byY); i <= Math.min(mcusDown - 1, row + byY); i++)
      needed.fill(
        1,
        i * mcusAcross + Math.max(0, column - byX),
        i * mcusAcross + Math.min(mcusAcross, column + byX + 1),
      );
  }
  return decodePlane(
    component,
    coefficients[index]!,
    quantisation[index]!,
    rect,
    (column, row) => needed[Math.floor(row / vertical) * mcusAcross + Math.floor(column / horizontal)] === 1,
  );
}

function indicesOf(touched: Uint8Array): number[] {
  const indices: number[] = [];
  for (let at = touched.indexOf(1); at >= 0; at = touched.indexOf(1, at + 1)) indices.push(at);
  return indices;
}
