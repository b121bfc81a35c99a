import { sameSamples } from '../same-samples.ts';

/** A fill over original samples, in the photo's own numbers. */
export interface CompositeInput {
  /** [pixels, channels] */
  readonly original: Uint8Array | Uint16Array;
  readonly channels: number;
  /** [pixels, channels] sample values, not yet rounded. */
  readonly fill: Float32Array;
  /** [pixels] 0..255 */
  readonly coverage: Uint8Array;
}

/** original + (fill - original) * coverage / 255, rounded; exactly the original where coverage is 0. */
export function composite({ original, channels, fill, coverage }: CompositeInput): Uint8Array | Uint16Array {
  const result = original.slice();
  const full = original instanceof Uint16Array ? 65535 : 255;
  for (let pixel = 0; pixel < coverage.length; pixel++) {
    const share = coverage[pixel]! / 255;
    if (share === 0) continue;
    for (let i = pixel * channels; i < (pixel + 1) * channels; i++) {
      const value = original[i]! + (fill[i]! - original[i]!) * share;
      result[i] = Math.min(full, Math.max(0, Math.round(value)));
    }
  }
  return result;
}

/** How many samples differ where coverage is 0: what the exactness badge shows; must be 0. */
export function countChangedOutside(
  original: Uint8Array | Uint16Array,
  result: Uint8Array | Uint16Array,
  coverage: Uint8Array,
  channels: number,
): number {
  let changed = 0;
  for (let begin = 0; begin < coverage.length; begin += comparedAtOnce) {
    const end = Math.min(coverage.length, begin + comparedAtOnce);
    const [from, to] = [begin * channels, end * channels];
    if (sameSamples(original.subarray(from, to), result.subarray(from, to))) continue;
    for (let pixel = begin; pixel < end; pixel++) {
      if (coverage[pixel] !== 0) continue;
      for (let i = pixel * channels; i < (pixel + 1) * channels; i++)
        if (original[i] !== result[i]) changed++;
    }
  }
  return changed;
}

/** Pixels whose memory is compared before they are looked at one by one. */
const comparedAtOnce = 1024;
