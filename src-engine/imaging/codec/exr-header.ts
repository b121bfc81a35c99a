/** What an OpenEXR file says before its pixels. */
export interface ExrHeader {
  readonly width: number;
  readonly height: number;
  readonly channels: readonly ExrChannel[];
  /** Where the byte lies that says in which sequence rows were written. */
  readonly lineOrderAt: number;
  readonly compression: number;
  /** Red, green, blue and white, x and y; null = those of Rec. 709. */
  readonly chromaticities: readonly number[] | null;
  /** Each tile's width and height; null = the file holds rows. */
  readonly tiles: { readonly width: number; readonly height: number; readonly levels: number } | null;
  /** Several pictures, or several samples for a pixel. */
  readonly isOther: boolean;
  /** Where the list of its chunks begins. */
  readonly end: number;
}

export interface ExrChannel {
  /** "R", "Y", "left.R". */
  readonly name: string;
  /** Half or single precision of floating point, or whole numbers; others are invalid. */
  readonly precision: 'half' | 'single' | 'whole' | null;
}
const precisions: readonly ExrChannel['precision'][] = ['whole', 'half', 'single'];

/** Rows of one chunk, by the compressions that are read (OpenEXR file layout): none, RLE, ZIPS, ZIP and PXR24. */
export const rowsOfChunk: Readonly<Record<number, number>> = { 0: 1, 1: 1, 2: 1, 3: 16, 5: 16 };

const [multipart, deep] = [0x1000, 0x800];
const maxAttributes = 1000;

/** @throws RangeError where the header does not end inside the file, or is not like one */
export function readExrHeader(bytes: Uint8Array): ExrHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags = view.getUint32(4, true);
  let at = 8;
  const word = (): string => {
    const end = bytes.indexOf(0, at);
    if (end < 0 || end - at > 255) throw new RangeError('a name that does not end');
    const text = Buffer.from(bytes.subarray(at, end)).toString('latin1');
    at = end + 1;
    return text;
  };
  const values = new Map<string, DataView>();
  for (let name = word(), count = 0; name !== ''; name = word(), count++) {
    word();
    const size = view.getInt32(at, true);
    if (size < 0 || at + 4 + size > bytes.length || count > maxAttributes) throw new RangeError(name);
    values.set(name, new DataView(bytes.buffer, bytes.byteOffset + at + 4, size));
    at += 4 + size;
  }
  const end = at;
  const of = (name: string): DataView => {
    const value = values.get(name);
    if (!value) throw new RangeError(`no ${name}`);
    return value;
  };
  const window = of('dataWindow');
  const [left, top, right, bottom] = [0, 4, 8, 12].map((offset) => window.getInt32(offset, true));
  const list = of('channels');
  const channels = Buffer.from(list.buffer, list.byteOffset, list.byteLength).toString('latin1');
  const chromaticities = values.get('chromaticities');
  const tiles = values.get('tiles');
  return {
    width: right! - left! + 1,
    height: bottom! - top! + 1,
    // Each name ends in 0, and 16 bytes follow: its precision, a flag, three bytes of nothing, sampling in x and y.
    channels: [...channels.matchAll(/([^\0]{1,255})\0([^])[^]{15}/gy)].map(([, name, precision]) => ({
      name: name!,
      precision: precisions[precision!.charCodeAt(0)] ?? null,
    })),
    lineOrderAt: of('lineOrder').byteOffset - bytes.byteOffset,
    compression: of('compression').getUint8(0),
    chromaticities: chromaticities
      ? Array.from({ length: 8 }, (_, i) => chromaticities.getFloat32(i * 4, true))
      : null,
    tiles: tiles
      ? { width: tiles.getUint32(0, true), height: tiles.getUint32(4, true), levels: tiles.getUint8(8) & 15 }
      : null,
    isOther: (flags & (multipart | deep)) !== 0,
    end,
  };
}
