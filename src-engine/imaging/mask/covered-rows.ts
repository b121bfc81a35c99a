import { sameSamples } from '../same-samples.ts';

/** The rows of a mask in which anything is covered, each with its number from 0: most rows of most masks are empty. */
export function* coveredRows(
  coverage: Uint8Array,
  width: number,
): Generator<readonly [y: number, row: Uint8Array]> {
  const nothing = new Uint8Array(width);
  for (let y = 0; (y + 1) * width <= coverage.length; y++) {
    const row = coverage.subarray(y * width, (y + 1) * width);
    if (!sameSamples(row, nothing)) yield [y, row];
  }
}
