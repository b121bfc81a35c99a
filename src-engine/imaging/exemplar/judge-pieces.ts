import type { FillDoubt } from '#shared/runs/run-report.ts';
import type { ExemplarRequest, ExemplarResult } from './request.ts';

/** A fill looks repeated where brightness steps within mirrored pieces, over all copied pixels, this many times as far as in the photo ... */
const REPEATED = 0.15;
/** ... with so much added: symmetry shows in what is sharp, [0, 1] units. */
const SOFT_STEP = 0.01;
/** A fill is broken where brightness steps more than so many times as far between pieces as between neighbours in the photo ... */
const BROKEN_INSIDE = 1.05;
/** ... or so many times as far between known pixels and copied ones as between neighbours in the photo, or within a piece where that is more. */
const BROKEN_BORDER = 1.31;
/** Added to the photo's mean step: what is flat has no texture to hide a border in, but rounding is no border. [0, 1] units. */
const LEAST_STEP = 0.002;

/** Neighbours of one piece copy pixels at most so far apart: a mirror image may be slanted (`border-slopes`). */
const SLANT = 2;

/**
 * Why a fill of copied pieces may not be what one would keep; empty = nothing speaks against it.
 * @param request the crop and its hole @param result what was made of it
 */
export function judgePieces(
  { width, height, hole }: Pick<ExemplarRequest, 'width' | 'height' | 'hole'>,
  { pixels, sources }: Pick<ExemplarResult, 'pixels' | 'sources'>,
): FillDoubt[] {
  const [known, within, between, border] = [new Mean(), new Mean(), new Mean(), new Mean()];
  const mirrored = new Mean();
  let light = new Float64Array(width);
  let below = new Float64Array(width);
  measureRow(pixels, 0, below);
  for (let y = 0; y + 1 < height; y++) {
    [light, below] = [below, light];
    measureRow(pixels, (y + 1) * width, below);
    for (let x = 0, i = y * width; x + 1 < width; x++, i++) {
      if (hole[i] === 0 && hole[i + 1] === 0 && hole[i + width] === 0) {
        known.addTwo(Math.abs(light[x + 1]! - light[x]!), Math.abs(below[x]! - light[x]!));
        continue;
      }
      const sizes = [Math.abs(light[x + 1]! - light[x]!), Math.abs(below[x]! - light[x]!)] as const;
      for (let n = 0; n < 2; n++) {
        const step = n === 0 ? 1 : width;
        const isHole = hole[i]! > 0;
        const isNextHole = hole[i + step]! > 0;
        const isCopied = isHole && isNextHole;
        if (isCopied && (sources[i]! < 0 || sources[i + step]! < 0)) continue;
        const size = sizes[n]!;
        if (isCopied) (continues(sources, i, step, width) ? within : between).add(size);
        else if (isHole || isNextHole) border.add(size);
        else known.add(size);
      }
      if (hole[i]! > 0 && sources[i]! >= 0)
        mirrored.add(isMirrored(sources, i, width) ? (sizes[0] + sizes[1]) / 2 : 0);
    }
  }
  if (known.count === 0) return [];
  const doubts: FillDoubt[] = [];
  if (mirrored.value > REPEATED * (known.value + SOFT_STEP)) doubts.push('repeats');
  const usual = known.value + LEAST_STEP;
  const usualHere = Math.max(known.value, within.value) + LEAST_STEP;
  if (between.value > BROKEN_INSIDE * usual || border.value > BROKEN_BORDER * usualHere)
    doubts.push('breaks');
  return doubts;
}

class Mean {
  count = 0;
  private sum = 0;

  add(value: number): void {
    this.sum += value;
    this.count++;
  }

  addTwo(one: number, other: number): void {
    this.sum = this.sum + one + other;
    this.count += 2;
  }

  /** 0 of nothing. */
  get value(): number {
    return this.count === 0 ? 0 : this.sum / this.count;
  }
}

/** Whether two neighbours lie in one piece, the right way round or mirrored. */
function continues(sources: Int32Array, i: number, step: number, width: number): boolean {
  if (Math.abs(sources[i + step]! - sources[i]!) === step) return true;
  const { dx, dy } = sourceStep(sources, i, step, width);
  return Math.max(Math.abs(dx), Math.abs(dy)) <= SLANT;
}

/** Whether the piece at a pixel is the photo's mirror image, which one of its next pixels tells. */
function isMirrored(sources: Int32Array, i: number, width: number): boolean {
  const across = sourceStep(sources, i, 1, width);
  if (across.dx === -1 && Math.abs(across.dy) <= SLANT) return true;
  const down = sourceStep(sources, i, width, width);
  return down.dy === -1 && Math.abs(down.dx) <= SLANT;
}

/** Columns and rows from what a pixel copies to what its neighbour copies; far away where that copies nothing. */
function sourceStep(sources: Int32Array, i: number, step: number, width: number): { dx: number; dy: number } {
  const [from, to] = [sources[i]!, sources[i + step]!];
  if (to < 0) return { dx: Infinity, dy: Infinity };
  const dx = (to % width) - (from % width);
  return { dx, dy: (to - from - dx) / width };
}

/** The brightness of the pixels from `first` on. */
function measureRow(pixels: Float32Array, first: number, light: Float64Array): void {
  for (let x = 0, i = first * 3; x < light.length; x++, i += 3)
    light[x] = 0.3 * pixels[i]! + 0.59 * pixels[i + 1]! + 0.11 * pixels[i + 2]!;
}
