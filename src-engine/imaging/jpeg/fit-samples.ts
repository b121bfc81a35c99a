import { otherSample, type SamplePlane, type Upsampling, upsamplingOf } from './component-samples.ts';
import { blockSize, type Component, type Frame } from './frame.ts';
import type { PixelChange } from './pixel-change.ts';

/** How much more an unchanged pixel counts than a changed one where they share a sample. */
const weightOfUnchanged = 2;
/** The same for pixels of MCUs that are not touched: that they change at all is the price of smooth upsampling. */
const weightBeyond = 32;
/** No more sweeps over the samples than this, nor any after one that moved none farther than `settled` (of 255). */
const maxSweeps = 6;
const settled = 0.25;

/**
 * Chooses the samples of a component in touched MCUs. A sample all of whose pixels changed takes their mean. Where changed
 * pixels and others share samples, a decoder's pixels are to come nearest to the edit where it changed them, and to the file
 * elsewhere: least squares, sample by sample (Gauss-Seidel). @param plane its `after` is written
 */
export function fitSamples(
  plane: SamplePlane,
  frame: Frame,
  component: Component,
  index: number,
  change: PixelChange,
  { touched, whole }: { readonly touched: Uint8Array; readonly whole: Uint8Array },
): void {
  const fit = new SampleFit(plane, frame, component, index, change, touched);
  const shared: SamplePlace[] = [];
  for (let mcu = touched.indexOf(1); mcu >= 0; mcu = touched.indexOf(1, mcu + 1))
    fit.startMcu(mcu, whole[mcu] === 1, shared);
  for (let sweep = 0; sweep < maxSweeps; sweep++) if (fit.sweep(shared) < settled) break;
}

interface SamplePlace {
  readonly x: number;
  readonly y: number;
}

class SampleFit {
  private readonly across: Upsampling;
  private readonly down: Upsampling;
  private readonly acrossBefore: Upsampling;
  private readonly downBefore: Upsampling;
  private readonly stride: number;
  private readonly origin: number;

  constructor(
    private readonly plane: SamplePlane,
    private readonly frame: Frame,
    private readonly component: Component,
    private readonly index: number,
    private readonly change: PixelChange,
    private readonly touched: Uint8Array,
  ) {
    [this.across, this.down] = upsamplingOf(frame, component);
    [this.acrossBefore, this.downBefore] = upsamplingOf(frame, component, change.oldArea);
    const { rect } = plane;
    this.stride = rect.across * blockSize;
    this.origin = (rect.row * this.stride + rect.column) * blockSize;
  }

  /** @param isWhole true where no pixel in or next to the MCU stays @param shared receives the samples that pixels that stay have a part in */
  startMcu(mcu: number, isWhole: boolean, shared: SamplePlace[]): void {
    const { component, frame } = this;
    const width = component.horizontal * blockSize;
    const height = component.vertical * blockSize;
    const left = (mcu % frame.mcusAcross) * width;
    const top = Math.floor(mcu / frame.mcusAcross) * height;
    if (this.across.ratio === 1 && this.down.ratio === 1) return this.takePixels(left, top, width, height);
    for (let y = top; y < top + height; y++)
      for (let x = left; x < left + width; x++)
        if (this.start(x, y) && !isWhole && this.isShared(x, y)) shared.push({ x, y });
  }

  /** A sample for each pixel is that pixel; past the picture's edge, the last one. */
  private takePixels(left: number, top: number, width: number, height: number): void {
    const { change, frame, index, plane } = this;
    for (let sampleY = top; sampleY < top + height; sampleY++) {
      const y = Math.min(sampleY, frame.height - 1);
      const row = sampleY * this.stride - this.origin;
      for (let sampleX = left; sampleX < left + width; sampleX++) {
        const x = Math.min(sampleX, frame.width - 1);
        if (change.changed[y * frame.width + x] === 1)
          plane.after[row + sampleX] = change.component(x, y, index);
      }
    }
  }

  /** @returns the largest step */
  sweep(shared: readonly SamplePlace[]): number {
    let largest = 0;
    for (const { x, y } of shared) largest = Math.max(largest, this.improve(x, y));
    return largest;
  }

