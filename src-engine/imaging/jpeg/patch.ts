import { fitSamples } from './fit-samples.ts';
import { decodePlane, type SamplePlane, upsamplingOf } from './component-samples.ts';
import { blockLength, blockSize, type Component, type Frame, type McuRect } from './frame.ts';
import type { PixelChange } from './pixel-change.ts';
import { createQuantiser, type QuantiseBlock } from './quantise-block.ts';
import { decodeBlocks, type JpegPicture } from './read-jpeg.ts';

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
  /** Those MCUs and the ones next to them; null where there are none. */
  readonly around: McuRect | null;
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
  const around = rectAround(touched, picture.frame);
  const none = { at: [], coefficients: new Int16Array() };
  if (!around) return { touched, around, changes: picture.frame.components.map(() => none) };
  decodeBlocks(picture, around);
  const area = { touched, whole: change.wholeMcus(touched, picture.frame), around };
  return {
    touched,
    around,
    changes: picture.frame.components.map((component, index) =>
      patchComponent(picture, component, index, change, area),
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

/** Where a picture changes: by MCU, and the rectangle of those. */
interface ChangedArea {
  readonly touched: Uint8Array;
  /** 1 where nothing of an MCU, nor of what lies next to it, stays. */
  readonly whole: Uint8Array;
  readonly around: McuRect;
}

function patchComponent(
  picture: JpegPicture,
  component: Component,
  index: number,
  change: PixelChange,
  area: ChangedArea,
): BlockChanges {
  const { touched } = area;
  const blocks = new ChangedBlocks();
  const mcus = indicesOf(touched);
  const plane = planeAround(picture, component, index, area, mcus);
  fitSamples(plane, picture.frame, component, index, change, area);
  const quantise = createQuantiser(picture.quantisation[index]!);
  const patcher = new BlockPatcher(picture, component, quantise, plane, touched, blocks);
  for (const mcu of mcus) patcher.patchMcu(mcu);
  return blocks.finish();
}

/** Makes the blocks of one component's touched MCUs anew. */
class BlockPatcher {
  private readonly samples = new Float64Array(blockLength);
  private readonly weights = new Float64Array(blockLength);

  constructor(
    private readonly picture: JpegPicture,
    private readonly component: Component,
    private readonly quantise: QuantiseBlock,
    private readonly plane: SamplePlane,
    private readonly touched: Uint8Array,
    private readonly blocks: ChangedBlocks,
  ) {}

  patchMcu(mcu: number): void {
    const { horizontal, vertical, storedAcross } = this.component;
    const { mcusAcross } = this.picture.frame;
    const left = (mcu % mcusAcross) * horizontal;
    const top = Math.floor(mcu / mcusAcross) * vertical;
    const hasBorder = !isSurrounded(mcu, this.touched, mcusAcross);
    for (let row = 0; row < vertical; row++)
      for (let column = 0; column < horizontal; column++) {
        if (!this.gather(left + column, top + row)) continue;
        if (hasBorder) this.weighBorders(mcu, column, row);
        const result = this.blocks.add(((top + row) * storedAcross + left + column) * blockLength);
        const isEven = this.weights.every((weight) => weight === this.weights[0]);
        this.quantise(this.samples, isEven ? null : this.weights, result);
      }
  }

  /** Takes a block's samples and what they weigh. @returns false where none of them changed */
  private gather(column: number, row: number): boolean {
    const { samples, weights } = this;
    const { rect, before, after } = this.plane;
    const stride = rect.across * blockSize;
    const first = (row - rect.row) * blockSize * stride + (column - rect.column) * blockSize;
    let isChanged = false;
    for (let i = 0; i < blockLength; i++) {
      const at = first + (i >> 3) * stride + (i & 7);
      samples[i] = after[at]!;
      if (after[at] === before[at]) weights[i] = weightOfUnchanged;
      else {
        weights[i] = 1;
        isChanged = true;
      }
    }
    return isChanged;
  }

  /** Of samples that a decoder also uses for pixels of an MCU beside this one that stays. @param column, row of the block in it */
  private weighBorders(mcu: number, column: number, row: number): void {
    const { frame } = this.picture;
    const { horizontal, vertical } = this.component;
    const [x, y] = upsamplingOf(frame, this.component);
    const mcuColumn = mcu % frame.mcusAcross;
    const stays = (stepX: number, stepY: number): boolean => {
      const beside = mcuColumn + stepX;
      if (beside < 0 || beside >= frame.mcusAcross) return false;
      return this.touched[mcu + stepX + stepY * frame.mcusAcross] === 0;
    };
    /** Which lines of samples of the block an MCU beside it reaches: none, and 0 or 7 with the step to it. */
    const linesAt = (isSmooth: boolean, block: number, blocks: number): [line: number, step: number][] => [
      ...(isSmooth && block === 0 ? [[0, -1] as [number, number]] : []),
      ...(isSmooth && block === blocks - 1 ? [[blockSize - 1, 1] as [number, number]] : []),
    ];
    const columns = linesAt(x.isSmooth, column, horizontal);
    const rows = linesAt(y.isSmooth, row, vertical);
    for (const [line, step] of columns)
      if (stays(step, 0))
        for (let i = line; i < blockLength; i += blockSize) this.weights[i] = weightAtBorder;
    for (const [line, step] of rows)
      if (stays(0, step)) this.weights.fill(weightAtBorder, line * blockSize, (line + 1) * blockSize);
    for (const [lineX, stepX] of columns)
      for (const [lineY, stepY] of rows)
        if (stays(stepX, stepY)) this.weights[lineY * blockSize + lineX] = weightAtBorder;
  }
}

/** Whether the MCUs on all sides are touched too. */
function isSurrounded(mcu: number, touched: Uint8Array, mcusAcross: number): boolean {
  for (let row = mcu - mcusAcross; row <= mcu + mcusAcross; row += mcusAcross)
    if (!touched[row - 1] || !touched[row] || !touched[row + 1]) return false;
  return true;
}

/** The samples of the touched MCUs and of those around them, as far as unchanged pixels are made of them. */
function planeAround(
  { frame, coefficients, quantisation }: JpegPicture,
  component: Component,
  index: number,
  { whole, around }: ChangedArea,
  mcus: readonly number[],
): SamplePlane {
  const { mcusAcross, mcusDown } = frame;
  const { horizontal, vertical } = component;
  const rect = {
    column: around.column * horizontal,
    row: around.row * vertical,
    across: around.across * horizontal,
    down: around.down * vertical,
  };
  const [x, y] = upsamplingOf(frame, component);
  /** What touched MCUs were, and what lies beside them where pixels are made of both. */
  const needed = new Uint8Array(mcusAcross * mcusDown);
  for (const mcu of mcus) {
    if (whole[mcu] === 1) continue;
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

/** The touched MCUs and those around them; null where there are none. */
function rectAround(touched: Uint8Array, { mcusAcross, mcusDown }: Frame): McuRect | null {
  let [left, top, right, bottom] = [mcusAcross, mcusDown, -1, -1];
  for (let at = touched.indexOf(1); at >= 0; at = touched.indexOf(1, at + 1)) {
    const [column, row] = [at % mcusAcross, Math.floor(at / mcusAcross)];
    [left, top, right, bottom] = [
      Math.min(left, column - 1),
      Math.min(top, row - 1),
      Math.max(right, column + 2),
      Math.max(bottom, row + 2),
    ];
  }
  if (right < 0) return null;
  [left, top, right, bottom] = [
    Math.max(0, left),
    Math.max(0, top),
    Math.min(mcusAcross, right),
    Math.min(mcusDown, bottom),
  ];
  return { column: left, row: top, across: right - left, down: bottom - top };
}

function indicesOf(touched: Uint8Array): number[] {
  const indices: number[] = [];
  for (let at = touched.indexOf(1); at >= 0; at = touched.indexOf(1, at + 1)) indices.push(at);
  return indices;
}
