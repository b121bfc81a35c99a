import { type Covariance, patchSide } from './local-covariance.ts';

const patchPixels = patchSide * patchSide;
/** Known pixels that a prediction looks at; the nearest ones. */
const mostKnown = 64;
/** Error variance of a pixel that was itself predicted, in units of the patches' variance. */
const estimateVariance = 0.3;
/** A pivot is never smaller than this share of the variance: rounding would turn it negative. */
const leastPivot = 5e-4;

/** Best linear predictions of some pixels of a patch from others; one object is used for one patch after another. */
export class Predictor {
  /** How many pixels are known; their plane indices are in `pixels`. */
  known = 0;
  readonly pixels = new Int32Array(mostKnown);
  private readonly places = new Int32Array(mostKnown);
  private readonly isEstimate = new Uint8Array(mostKnown);
  private asked = 0;
  private readonly askedPixels = new Int32Array(patchPixels);
  private readonly askedPlaces = new Int32Array(patchPixels);
  private readonly factor = new Float64Array(mostKnown * mostKnown);
  private readonly solution = new Float64Array(mostKnown * 3);
  private readonly means = new Float64Array(3);
  private readonly result = new Float64Array(3);
  private covariance: Covariance = { matrix: new Float32Array(0), variance: 0 };

  begin(covariance: Covariance): void {
    this.covariance = covariance;
    this.known = 0;
    this.asked = 0;
  }

  /** @param place index within the patch @param isEstimate it was predicted itself: it is believed less */
  know(pixel: number, place: number, isEstimate: boolean): void {
    if (this.known === mostKnown) return;
    this.pixels[this.known] = pixel;
    this.places[this.known] = place;
    this.isEstimate[this.known++] = isEstimate ? 1 : 0;
  }

  ask(pixel: number, place: number): void {
    this.askedPixels[this.asked] = pixel;
    this.askedPlaces[this.asked++] = place;
  }

  /** Factors the covariance of the known pixels (Cholesky). @returns false where there are none */
  solve(): boolean {
    const { known, places, isEstimate, factor } = this;
    const { matrix, variance } = this.covariance;
    const least = leastPivot * variance + 1e-12;
    for (let i = 0; i < known; i++) {
      const from = places[i]! * patchPixels;
      const row = i * mostKnown;
      for (let j = 0; j <= i; j++) {
        const other = j * mostKnown;
        let sum = matrix[from + places[j]!]!;
        for (let k = 0; k < j; k++) sum -= factor[row + k]! * factor[other + k]!;
        if (j < i) factor[row + j] = sum / factor[other + j]!;
        else factor[row + j] = Math.sqrt(Math.max(least, sum + isEstimate[i]! * estimateVariance * variance));
      }
    }
    return known > 0;
  }

  /** Writes the predictions of the asked pixels into `values`, clamped to [0, 1]. [height, width, 3] */
  predict(values: Float32Array): void {
    this.weigh(values, 0);
    for (let n = 0; n < this.asked; n++) {
      this.read(n);
      const to = this.askedPixels[n]! * 3;
      for (let c = 0; c < 3; c++) values[to + c] = clamp(this.result[c]!);
    }
  }

  /**
   * Adds what the same prediction misses `shift` pixels farther on, where the photo is known.
   * @param share of that error
   */
  addError(photo: Float32Array, values: Float32Array, shift: number, share: number): void {
    this.weigh(photo, shift);
    for (let n = 0; n < this.asked; n++) {
      this.read(n);
      const to = this.askedPixels[n]! * 3;
      const from = to + shift * 3;
      for (let c = 0; c < 3; c++)
        values[to + c] = clamp(values[to + c]! + share * (photo[from + c]! - this.result[c]!));
    }
  }

  /** Solves for the weights of the covariances, for the values found `shift` pixels from the known ones. */
  private weigh(values: Float32Array, shift: number): void {
    const { known, pixels, factor, solution, means } = this;
    for (let c = 0; c < 3; c++) {
      let mean = 0;
      for (let i = 0; i < known; i++) mean += values[(pixels[i]! + shift) * 3 + c]!;
      mean /= known;
      means[c] = mean;
      const base = c * mostKnown;
      for (let i = 0; i < known; i++) {
        let sum = values[(pixels[i]! + shift) * 3 + c]! - mean;
        const row = i * mostKnown;
        for (let k = 0; k < i; k++) sum -= factor[row + k]! * solution[base + k]!;
        solution[base + i] = sum / factor[row + i]!;
      }
      for (let i = known - 1; i >= 0; i--) {
        let sum = solution[base + i]!;
        for (let k = i + 1; k < known; k++) sum -= factor[k * mostKnown + i]! * solution[base + k]!;
        solution[base + i] = sum / factor[i * mostKnown + i]!;
      }
    }
  }

  /** The prediction of an asked pixel, into `result`. */
  private read(n: number): void {
    const { known, places, solution, means, result } = this;
    const { matrix } = this.covariance;
    const row = this.askedPlaces[n]! * patchPixels;
    let [red, green, blue] = [means[0]!, means[1]!, means[2]!];
    for (let i = 0; i < known; i++) {
      const weight = matrix[row + places[i]!]!;
      red += weight * solution[i]!;
      green += weight * solution[mostKnown + i]!;
      blue += weight * solution[2 * mostKnown + i]!;
    }
    result[0] = red;
    result[1] = green;
    result[2] = blue;
  }
}

const clamp = (value: number): number => Math.min(1, Math.max(0, value));