  /** The first guess of a sample: the mean of its own pixels. @returns false where none of them changed */
  private start(sampleX: number, sampleY: number): boolean {
    const { across, down, change, frame, index, plane } = this;
    const left = Math.min(sampleX, across.end - 1) * across.ratio;
    const top = Math.min(sampleY, down.end - 1) * down.ratio;
    const right = Math.min(left + across.ratio, frame.width);
    const bottom = Math.min(top + down.ratio, frame.height);
    const at = sampleY * this.stride + sampleX - this.origin;
    const before = plane.before[at]!;
    let sum = 0;
    let changed = 0;
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) {
        const isChanged = change.changed[y * frame.width + x]!;
        sum += isChanged === 1 ? change.component(x, y, index) : before;
        changed += isChanged;
      }
    if (changed === 0) return false;
    plane.after[at] = sum / ((right - left) * (bottom - top));
    return true;
  }

  /** Whether a sample is also part of unchanged pixels; those past the picture's edge are part of none. */
  private isShared(sampleX: number, sampleY: number): boolean {
    const { across, down, change, frame } = this;
    if (sampleX >= across.end || sampleY >= down.end) return false;
    const left = reachStart(across, sampleX);
    const right = reachEnd(across, sampleX, frame.width);
    const bottom = reachEnd(down, sampleY, frame.height);
    for (let y = reachStart(down, sampleY); y < bottom; y++)
      for (let at = y * frame.width + left; at < y * frame.width + right; at++)
        if (change.changed[at] === 0) return true;
    return false;
  }

  /** One step of least squares for one sample, all others being as they are. @returns how far it moved */
  private improve(sampleX: number, sampleY: number): number {
    const { across, down, frame, change, plane } = this;
    const left = reachStart(across, sampleX);
    const right = reachEnd(across, sampleX, frame.width);
    const bottom = reachEnd(down, sampleY, frame.height);
    let gain = 0;
    let norm = 0;
    for (let y = reachStart(down, sampleY); y < bottom; y++)
      for (let x = left; x < right; x++) {
        const weight = share(across, x, sampleX) * share(down, y, sampleY);
        const isChanged = change.changed[y * frame.width + x] === 1;
        const wanted = isChanged
          ? change.component(x, y, this.index)
          : this.pixel(plane.before, this.acrossBefore, this.downBefore, x, y);
        const importance = isChanged ? 1 : this.isBeyond(x, y) ? weightBeyond : weightOfUnchanged;
        gain += importance * weight * (wanted - this.pixel(plane.after, across, down, x, y));
        norm += importance * weight * weight;
      }
    const at = sampleY * this.stride + sampleX - this.origin;
    const old = plane.after[at]!;
    plane.after[at] = Math.min(255, Math.max(0, old + gain / norm));
    return Math.abs(plane.after[at] - old);
  }

  private isBeyond(x: number, y: number): boolean {
    const { mcuWidth, mcuHeight, mcusAcross } = this.frame;
    return this.touched[Math.floor(y / mcuHeight) * mcusAcross + Math.floor(x / mcuWidth)] === 0;
  }

  /** A pixel as a decoder makes it. */
  private pixel(samples: Float32Array, across: Upsampling, down: Upsampling, x: number, y: number): number {
    const own = Math.floor(x / across.ratio) - this.origin;
    const other = otherSample(across, x) - this.origin;
    const row = Math.floor(y / down.ratio) * this.stride;
    const otherRow = otherSample(down, y) * this.stride;
    return (
      0.75 * (0.75 * samples[row + own]! + 0.25 * samples[row + other]!) +
      0.25 * (0.75 * samples[otherRow + own]! + 0.25 * samples[otherRow + other]!)
    );
  }
}

/** The pixels that a sample is part of: the first one. */
const reachStart = ({ ratio, isSmooth }: Upsampling, sample: number): number =>
  isSmooth ? Math.max(0, sample * ratio - 1) : sample * ratio;

/** The one after the last. */
const reachEnd = ({ ratio, isSmooth }: Upsampling, sample: number, pixels: number): number =>
  Math.min(pixels, (sample + 1) * ratio + (isSmooth ? 1 : 0));

/** How much of a pixel a sample is. */
function share(axis: Upsampling, pixel: number, sample: number): number {
  const own = Math.floor(pixel / axis.ratio) === sample ? 0.75 : 0;
  return own + (otherSample(axis, pixel) === sample ? 0.25 : 0);
}
