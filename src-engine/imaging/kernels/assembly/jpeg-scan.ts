// As DecodeSequential.passBlock in jpeg/: through a scan's codes without their values; and with the values in other codes, as EncodeSequential writes them.

/** As in jpeg/huffman-table.ts. */
const LOOKUP_BITS: u64 = 10;
const SYMBOL_ONLY: i32 = 0x1000;
/** As in jpeg/decode-sequential.ts. */
const PASS_BITS: u64 = 12;
const ENDS_BLOCK: i32 = 0x10000;
const SIXTEEN_ZEROS: i32 = 0xf0;
const MAX_DC: i32 = 0x3fff;

/** Bits that `bitsFrom` gives at least. */
const WINDOW: i32 = 57;
/** The most that a code and the value after it take. */
const LONGEST: i32 = 31;

/** Where a table of whole numbers has the limits and offsets of its codes; symbols follow as bytes. */
const LIMITS: usize = 1024 * 4;
const OFFSETS: usize = LIMITS + 18 * 4;
const SYMBOLS: usize = OFFSETS + 17 * 4;

let bytes: usize = 0;
let blocks: usize = 0;
let blockCount: usize = 0;
let tables: usize = 0;
let predictions: usize = 0;

/**
 * @param mcuBlocks the component of each block, a byte each @param componentTables by component of the scan: pointers to the
 *   tables of DC, of AC, and to pass AC @param dcValues by component, whole numbers that `passMcus` reads and writes
 */
export function setScan(
  coded: usize,
  mcuBlocks: usize,
  blocksOfMcu: usize,
  componentTables: usize,
  dcValues: usize,
): void {
  bytes = coded;
  blocks = mcuBlocks;
  blockCount = blocksOfMcu;
  tables = componentTables;
  predictions = dcValues;
}

/** The bits from `position` on, the first one highest. */
function bitsFrom(position: i64): u64 {
  const skipped: u64 = position & 7;
  return bswap<u64>(load<u64>(bytes + <usize>(position >> 3))) << skipped;
}

function number(at: usize, index: usize): i32 {
  return load<i32>(at + (index << 2));
}

/** The next code: its length in bits 8 and up, its symbol below; -1 = it is in no table. */
function nextCode(table: usize, next: u64): i32 {
  const entry = number(table, <usize>(next >> (64 - LOOKUP_BITS)));
  if ((entry & SYMBOL_ONLY) !== 0) return ((entry & 255) << 8) | ((entry >> 16) & 255);
  if (entry !== 0) {
    const size = 32 - <i32>clz<i32>(abs<i32>(entry >> 16));
    return (((entry & 255) - size) << 8) | ((entry >> 4) & 0xf0) | size;
  }
  const code = <i32>(next >> 48);
  let length: usize = 1;
  while (code >= number(table + LIMITS, length)) length++;
  if (length > 16) return -1;
  const at = (code >> (16 - <i32>length)) + number(table + OFFSETS, length);
  return ((<i32>length) << 8) | (<i32>load<u8>(table + SYMBOLS + <usize>at));
}

/** @returns the position after a block's DC code and its value, or -1 */
function passDc(component: usize, table: usize, position: i64): i64 {
  const next = bitsFrom(position);
  const entry = number(table, <usize>(next >> (64 - LOOKUP_BITS)));
  let used = entry & 255;
  let difference = entry >> 16;
  if (entry === 0 || (entry & SYMBOL_ONLY) !== 0) {
    const code = nextCode(table, next);
    if (code < 0) return -1;
    used = code >> 8;
    const size = code & 255;
    difference = 0;
    if (size > 0) {
      const bits = <i32>((next << (<u64>used)) >> (<u64>(64 - size)));
      difference = bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;
      used += size;
    }
  }
  const at = predictions + (component << 2);
  const value = load<i32>(at) + difference;
  if (value < -MAX_DC || value > MAX_DC) return -1;
  store<i32>(at, value);
  return position + used;
}

