// As `unstuff` and `stuff` in jpeg/entropy-data.ts and `copyShifted` in jpeg/bits.ts; sixteen bytes at a time.

const ONES: u8 = 0xff;
const RST0: u8 = 0xd0;

/** Which of sixteen bytes are ones only. */
function onesOf(sixteen: v128): i32 {
  return i8x16.bitmask(i8x16.eq(sixteen, i8x16.splat(-1)));
}

/**
 * @param coded may be read, and `bytes` written, sixteen bytes farther than they reach @param starts [intervals + 1]
 * @returns how many bytes there are, or -1 where other restart markers stand in them than there are to be
 */
export function unstuffBytes(coded: usize, length: usize, bytes: usize, starts: usize, intervals: i32): i32 {
  const end = coded + length;
  let from = coded;
  let to = bytes;
  let interval: i32 = 0;
  while (from < end) {
    const sixteen = v128.load(from);
    v128.store(to, sixteen);
    const ones = onesOf(sixteen);
    const plain: usize = min<usize>(ones === 0 ? 16 : <usize>ctz(ones), end - from);
    from += plain;
    to += plain;
    if (plain === 16 || from >= end) continue;
    from++;
    while (from < end && load<u8>(from) === ONES) from++;
    const marker: u8 = from < end ? load<u8>(from) : 0;
    if (marker >= RST0 && marker < RST0 + 8) {
      if (marker !== RST0 + <u8>(interval & 7) || interval + 1 >= intervals) return -1;
      store<i32>(starts + ((<usize>++interval) << 2), <i32>(to - bytes));
    } else store<u8>(to++, ONES);
    from++;
  }
  if (interval + 1 !== intervals) return -1;
  store<i32>(starts + ((<usize>intervals) << 2), <i32>(to - bytes));
  return <i32>(to - bytes);
}

/** @param coded takes twice the bytes, twice the starts and sixteen bytes more @returns how many bytes there are */
export function stuffBytes(bytes: usize, starts: usize, intervals: i32, coded: usize): i32 {
  let to = coded;
  for (let interval = 0; interval < intervals; interval++) {
    if (interval > 0) {
      store<u8>(to, ONES);
      store<u8>(to + 1, RST0 + <u8>((interval - 1) & 7));
      to += 2;
    }
    let from = bytes + <usize>load<u32>(starts + ((<usize>interval) << 2));
    const end = bytes + <usize>load<u32>(starts + ((<usize>(interval + 1)) << 2));
    while (from < end) {
      const sixteen = v128.load(from);
      v128.store(to, sixteen);
      const ones = onesOf(sixteen);
      const step: usize = ones === 0 ? 16 : <usize>ctz(ones) + 1;
      const taken = min<usize>(step, end - from);
      from += taken;
      to += taken;
      if (ones !== 0 && taken === step) store<u8>(to++, 0);
    }
  }
  return <i32>(to - coded);
}

/** Bytes that begin `shift` bits, 1 to 7, into others. @param source has one more than are copied */
export function shiftBytes(source: usize, count: usize, shift: i32, target: usize): void {
  let at: usize = 0;
  for (; at + 8 < count; at += 7)
    store<u64>(target + at, bswap<u64>(bswap<u64>(load<u64>(source + at)) << (<u64>shift)));
  for (; at < count; at++) {
    const both = ((<i32>load<u8>(source + at)) << 8) | (<i32>load<u8>(source + at + 1));
    store<u8>(target + at, both >> (8 - shift));
  }
}
