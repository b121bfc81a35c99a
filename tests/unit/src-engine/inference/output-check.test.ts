import { expect, test } from 'vitest';
import { checkPrediction } from '#engine/inference/output-check.ts';
import { TesseraError } from '#shared/errors.ts';

test.each([
  ['NaN', [0.5, NaN, 1]],
  ['infinity', [0.5, 1, -Infinity]],
  ['one number everywhere', [0.25, 0.25, 0.25]],
])('%s is refused with a code of its own', (_, values) => {
  expect(() => checkPrediction(Float32Array.from(values))).toThrow(TesseraError);
  expect(() => checkPrediction(Float32Array.from(values))).toThrow(
    expect.objectContaining({ code: 'network-output-invalid' }),
  );
});

test('ordinary numbers pass, also a single one', () => {
  checkPrediction(Float32Array.of(0.25, 0.25, 0.26));
  checkPrediction(Float32Array.of(3e38));
});