/** @returns the position after a block's AC codes and their values, or -1 */
function passAc(table: usize, passTable: usize, from: i64): i64 {
  let position = from;
  let next = bitsFrom(position);
  let left = WINDOW;
  let k = 1;
  while (k < 64) {
    if (left < LONGEST) {
      next = bitsFrom(position);
      left = WINDOW;
    }
    const entry = number(passTable, <usize>(next >> (64 - PASS_BITS)));
    const after = k + ((entry >> 8) & 255);
    let used = entry & 255;
    if (entry !== 0 && after < 64) {
      k = after;
      if ((entry & ENDS_BLOCK) !== 0) return position + used;
    } else {
      const code = nextCode(table, next);
      if (code < 0) return -1;
      const symbol = code & 255;
      used = (code >> 8) + (symbol & 15);
      if (symbol === 0) return position + used;
      if ((symbol & 15) === 0 && symbol !== SIXTEEN_ZEROS) return -1;
      k += 1 + (symbol >> 4);
    }
    position += used;
    next <<= <u64>used;
    left -= used;
  }
  return k > 64 ? -1 : position;
}

/** @param start, end bits @returns the position after so many MCUs, or -1 where they break a rule or go beyond the end */
export function passMcus(start: f64, mcus: i32, end: f64): f64 {
  let position = <i64>start;
  const stop = <i64>end;
  for (let mcu = 0; mcu < mcus; mcu++) {
    for (let block: usize = 0; block < blockCount; block++) {
      const component = <usize>load<u8>(blocks + block);
      const table = tables + component * 12;
      position = passDc(component, load<u32>(table), position);
      if (position < 0) return -1;
      position = passAc(load<u32>(table + 4), load<u32>(table + 8), position);
      if (position < 0) return -1;
    }
    if (position > stop) return -1;
  }
  return <f64>position;
}

/** The other codes, where they are written, up to where, and bits that wait for it, the first one highest. */
let codes: usize = 0;
let target: usize = 0;
let limit: usize = 0;
let pending: u64 = 0;
let pendingCount: i32 = 0;

/** An MCU takes fewer bytes: 10 blocks of 64 codes with their values. */
const LONGEST_MCU: usize = 2560;

/** @param code as `nextCode` gives it, the first of `next` @returns how many bits it took with its value, which are written with another code */
function recode(others: usize, code: i32, next: u64): i32 {
  const size = code & 15;
  const other = load<u32>(others + ((<usize>(code & 255)) << 2));
  const used: u64 = code >> 8;
  // A shift by 64 is none: without a value there is one of 0.
  const value: u64 = ((next << used) >> 1) >> (<u64>(63 - size));
  const symbolBits: u64 = other >> 8;
  const count = <i32>(other & 255) + size;
  const shift: u64 = 64 - pendingCount - count;
  pending |= ((symbolBits << (<u64>size)) | value) << shift;
  pendingCount += count;
  if (pendingCount >= 32) {
    store<u32>(target, bswap<u32>(<u32>(pending >> 32)));
    target += 4;
    pending <<= 32;
    pendingCount -= 32;
  }
  return (code >> 8) + size;
}

/**
 * @param otherCodes by component: pointers to 256 numbers of DC and of AC, by symbol: a code, and in the lowest byte its length
 * @param to where it is written @param room bytes
 */
export function beginRecoding(otherCodes: usize, to: usize, room: usize): void {
  codes = otherCodes;
  target = to;
  limit = to + room;
  pending = 0;
  pendingCount = 0;
}

/** MCUs that `passMcus` found right. @param start bits @returns the position after them, or -1 where there is no room */
export function recodeMcus(start: f64, mcus: i32): f64 {
  let position = <i64>start;
  for (let mcu = 0; mcu < mcus; mcu++) {
    if (target + LONGEST_MCU > limit) return -1;
    for (let block: usize = 0; block < blockCount; block++) {
      const component = <usize>load<u8>(blocks + block);
      const table = tables + component * 12;
      const others = codes + component * 8;
      const acTable = load<u32>(table + 4);
      const acCodes = load<u32>(others + 4);
      let next = bitsFrom(position);
      let used = recode(load<u32>(others), nextCode(load<u32>(table), next), next);
      let left = WINDOW;
      for (let k = 1; k < 64;) {
        position += used;
        next <<= <u64>used;
        left -= used;
        if (left < LONGEST) {
          next = bitsFrom(position);
          left = WINDOW;
        }
        const code = nextCode(acTable, next);
        used = recode(acCodes, code, next);
        if ((code & 255) === 0) break;
        k += 1 + ((code & 255) >> 4);
      }
      position += used;
    }
  }
  return <f64>position;
}

/** @param to as `beginRecoding` was told @returns how many bits were written */
export function endRecoding(to: usize): f64 {
  store<u64>(target, bswap<u64>(pending));
  return <f64>(<i64>(target - to) * 8 + pendingCount);
}
