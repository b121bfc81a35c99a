import { damaged } from './jpeg-error.ts';

/** [64]: the step of each coefficient, in zigzag order like the coefficients (ITU-T T.81, B.2.4.1). */
export type QuantisationTable = Uint16Array;

/** Where in a block's rows each coefficient of the zigzag sequence stands: row * 8 + column (figure A.6). */
export const zigzag = Uint8Array.of(
  0,
  1,
  8,
  16,
  9,
  2,
  3,
  10,
  17,
  24,
  32,
  25,
  18,
  11,
  4,
  5,
  12,
  19,
  26,
  33,
  40,
  48,
  41,
  34,
  27,
  20,
  13,
  6,
  7,
  14,
  21,
  28,
  35,
  42,
  49,
  56,
  57,
  50,
  43,
  36,
  29,
  22,
  15,
  23,
  30,
  37,
  44,
  51,
  58,
  59,
  52,
  45,
  38,
  31,
  39,
  46,
  53,
  60,
  61,
  54,
  47,
  55,
  62,
  63,
);

/** The definitions in a DQT segment, by identifier. @throws JpegError */
export function parseQuantisationTables(payload: Uint8Array): Map<number, QuantisationTable> {
  const tables = new Map<number, QuantisationTable>();
  let at = 0;
  while (at < payload.length) {
    const wide = payload[at]! >> 4;
    const identifier = payload[at]! & 15;
    const size = wide === 0 ? 1 : 2;
    if (wide > 1 || identifier > 3 || at + 1 + 64 * size > payload.length)
      throw damaged('A quantisation table is malformed', 'B.2.4.1');
    const table = new Uint16Array(64);
    for (let k = 0; k < 64; k++) {
      const from = at + 1 + k * size;
      table[k] = wide === 0 ? payload[from]! : payload[from]! * 256 + payload[from + 1]!;
    }
    if (table.includes(0)) throw damaged('A quantisation table holds a zero', 'B.2.4.1');
    tables.set(identifier, table);
    at += 1 + 64 * size;
  }
  return tables;
}

/** The payload of a DQT segment that defines one table. */
export function quantisationTablePayload(identifier: number, table: QuantisationTable): Uint8Array {
  const wide = table.some((step) => step > 255);
  const payload = new Uint8Array(1 + 64 * (wide ? 2 : 1));
  payload[0] = (wide ? 16 : 0) | identifier;
  for (let k = 0; k < 64; k++)
    if (wide) payload.set([table[k]! >> 8, table[k]! & 255], 1 + 2 * k);
    else payload[1 + k] = table[k]!;
  return payload;
}
