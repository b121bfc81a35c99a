import type { Covariance } from './local-covariance.ts';
import { patchPixels } from './patch-pixels.ts';

/** Known pixels that a prediction looks at; the nearest ones. */
const maxKnown = 40;
/** Error variance of a pixel that was itself predicted, in units of the patches' variance. */
const estimateVariance = 0.3;
/** A pivot is never smaller than this share of the variance: rounding would turn it negative. */
const leastPivot = 5e-4;
/** Right sides of one solution: the colours at the place itself, and at a place of the photo that looks like it. */
const sides = 6;

/** Best linear predictions of some pixels of a patch from others; one object is used for one patch after another. */
export class Predictor {
  /** How many pixels are known; their plane indices are in `pixels`. */
  known = 0;
  readonly pixels = new Int32Array(maxKnown);
  private readonly places = new Int32Array(maxKnown);
  private readonly isEstimate = new Uint8Array(maxKnown);
  private asked = 0;
  private readonly askedPixels = new Int32Array(patchPixels);
  private readonly askedPlaces = new Int32Array(patchPixels);
  /** [maxKnown, maxKnown], lower half; the diagonal holds reciprocals. */
  private readonly factor = new Float64Array(maxKnown * maxKnown);
  private readonly solution = new Float64Array(maxKnown * sides);
  private readonly means = new Float64Array(sides);

  clear(): void {
    this.known = 0;
    this.asked = 0;
  }

  /**
   * Adds a pixel to predict from; the nearest ones come first, and what comes when there are enough is left out.
   * @param place index within the patch @param isEstimate it was predicted itself: it is believed less
   */
  know(pixel: number, place: number, isEstimate: boolean): void {
    if (this.known === maxKnown) return;
    this.pixels[this.known] = pixel;
    this.places[this.known] = place;
    this.isEstimate[this.known++] = isEstimate ? 1 : 0;
  }

  ask(pixel: number, place: number): void {
    this.askedPixels[this.asked] = pixel;
    this.askedPlaces[this.asked++] = place;
  }

  /**
   * Writes the predictions of the asked pixels into `values`, clamped to [0, 1]; to each is added what the same prediction
   * misses `shift` pixels farther on, where the photo is known.
   * @param values [height, width, 3] @param photo [height, width, 3] @param share of that error
   */
  predict(
    covariance: Covariance,
    values: Float32Array,
    photo: Float32Array,
    shift: number,
    share: number,
  ): void {
    const { known, places, asked, askedPixels, askedPlaces, solution, means } = this;
    this.decompose(covariance);
    this.read(values, photo, shift);
    this.solve();
    const { matrix } = covariance;
    for (let n = 0; n < asked; n++) {
      const row = askedPlaces[n]! * patchPixels;
      let [r, g, b] = [means[0]!, means[1]!, means[2]!];
      let [u, v, w] = [means[3]!, means[4]!, means[5]!];
      for (let i = 0, at = 0; i < known; i++, at += sides) {
        const weight = matrix[row + places[i]!]!;
        r += weight * solution[at]!;
        g += weight * solution[at + 1]!;
        b += weight * solution[at + 2]!;
        u += weight * solution[at + 3]!;
        v += weight * solution[at + 4]!;
        w += weight * solution[at + 5]!;
      }
      const to = askedPixels[n]! * 3;
      const from = to + shift * 3;
      values[to] = clamp(clamp(r) + share * (photo[from]! - u));
      values[to + 1] = clamp(clamp(g) + share * (photo[from + 1]! - v));
      values[to + 2] = clamp(clamp(b) + share * (photo[from + 2]! - w));
    }
  }

