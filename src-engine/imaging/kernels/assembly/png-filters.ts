// As codec/png-filters.ts, and adler32 in codec/png-samples.ts; sixteen bytes at a time.

/** Every so many bytes of a row are looked at to choose its filter. */
const LOOKED_AT: i32 = 13;
const ADLER_BASE: u32 = 65521;

function byte(at: usize): i32 {
  return <i32>load<u8>(at);
}

function paeth(left: i32, up: i32, upperLeft: i32): i32 {
  const fromLeft = abs<i32>(up - upperLeft);
  const fromUp = abs<i32>(left - upperLeft);
  const fromUpperLeft = abs<i32>(left + up - 2 * upperLeft);
  const nearer = min<i32>(fromUp, fromUpperLeft);
  return nearer < fromLeft ? (fromUpperLeft < fromUp ? upperLeft : up) : left;
}

/** The size of a difference of bytes, modulo 256, as a signed byte. */
function size(difference: i32): i32 {
  return abs<i32>((difference << 24) >> 24);
}

function smallest(row: usize, above: usize, rowBytes: i32, step: i32): i32 {
  let none = 0;
  let sub = 0;
  let up = 0;
  let average = 0;
  let paethian = 0;
  for (let i = 0; i < rowBytes; i += LOOKED_AT) {
    const value = byte(row + i);
    const left = i < step ? 0 : byte(row + i - step);
    const over = byte(above + i);
    none += size(value);
    sub += size(value - left);
    up += size(value - over);
    average += size(value - ((left + over) >> 1));
    paethian += size(value - paeth(left, over, i < step ? 0 : byte(above + i - step)));
  }
  let best = 0;
  let least = none;
  if (sub < least) {
    best = 1;
    least = sub;
  }
  if (up < least) {
    best = 2;
    least = up;
  }
  if (average < least) {
    best = 3;
    least = average;
  }
  return paethian < least ? 4 : best;
}

function predicted(type: i32, left: i32, over: i32, upperLeft: i32): i32 {
  if (type === 0) return 0;
  if (type === 1) return left;
  if (type === 2) return over;
  if (type === 3) return (left + over) >> 1;
  return paeth(left, over, upperLeft);
}

function paethHalf(left: v128, over: v128, upperLeft: v128): v128 {
  const towardsUp = i16x8.sub(over, upperLeft);
  const towardsLeft = i16x8.sub(left, upperLeft);
  const fromLeft = i16x8.abs(towardsUp);
  const fromUp = i16x8.abs(towardsLeft);
  const fromUpperLeft = i16x8.abs(i16x8.add(towardsUp, towardsLeft));
  const other = v128.bitselect(upperLeft, over, i16x8.lt_s(fromUpperLeft, fromUp));
  return v128.bitselect(other, left, i16x8.lt_s(i16x8.min_s(fromUp, fromUpperLeft), fromLeft));
}

function predictedSixteen(type: i32, left: v128, over: v128, upperLeft: v128): v128 {
  if (type === 1) return left;
  if (type === 2) return over;
  if (type === 3) {
    const odd = v128.and(v128.xor(left, over), i8x16.splat(1));
    return i8x16.sub(i8x16.avgr_u(left, over), odd);
  }
  return i8x16.narrow_i16x8_u(
    paethHalf(
      i16x8.extend_low_i8x16_u(left),
      i16x8.extend_low_i8x16_u(over),
      i16x8.extend_low_i8x16_u(upperLeft),
    ),
    paethHalf(
      i16x8.extend_high_i8x16_u(left),
      i16x8.extend_high_i8x16_u(over),
      i16x8.extend_high_i8x16_u(upperLeft),
    ),
  );
}

function filterRow(row: usize, above: usize, rowBytes: i32, step: i32, out: usize): void {
  const type = smallest(row, above, rowBytes, step);
  store<u8>(out, type);
  const to = out + 1;
  if (type === 0) return memory.copy(to, row, rowBytes);
  let i = 0;
  for (; i < min<i32>(step, rowBytes); i++)
    store<u8>(to + i, byte(row + i) - predicted(type, 0, byte(above + i), 0));
  for (; i + 16 <= rowBytes; i += 16) {
    const left = v128.load(row + i - step);
    const over = v128.load(above + i);
    const upperLeft = v128.load(above + i - step);
    const prediction = predictedSixteen(type, left, over, upperLeft);
    v128.store(to + i, i8x16.sub(v128.load(row + i), prediction));
  }
  for (; i < rowBytes; i++) {
    const prediction = predicted(type, byte(row + i - step), byte(above + i), byte(above + i - step));
    store<u8>(to + i, byte(row + i) - prediction);
  }
}

/**
 * Filters rows. @param above the row before the first one; the rows follow it @param step bytes of a pixel @param swapped 16 bit samples, not
 * yet in the file's order, but for those above @param out gets a type and `rowBytes` bytes for each row @returns `sum`, an Adler-32, continued
 */
export function filterRows(
  above: usize,
  rowBytes: i32,
  count: i32,
  step: i32,
  swapped: bool,
  out: usize,
  sum: u32,
): u32 {
  if (swapped) swapBytes(above + <usize>rowBytes, <usize>(count * rowBytes));
  for (let n = 0; n < count; n++) {
    const before = above + <usize>(n * rowBytes);
    filterRow(before + <usize>rowBytes, before, rowBytes, step, out + <usize>(n * (rowBytes + 1)));
  }
  return adler32(out, <usize>(count * (rowBytes + 1)), sum);
}

function swapBytes(from: usize, length: usize): void {
  for (let at = from; at < from + length; at += 2) {
    const value = load<u16>(at);
    store<u16>(at, (value << 8) | (value >>> 8));
  }
}

function adler32(from: usize, length: usize, sum: u32): u32 {
  let a = sum & 0xffff;
  let b = sum >>> 16;
  const end = from + length;
  for (let at = from; at < end;) {
    const stop = min<usize>(end, at + 3800);
    for (; at < stop; at++) {
      a += <u32>load<u8>(at);
      b += a;
    }
    a %= ADLER_BASE;
    b %= ADLER_BASE;
  }
  return (b << 16) | a;
}
