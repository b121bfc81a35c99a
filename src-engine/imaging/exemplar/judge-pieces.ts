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
  for (let y = 0; y + 1 < height; y++)
    for (let x = 0; x + 1 < width; x++) {
      const i = y * width + x;
      for (const step of [1, width]) {
        const next = i + step;
        const [isHole, isNextHole] = [hole[i]! > 0, hole[next]! > 0];
        const isCopied = isHole && isNextHole;
        if (isCopied && (sources[i]! < 0 || sources[next]! < 0)) continue;
        const copied = isCopied && continues(sources, i, step) ? within : between;
        const to = isCopied ? copied : isHole || isNextHole ? border : known;
        to.add(Math.abs(lightness(pixels, next) - lightness(pixels, i)));
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
  for (const source of sources) {
    if (source < 0) continue;
    copied++;
    uses[source] = Math.min(2, uses[source]! + 1);
  }
  let repeated = 0;
  for (const source of sources) if (source >= 0 && uses[source] === 2) repeated++;
  return copied === 0 ? 0 : repeated / copied;
}

const lightness = (pixels: Float32Array, i: number): number =>
  0.3 * pixels[i * 3]! + 0.59 * pixels[i * 3 + 1]! + 0.11 * pixels[i * 3 + 2]!;
