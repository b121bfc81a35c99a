import type { FillDoubt } from '#shared/runs/run-report.ts';
import type { ExemplarRequest, ExemplarResult } from './request.ts';

/** A fill of which more than this share is shown at least twice looks repeated (docs/detail.md, "Doubts"). */
const REPEATED = 0.65;
/** A fill is broken where brightness steps more than so many times as far between pieces as between neighbours in the photo ... */
const BROKEN_INSIDE = 1.25;
/** ... or so many times as far between known pixels and copied ones as between neighbours in the photo, or within a piece where that is more. */
const BROKEN_BORDER = 1.9;
/** Added to the photo's mean step: what is flat has no texture to hide a border in, but rounding is no border. [0, 1] units. */
const LEAST_STEP = 0.002;

/**
 * Why a fill of copied pieces may not be what one would keep; empty = nothing speaks against it.
 * @param request the crop and its hole @param result what was made of it
 */
export function judgePieces(
  { width, height, hole }: Pick<ExemplarRequest, 'width' | 'height' | 'hole'>,
  { pixels, sources }: Pick<ExemplarResult, 'pixels' | 'sources'>,
): FillDoubt[] {
  const doubts: FillDoubt[] = [];
  if (repeatedShare(sources) > REPEATED) doubts.push('repeats');
  const [known, within, between, border] = [new Mean(), new Mean(), new Mean(), new Mean()];
  let light = new Float64Array(width);
  let below = new Float64Array(width);
  measureRow(pixels, 0, below);
  for (let y = 0; y + 1 < height; y++) {
    [light, below] = [below, light];
    measureRow(pixels, (y + 1) * width, below);
    for (let x = 0, i = y * width; x + 1 < width; x++, i++)
      for (let n = 0; n < 2; n++) {
        const step = n === 0 ? 1 : width;
        const isHole = hole[i]! > 0;
        const isNextHole = hole[i + step]! > 0;
        const isCopied = isHole && isNextHole;
        if (isCopied && (sources[i]! < 0 || sources[i + step]! < 0)) continue;
        const size = Math.abs((n === 0 ? light[x + 1]! : below[x]!) - light[x]!);
        if (isCopied) (continues(sources, i, step) ? within : between).add(size);
        else if (isHole || isNextHole) border.add(size);
        else known.add(size);
      }
  }
  const usual = known.value + LEAST_STEP;
  const usualHere = Math.max(known.value, within.value) + LEAST_STEP;
  if (known.count > 0 && (between.value > BROKEN_INSIDE * usual || border.value > BROKEN_BORDER * usualHere))
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

  /** 0 of nothing. */
  get value(): number {
    return this.count === 0 ? 0 : this.sum / this.count;
  }
}

/** Whether two neighbours lie in one piece, the right way round or mirrored. */
const continues = (sources: Int32Array, i: number, step: number): boolean =>
  Math.abs(sources[i + step]! - sources[i]!) === step;

/** Share of the copied pixels whose source is shown by another one, too. */
function repeatedShare(sources: Int32Array): number {
  const uses = new Uint8Array(sources.length);
  let copied = 0;
  for (let i = 0; i < sources.length; i++) {
    const source = sources[i]!;
    if (source < 0) continue;
    copied++;
    if (uses[source]! < 2) uses[source] = uses[source]! + 1;
  }
  let repeated = 0;
  for (let i = 0; i < sources.length; i++) if (sources[i]! >= 0 && uses[sources[i]!] === 2) repeated++;
  return copied === 0 ? 0 : repeated / copied;
}

/** The brightness of the pixels from `first` on. */
function measureRow(pixels: Float32Array, first: number, light: Float64Array): void {
  for (let x = 0, i = first * 3; x < light.length; x++, i += 3)
    light[x] = 0.3 * pixels[i]! + 0.59 * pixels[i + 1]! + 0.11 * pixels[i + 2]!;
}
