import { damaged } from './jpeg-error.ts';

/** A Huffman table as a file defines it (ITU-T T.81, B.2.4.2). */
export interface HuffmanTable {
  /** [16]: how many codes are 1, 2, ... 16 bits long. */
  readonly lengths: Uint8Array;
  /** The symbols, shortest codes first. */
  readonly symbols: Uint8Array;
}

/** Bits that one look into a `DecodeTable` decides. */
export const lookupBits = 10;

/** An entry of `DecodeTable.lookup` whose value is a symbol, not a finished coefficient. */
export const symbolOnly = 0x1000;

/** A Huffman table made for reading: most codes take one look, together with the bits of the value that follows them. */
export interface DecodeTable {
  /**
   * [1 << lookupBits], by the next bits. Bits 0 to 7: how many of them are used. Then, without `symbolOnly`, bits 8 to 11: the
   * run of zeros, and bits 16 to 31: the value after it. With it, bits 16 to 23: the symbol. 0 where the code is longer.
   */
  readonly lookup: Int32Array;
  /** [18], by length: one more than the largest code of that length, its bits moved up to 16; the last is beyond any code. */
  readonly limits: Int32Array;
  /** [17], by length: what is added to a code to get its place in `symbols`. */
  readonly offsets: Int32Array;
  readonly symbols: Uint8Array;
}

/** A Huffman table made for writing, by symbol. */
export interface EncodeTable {
  readonly codes: Uint16Array;
  /** 0 where the table has no code for the symbol. */
  readonly codeLengths: Uint8Array;
}

/** The definitions in a DHT segment, by destination: class (0 DC, 1 AC) * 4 + identifier. @throws JpegError */
export function parseHuffmanTables(payload: Uint8Array): Map<number, HuffmanTable> {
  const tables = new Map<number, HuffmanTable>();
  let at = 0;
  while (at < payload.length) {
    const tableClass = payload[at]! >> 4;
    const identifier = payload[at]! & 15;
    const lengths = payload.slice(at + 1, at + 17);
    const count = lengths.reduce((sum, length) => sum + length, 0);
    const symbols = payload.slice(at + 17, at + 17 + count);
    if (tableClass > 1 || identifier > 3 || lengths.length < 16 || count > 256 || symbols.length < count)
      throw damaged('A Huffman table is malformed', 'B.2.4.2');
    // A difference has at most 15 bits (F.1.2.1; 16 are for lossless processes).
    if (tableClass === 0 && symbols.some((symbol) => symbol > 15))
      throw damaged('A Huffman table has symbols that DC coefficients do not have', 'F.1.2.1');
    const table = { lengths, symbols };
    assertCodesFit(table);
    tables.set(tableClass * 4 + identifier, table);
    at += 17 + count;
  }
  return tables;
}

/** The payload of a DHT segment that defines one table. */
export function huffmanTablePayload(destination: number, { lengths, symbols }: HuffmanTable): Uint8Array {
  const payload = new Uint8Array(17 + symbols.length);
  payload[0] = ((destination >> 2) << 4) | (destination & 3);
  payload.set(lengths, 1);
  payload.set(symbols, 17);
  return payload;
}

/** More codes of a length than there are: a decoder would read past its tables. */
function assertCodesFit({ lengths }: HuffmanTable): void {
  let free = 1;
  for (const count of lengths) {
    free = free * 2 - count;
    if (free < 0) throw damaged('A Huffman table has more codes than fit', 'annex C');
  }
}

/** Annex C: codes in order of their lengths, each one more than the last. */
export function createEncodeTable({ lengths, symbols }: HuffmanTable): EncodeTable {
  const codes = new Uint16Array(256);
  const codeLengths = new Uint8Array(256);
  let code = 0;
  let at = 0;
  for (let length = 1; length <= 16; length++, code <<= 1)
    for (let i = 0; i < lengths[length - 1]!; i++) {
      const symbol = symbols[at++]!;
      codes[symbol] = code++;
      codeLengths[symbol] = length;
    }
  return { codes, codeLengths };
}

