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
  const properties = inside && findBox(inside, 0, 'iprp');
  const container = properties && findBox(inside, properties.start, 'ipco', properties.end);
  for (let at = container?.start ?? 0; inside && container && at < container.end;) {
    const colours = findBox(inside, at, 'colr', container.end);
    if (!colours) break;
    at = colours.end;
    if (hasAscii(inside, colours.start, 'nclx') && colours.end - colours.start >= 8)
      return { premultiplied, codes: [inside[colours.start + 5]!, inside[colours.start + 7]!] };
  }
  return { premultiplied, codes: null };
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
