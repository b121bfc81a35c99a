import { hasAscii } from './picture-decoder.ts';

/** The brands of an ISO base media file (ISO/IEC 14496-12 section 4.3), the major one first; empty where it is none. */
export function brandsOf(bytes: Uint8Array): string[] {
  if (!hasAscii(bytes, 4, 'ftyp')) return [];
  const size = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0);
  const end = Math.min(bytes.length, size, 256);
  const brands: string[] = [];
  for (let at = 8; at + 4 <= end; at += at === 8 ? 8 : 4)
    brands.push(String.fromCharCode(...bytes.subarray(at, at + 4)));
  return brands;
}

/** What a file says of the samples of its pictures, beside a profile (ISO/IEC 23008-12, sections 6.5 and 6.6). */
export interface SampleMeaning {
  /** Colours are multiplied by alpha ("prem"). */
  readonly premultiplied: boolean;
  /** Colour primaries and transfer characteristics (ITU-T H.273); null = not said. */
  readonly codes: readonly [primaries: number, transfer: number] | null;
}

/** What the samples mean of an image file; a file whose boxes make no sense says nothing. */
export function readSampleMeaning(bytes: Uint8Array): SampleMeaning {
  const meta = findBox(bytes, 0, 'meta');
  const inside = meta && bytes.subarray(meta.start + fullBoxHeader, meta.end);
  const references = inside && findBox(inside, 0, 'iref');
  const premultiplied = Boolean(
    references && findBox(inside, references.start + fullBoxHeader, 'prem', references.end),
  );
  const at = inside && placeOfCodes(inside);
  return { premultiplied, codes: at ? [inside[at + 1]!, inside[at + 3]!] : null };
}

/**
 * The file with codes in the place of its profile, and free space behind the meta box, so that all else stays where it is.
 * @param matrix coefficients of the samples (ITU-T H.273, table 4); they are of full range
 * @returns the same bytes where there is no profile
 */
export function withColourCodes(
  bytes: Uint8Array,
  [primaries, transfer]: readonly [primaries: number, transfer: number],
  matrix: number,
): Uint8Array {
  const meta = findBox(bytes, 0, 'meta');
  const properties = meta && findBox(bytes, meta.start + fullBoxHeader, 'iprp', meta.end);
  const container = properties && findBox(bytes, properties.start, 'ipco', properties.end);
  const colours = container && findBox(bytes, container.start, 'colr', container.end);
  if (!colours || hasAscii(bytes, colours.start, 'nclx')) return bytes;
  const codes = Buffer.from(`....colrnclx.${'\0'.repeat(6)}`, 'latin1');
  codes.writeUInt32BE(codes.length);
  codes.set([0, primaries, 0, transfer, 0, matrix, 0x80], 12);
  const freed = colours.end - (colours.start - boxHeader) - codes.length;
  const free = Buffer.alloc(freed);
  free.writeUInt32BE(freed);
  free.write('free', 4, 'latin1');
  const before = Buffer.from(bytes.subarray(0, colours.start - boxHeader));
  for (const { start } of [meta, properties, container])
    before.writeUInt32BE(before.readUInt32BE(start - boxHeader) - freed, start - boxHeader);
  return Buffer.concat([
    before,
    codes,
    bytes.subarray(colours.end, meta.end),
    free,
    bytes.subarray(meta.end),
  ]);
}

/** Length and type. */
const boxHeader = 8;

/** Where in a meta box two numbers of 16 bit name primaries and transfer; null where none do. */
function placeOfCodes(meta: Uint8Array): number | null {
  const properties = findBox(meta, 0, 'iprp');
  const container = properties && findBox(meta, properties.start, 'ipco', properties.end);
  for (let at = container?.start ?? 0; container && at < container.end;) {
    const colours = findBox(meta, at, 'colr', container.end);
    if (!colours) break;
    at = colours.end;
    if (hasAscii(meta, colours.start, 'nclx') && colours.end - colours.start >= 8) return colours.start + 4;
  }
  return null;
}

/** Version and flags. */
const fullBoxHeader = 4;

/** Where the contents of the first box of that type lie among those from `from` on. */
export function findBox(
  bytes: Uint8Array,
  from: number,
  type: string,
  to = bytes.length,
): { readonly start: number; readonly end: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = from; at + 8 <= to;) {
    const size = view.getUint32(at);
    const end = size === 0 ? to : at + size;
    if (end > to || (size !== 0 && size < 8)) return null;
    if (hasAscii(bytes, at + 4, type)) return { start: at + 8, end };
    at = end;
  }
  return null;
}
