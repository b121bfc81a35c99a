import { TesseraError } from '#shared/errors.ts';
import { text } from '#shared/text/text.ts';

/**
 * What a network gives must be numbers, and not all the same one: a broken device or weight shows as NaN, infinity or
 * a constant, and would be a black picture.
 * @throws TesseraError network-output-invalid
 */
export function checkPrediction(prediction: Float32Array): void {
  checkFinite(prediction);
  const first = prediction[0];
  if (prediction.length > 1 && prediction.every((value) => value === first)) throw invalid('constant');
}

/** @throws TesseraError network-output-invalid where a number is NaN or infinite */
export function checkFinite(numbers: Float32Array): void {
  // 0 times a number is 0 unless it is NaN or infinite: one sum without branches, since every prediction is checked.
  let sum = 0;
  for (let i = 0; i < numbers.length; i += 1) sum += numbers[i]! * 0;
  if (sum !== 0) throw invalid('notFinite');
}

const invalid = (what: keyof typeof text.devices.noResult): TesseraError =>
  new TesseraError('network-output-invalid', text.devices.noResult[what]);

/** Largest relative error against the CPU's float32: a GPU may round differently or use reduced products. */
export const largestError = 1e-2;
