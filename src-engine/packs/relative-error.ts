/** ||a - b|| / ||b|| in float64; infinite where a is not finite or has another length. */
export function relativeError(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) return Infinity;
  let difference = 0;
  let norm = 0;
  for (let index = 0; index < b.length; index += 1) {
    const expected = b[index] as number;
    difference += ((a[index] as number) - expected) ** 2;
    norm += expected ** 2;
  }
  const error = Math.sqrt(difference / norm);
  return Number.isNaN(error) ? Infinity : error;
}
