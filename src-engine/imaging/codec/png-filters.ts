/** Filter types (PNG third edition, section 9.2). */
const types = [0, 1, 2, 3, 4] as const;
type FilterType = (typeof types)[number];

/** Every so many bytes of a row are looked at to choose its filter; prime, so that all channels are. */
const lookedAt = 13;

/**
 * Filters one row, with the type whose differences look smallest (section 12.7).
 * @param row the row's bytes behind `step` zeros @param above the same of the row above; zeros for the first one
 * @param step bytes of a pixel @param out gets the type and as many bytes as the row has
 */
export function filterRow(row: Uint8Array, above: Uint8Array, step: number, out: Uint8Array): void {
  const type = smallest(row, above, step);
  out[0] = type;
  const { length } = row;
  switch (type) {
    case 0:
      out.set(row.subarray(step), 1);
      return;
    case 1:
      for (let i = step, to = 1; i < length; i++, to++) out[to] = row[i]! - row[i - step]!;
      return;
    case 2:
      for (let i = step, to = 1; i < length; i++, to++) out[to] = row[i]! - above[i]!;
      return;
    case 3:
      for (let i = step, to = 1; i < length; i++, to++)
        out[to] = row[i]! - ((row[i - step]! + above[i]!) >> 1);
      return;
    case 4:
      for (let i = step, to = 1; i < length; i++, to++)
        out[to] = row[i]! - paeth(row[i - step]!, above[i]!, above[i - step]!);
  }
}

/** The type with the smallest sum of differences, taken as signed bytes; the simpler one of equals. */
function smallest(row: Uint8Array, above: Uint8Array, step: number): FilterType {
  let [none, sub, up, average, paethian] = [0, 0, 0, 0, 0];
  for (let i = step; i < row.length; i += lookedAt) {
    const value = row[i]!;
    const left = row[i - step]!;
    const over = above[i]!;
    none += size(value);
    sub += size(value - left);
    up += size(value - over);
    average += size(value - ((left + over) >> 1));
    paethian += size(value - paeth(left, over, above[i - step]!));
  }
  const sums = [none, sub, up, average, paethian];
  return types.reduce((best: FilterType, type) => (sums[type]! < sums[best]! ? type : best), 0);
}

/** The size of a difference of bytes, modulo 256, as a signed byte. */
const size = (difference: number): number => Math.abs((difference << 24) >> 24);

/** The neighbour nearest to left + up - upperLeft (section 9.4). Without branches: which one it is, nothing foretells. */
function paeth(left: number, up: number, upperLeft: number): number {
  const towardsUp = up - upperLeft;
  const towardsLeft = left - upperLeft;
  const fromLeft = magnitude(towardsUp);
  const fromUp = magnitude(towardsLeft);
  const fromUpperLeft = magnitude(towardsUp + towardsLeft);
  const upIsFarther = (fromUpperLeft - fromUp) >> 31;
  const upOrUpperLeft = up ^ ((up ^ upperLeft) & upIsFarther);
  const nearer = fromUp ^ ((fromUp ^ fromUpperLeft) & upIsFarther);
  return left ^ ((left ^ upOrUpperLeft) & ((nearer - fromLeft) >> 31));
}

/** The magnitude of a small integer. */
function magnitude(value: number): number {
  const sign = value >> 31;
  return (value ^ sign) - sign;
}