/** F.2.2.3, with a lookup by the first bits. */
export function createDecodeTable({ lengths, symbols }: HuffmanTable): DecodeTable {
  const lookup = new Int32Array(1 << lookupBits);
  const limits = new Int32Array(18).fill(0);
  const offsets = new Int32Array(17);
  let code = 0;
  let at = 0;
  for (let length = 1; length <= 16; length++, code <<= 1) {
    offsets[length] = at - code;
    for (let i = 0; i < lengths[length - 1]!; i++, code++) {
      if (length <= lookupBits) fillLookup(lookup, code, length, symbols[at]!);
      at++;
    }
    limits[length] = code << (16 - length);
  }
  limits[17] = 0x7fffffff;
  return { lookup, limits, offsets, symbols };
}

function fillLookup(lookup: Int32Array, code: number, length: number, symbol: number): void {
  const size = symbol & 15;
  const spare = lookupBits - length;
  for (let rest = 0; rest < 1 << spare; rest++) {
    const at = (code << spare) | rest;
    if (size === 0 || size > spare) lookup[at] = (symbol << 16) | symbolOnly | length;
    else {
      const value = extend(rest >> (spare - size), size);
      lookup[at] = (value << 16) | ((symbol >> 4) << 8) | (length + size);
    }
  }
}

/** The number that `bits`, `size` of them, stand for (F.2.2.1, figure F.12). */
export const extend = (bits: number, size: number): number =>
  bits < 1 << (size - 1) ? bits - (1 << size) + 1 : bits;

/**
 * A table that also has codes for other symbols, rare ones: others as often as their codes are short, so that nearly all codes stay as
 * long as they were. @param wanted [256]: 1 for each symbol that must have a code
 */
export function extendTable(table: HuffmanTable, wanted: Uint8Array): HuffmanTable {
  const { codeLengths } = createEncodeTable(table);
  const frequencies = Uint32Array.from(wanted, (isWanted, symbol) =>
    codeLengths[symbol]! > 0 ? 1 << (16 - codeLengths[symbol]!) : isWanted,
  );
  return optimalTable(frequencies);
}

/**
 * The table with the shortest codes for these frequencies, none longer than 16 bits and none of ones only (K.2).
 * @param frequencies [256], by symbol
 */
function optimalTable(frequencies: Uint32Array): HuffmanTable {
  const counts = new Float64Array(257);
  for (let symbol = 0; symbol < 256; symbol++) counts[symbol] = frequencies[symbol]!;
  // A symbol of its own takes the code of ones only.
  counts[256] = 1;
  const codeSizes = new Uint8Array(257);
  const others = new Int16Array(257).fill(-1);
  const least = (except: number): number => {
    let found = -1;
    for (let symbol = 0; symbol <= 256; symbol++)
      if (counts[symbol]! > 0 && symbol !== except && (found < 0 || counts[symbol]! <= counts[found]!))
        found = symbol;
    return found;
  };
  for (;;) {
    const first = least(-1);
    const second = least(first);
    if (second < 0) break;
    counts[first]! += counts[second]!;
    counts[second] = 0;
    let last = first;
    for (let chain = first; chain >= 0; chain = others[chain]!) {
      codeSizes[chain]!++;
      last = chain;
    }
    others[last] = second;
    for (let chain = second; chain >= 0; chain = others[chain]!) codeSizes[chain]!++;
  }
  return tableOfSizes(codeSizes);
}

/** Figures K.3 and K.4: codes over 16 bits are made shorter, then symbols are sorted by their code's size. */
function tableOfSizes(codeSizes: Uint8Array): HuffmanTable {
  const bits = new Int32Array(258);
  for (const size of codeSizes) if (size > 0) bits[size]!++;
  for (let size = bits.length - 1; size > 16; size--)
    while (bits[size]! > 0) {
      let shorter = size - 2;
      while (bits[shorter] === 0) shorter--;
      bits[size]! -= 2;
      bits[size - 1]!++;
      bits[shorter + 1]! += 2;
      bits[shorter]!--;
    }
  let longest = 16;
  while (bits[longest] === 0) longest--;
  bits[longest]!--;
  const bySize = [...codeSizes.subarray(0, 256).keys()].filter((symbol) => codeSizes[symbol]! > 0);
  bySize.sort((a, b) => codeSizes[a]! - codeSizes[b]! || a - b);
  return { lengths: Uint8Array.from(bits.subarray(1, 17)), symbols: Uint8Array.from(bySize) };
}