  /** Factors the covariance of the known pixels (Cholesky), four columns at a time. */
  private decompose({ matrix, variance }: Covariance): void {
    const { known, places, isEstimate, factor } = this;
    const least = leastPivot * variance + 1e-12;
    for (let i = 0; i < known; i++) {
      const from = places[i]! * patchPixels;
      const row = i * maxKnown;
      let j = 0;
      for (; j + 4 <= i; j += 4) {
        const p = j * maxKnown;
        const q = p + maxKnown;
        const r = q + maxKnown;
        const s = r + maxKnown;
        let a = matrix[from + places[j]!]!;
        let b = matrix[from + places[j + 1]!]!;
        let c = matrix[from + places[j + 2]!]!;
        let d = matrix[from + places[j + 3]!]!;
        for (let k = 0; k < j; k++) {
          const value = factor[row + k]!;
          a -= value * factor[p + k]!;
          b -= value * factor[q + k]!;
          c -= value * factor[r + k]!;
          d -= value * factor[s + k]!;
        }
        a *= factor[p + j]!;
        b = (b - a * factor[q + j]!) * factor[q + j + 1]!;
        c = (c - a * factor[r + j]! - b * factor[r + j + 1]!) * factor[r + j + 2]!;
        d -= a * factor[s + j]! + b * factor[s + j + 1]! + c * factor[s + j + 2]!;
        factor[row + j] = a;
        factor[row + j + 1] = b;
        factor[row + j + 2] = c;
        factor[row + j + 3] = d * factor[s + j + 3]!;
      }
      for (; j <= i; j++) {
        const other = j * maxKnown;
        let sum = matrix[from + places[j]!]!;
        for (let k = 0; k < j; k++) sum -= factor[row + k]! * factor[other + k]!;
        factor[row + j] =
          j < i
            ? sum * factor[other + j]!
            : 1 / Math.sqrt(Math.max(least, sum + isEstimate[i]! * estimateVariance * variance));
      }
    }
  }

  /** The right sides without their means. */
  private read(values: Float32Array, photo: Float32Array, shift: number): void {
    const { known, pixels, solution, means } = this;
    means.fill(0);
    for (let i = 0, at = 0; i < known; i++)
      for (let c = 0; c < 3; c++, at++) {
        const pixel = pixels[i]! * 3 + c;
        means[c] = means[c]! + (solution[at] = values[pixel]!) / known;
        means[c + 3] = means[c + 3]! + (solution[at + 3] = photo[pixel + shift * 3]!) / known;
        if (c === 2) at += 3;
      }
    for (let i = 0, at = 0; i < known; i++)
      for (let side = 0; side < sides; side++, at++) solution[at] = solution[at]! - means[side]!;
  }

  /** Solves for the weights of the covariances: forwards, then backwards. */
  private solve(): void {
    const { known } = this;
    for (let i = 0; i < known; i++) this.settle(i, 0, i, i * maxKnown, 1);
    for (let i = known - 1; i >= 0; i--) this.settle(i, i + 1, known, i, maxKnown);
  }

  /** Row `i` of all right sides, from rows `first` to `end`, whose factors lie at `base + k * stride`. */
  private settle(i: number, first: number, end: number, base: number, stride: number): void {
    const { factor, solution } = this;
    const to = i * sides;
    let [a, b, c] = [solution[to]!, solution[to + 1]!, solution[to + 2]!];
    let [d, e, f] = [solution[to + 3]!, solution[to + 4]!, solution[to + 5]!];
    for (let k = first, at = first * sides; k < end; k++, at += sides) {
      const value = factor[base + k * stride]!;
      a -= value * solution[at]!;
      b -= value * solution[at + 1]!;
      c -= value * solution[at + 2]!;
      d -= value * solution[at + 3]!;
      e -= value * solution[at + 4]!;
      f -= value * solution[at + 5]!;
    }
    const pivot = factor[i * maxKnown + i]!;
    solution[to] = a * pivot;
    solution[to + 1] = b * pivot;
    solution[to + 2] = c * pivot;
    solution[to + 3] = d * pivot;
    solution[to + 4] = e * pivot;
    solution[to + 5] = f * pivot;
  }
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));
