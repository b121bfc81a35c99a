import { otherSample, type SamplePlane, type Upsampling, upsamplingOf } from './component-samples.ts';
import { blockSize, type Component, type Frame } from './frame.ts';
import type { PixelChange } from './pixel-change.ts';

/** How much more an unchanged pixel counts than a changed one where they share a sample. */
const weightOfUnchanged = 2;
/** The same for pixels of MCUs that are not touched: that they change at all is the price of smooth upsampling. */
const weightBeyond = 32;
const sweeps = 6;

/**
 * Chooses the samples of a component that has fewer of them than pixels, in touched MCUs, so that a decoder's pixels come
 * nearest to the edit where it changed them, and to the file elsewhere: least squares, sample by sample (Gauss-Seidel).
 * Samples all of whose pixels changed take their mean. @param plane its `after` is written
 */
export function fitChroma(
  plane: SamplePlane,
  frame: Frame,
  component: Component,
  index: number,
  change: PixelChange,
  touched: Uint8Array,
): void {
  const fit = new ChromaFit(plane, frame, component, index, change, touched);
  const { horizontal, vertical } = component;
  const shared: { x: number; y: number }[] = [];
  for (let mcu = touched.indexOf(1); mcu >= 0; mcu = touched.indexOf(1, mcu + 1)) {
    const left = (mcu % frame.mcusAcross) * horizontal * blockSize;
    const top = Math.floor(mcu / frame.mcusAcross) * vertical * blockSize;
    for (let y = top; y < top + vertical * blockSize; y++)
      for (let x = left; x < left + horizontal * blockSize; x++) if (fit.start(x, y)) shared.push({ x, y });
  }
  for (let sweep = 0; sweep < sweeps; sweep++) for (const { x, y } of shared) fit.improve(x, y);
}

class ChromaFit {
  private readonly across: Upsampling;
  private readonly down: Upsampling;
  private readonly acrossBefore: Upsampling;
  private readonly downBefore: Upsampling;
  private readonly stride: number;
  private readonly origin: number;

  constructor(
    private readonly plane: SamplePlane,
    private readonly frame: Frame,
    component: Component,
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

  /** The first guess of a sample: the mean of its own pixels. @returns whether it shares pixels with unchanged ones */
  start(sampleX: number, sampleY: number): boolean {
    const { change, frame, plane } = this;
    const x = Math.min(sampleX, this.across.end - 1);
    const y = Math.min(sampleY, this.down.end - 1);
    const [left, right] = ownPixels(this.across, x, frame.width);
    const [top, bottom] = ownPixels(this.down, y, frame.height);
    let sum = 0;
    let changed = 0;
    for (let py = top; py < bottom; py++)
      for (let px = left; px < right; px++)
        if (this.isChanged(px, py)) {
          sum += change.component(px, py, this.index);
          changed++;
        }
    if (changed === 0) return false;
    const pixels = (right - left) * (bottom - top);
    const at = this.place(sampleX, sampleY);
    plane.after[at] = (sum + plane.before[at]! * (pixels - changed)) / pixels;
    const isInPicture = x === sampleX && y === sampleY;
    return isInPicture && this.isShared(x, y);
  }

  /** One step of least squares for one sample, all others being as they are. */
  improve(x: number, y: number): void {
    const { across, down, frame, plane, change, index } = this;
    const [left, right] = reach(across, x, frame.width);
    const [top, bottom] = reach(down, y, frame.height);
    let gain = 0;
    let norm = 0;
    for (let py = top; py < bottom; py++)
      for (let px = left; px < right; px++) {
        const weight = share(across, px, x) * share(down, py, y);
        const isChanged = this.isChanged(px, py);
        const wanted = isChanged ? change.component(px, py, index) : this.pixelBefore(px, py);
        const importance = isChanged ? 1 : this.isBeyond(px, py) ? weightBeyond : weightOfUnchanged;
        gain += importance * weight * (wanted - this.pixel(plane.after, across, down, px, py));
        norm += importance * weight * weight;
      }
    const at = this.place(x, y);
    plane.after[at] = Math.min(255, Math.max(0, plane.after[at]! + gain / norm));
  }

  private isShared(x: number, y: number): boolean {
    const [left, right] = reach(this.across, x, this.frame.width);
    const [top, bottom] = reach(this.down, y, this.frame.height);
    for (let py = top; py < bottom; py++)
      for (let px = left; px < right; px++) if (!this.isChanged(px, py)) return true;
    return false;
  }

  private isChanged(px: number, py: number): boolean {
    return this.change.changed[py * this.frame.width + px] === 1;
  }

  private isBeyond(px: number, py: number): boolean {
    const { mcuWidth, mcuHeight, mcusAcross } = this.frame;
    return this.touched[Math.floor(py / mcuHeight) * mcusAcross + Math.floor(px / mcuWidth)] === 0;
  }

  private pixelBefore(px: number, py: number): number {
    return this.pixel(this.plane.before, this.acrossBefore, this.downBefore, px, py);
  }

  /** A pixel as a decoder makes it. */
  private pixel(samples: Float32Array, across: Upsampling, down: Upsampling, px: number, py: number): number {
    const x = Math.floor(px / across.ratio);
    const y = Math.floor(py / down.ratio);
    const otherX = otherSample(across, px);
    const otherY = otherSample(down, py);
    const own = 0.75 * samples[this.place(x, y)]! + 0.25 * samples[this.place(otherX, y)]!;
    const other = 0.75 * samples[this.place(x, otherY)]! + 0.25 * samples[this.place(otherX, otherY)]!;
    return 0.75 * own + 0.25 * other;
  }

  private place(x: number, y: number): number {
    return y * this.stride + x - this.origin;
  }
}

/** The pixels that a sample is for: from, to. */
const ownPixels = ({ ratio }: Upsampling, sample: number, pixels: number): [number, number] => [
  sample * ratio,
  Math.min((sample + 1) * ratio, pixels),
];

/** The pixels that a sample is part of. */
function reach(axis: Upsampling, sample: number, pixels: number): [number, number] {
  const [from, to] = ownPixels(axis, sample, pixels);
  return axis.isSmooth ? [Math.max(0, from - 1), Math.min(pixels, to + 1)] : [from, to];
}

/** How much of a pixel a sample is. */
function share(axis: Upsampling, pixel: number, sample: number): number {
  const own = Math.floor(pixel / axis.ratio) === sample ? 0.75 : 0;
  return own + (otherSample(axis, pixel) === sample ? 0.25 : 0);
}
