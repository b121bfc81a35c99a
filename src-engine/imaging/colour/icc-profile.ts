import type { Matrix } from './matrix.ts';

/** What we need of a profile: how its device values become linear light in the connection space. */
export type ParsedProfile =
  | {
      readonly kind: 'matrix';
      readonly curves: readonly [ToneCurve, ToneCurve, ToneCurve];
      readonly toXyzD50: Matrix;
    }
  | { readonly kind: 'grey'; readonly curve: ToneCurve }
  | { readonly kind: 'table' };

const tag = (name: string): number =>
  (name.charCodeAt(0) << 24) | (name.charCodeAt(1) << 16) | (name.charCodeAt(2) << 8) | name.charCodeAt(3);

/** Parses an ICC profile; one that is damaged or has no matrix or grey curve is `table`. */
export function parseIccProfile(profile: Uint8Array): ParsedProfile {
  try {
    const view = new DataView(profile.buffer, profile.byteOffset, profile.byteLength);
    const tags = new Map<number, number>();
    const count = Math.min(200, view.getUint32(128));
    for (let i = 0; i < count; i++) tags.set(view.getInt32(132 + 12 * i), view.getUint32(136 + 12 * i));
    const curveOf = (name: string): ToneCurve | null => {
      const offset = tags.get(tag(name));
      return offset === undefined ? null : readToneCurve(view, offset);
    };
    const grey = curveOf('kTRC');
    if (grey) return { kind: 'grey', curve: grey };
    const curves = [curveOf('rTRC'), curveOf('gTRC'), curveOf('bTRC')] as const;
    const columns = ['rXYZ', 'gXYZ', 'bXYZ'].map((name) => tags.get(tag(name)));
    if (!curves[0] || !curves[1] || !curves[2] || columns.includes(undefined)) return { kind: 'table' };
    const toXyzD50 = Array.from({ length: 9 }, (_, i) => {
      const column = columns[i % 3]!;
      return view.getInt32(column + 8 + 4 * Math.floor(i / 3)) / 65536;
    });
    return { kind: 'matrix', curves: [curves[0], curves[1], curves[2]], toXyzD50 };
  } catch (error) {
    if (error instanceof RangeError) return { kind: 'table' };
    throw error;
  }
}

/** Whether littleCMS has to be asked what colours mean. */
export const isMadeOfTables = (profile: Uint8Array): boolean =>
  parseIccProfile(profile).kind === 'table' || hasColourTable(profile);

/** Whether a table says what colours mean, beside a matrix or alone: those count first (ICC.1:2022 section 8.2, AToB0 and DToB0). */
function hasColourTable(profile: Uint8Array): boolean {
  const { byteOffset, byteLength } = profile;
  const view = new DataView(profile.buffer, byteOffset, byteLength);
  const tags = byteLength < 132 ? 0 : Math.min(view.getUint32(128), Math.floor((byteLength - 132) / 12));
  return Array.from({ length: tags }, (_, i) => view.getInt32(132 + 12 * i)).some((each) =>
    [tag('A2B0'), tag('D2B0')].includes(each),
  );
}

/** The profile's own name ("Display P3"), or null. */
export function profileName(profile: Uint8Array): string | null {
  try {
    const view = new DataView(profile.buffer, profile.byteOffset, profile.byteLength);
    const count = Math.min(200, view.getUint32(128));
    for (let i = 0; i < count; i++) {
      if (view.getInt32(132 + 12 * i) !== tag('desc')) continue;
      const offset = view.getUint32(136 + 12 * i);
      if (view.getInt32(offset) === tag('desc')) {
        const length = view.getUint32(offset + 8);
        return new TextDecoder('latin1').decode(profile.subarray(offset + 12, offset + 11 + length)) || null;
      }
      const length = view.getUint32(offset + 20);
      const start = offset + view.getUint32(offset + 24);
      return new TextDecoder('utf-16be').decode(profile.subarray(start, start + length)) || null;
    }
    return null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** What a profile that a file carries is worth. */
type SoundProfile =
  | { readonly kind: 'sound'; readonly profile: Uint8Array }
  /** Bytes behind its declared end were cut off. */
  | { readonly kind: 'cut'; readonly profile: Uint8Array }
  | { readonly kind: 'unusable' };

const ascii = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/**
 * Checks what every encoder's library checks (ICC.1:2022 sections 7.2 and 7.3), so that none refuses the profile once a
 * picture is finished: declared length, signature, class, colour space of the picture, tags inside the profile.
 * @param channels of the picture: 1 and 2 need a grey profile, 3 and 4 one for RGB
 */
export function soundProfile(bytes: Uint8Array, channels: number): SoundProfile {
  if (bytes.length < 132) return { kind: 'unusable' };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const declared = view.getUint32(0);
  if (declared < 132 || declared > bytes.length || ascii(bytes, 36, 4) !== 'acsp')
    return { kind: 'unusable' };
  if (!['scnr', 'mntr', 'prtr', 'spac'].includes(ascii(bytes, 12, 4))) return { kind: 'unusable' };
  if (ascii(bytes, 16, 4) !== (channels < 3 ? 'GRAY' : 'RGB ')) return { kind: 'unusable' };
  if (!['XYZ ', 'Lab '].includes(ascii(bytes, 20, 4)) || view.getUint32(64) > 0xffff)
    return { kind: 'unusable' };
  const tags = view.getUint32(128);
  if (tags > 1000 || 132 + 12 * tags > declared) return { kind: 'unusable' };
  for (let tag = 0; tag < tags; tag++) {
    const start = view.getUint32(136 + 12 * tag);
    if (start > declared || view.getUint32(140 + 12 * tag) > declared - start) return { kind: 'unusable' };
  }
  // A copy of its own, whatever view of a file it came as.
  const profile = new Uint8Array(bytes.subarray(0, declared));
  return { kind: declared === bytes.length ? 'sound' : 'cut', profile };
}

/** A tone curve of a profile: device value in [0, 1] to linear light in [0, 1]. */
export type ToneCurve = (value: number) => number;

/**
 * Reads a `curv` or `para` tag (ICC.1:2022 sections 10.6 and 10.18); null for other types.
 * @throws RangeError where the tag reaches past the profile's end
 */
function readToneCurve(view: DataView, offset: number): ToneCurve | null {
  const type = view.getUint32(offset);
  if (type === 0x63757276) return readTable(view, offset);
  if (type === 0x70617261) return readParametric(view, offset);
  return null;
}

function readTable(view: DataView, offset: number): ToneCurve {
  const count = view.getUint32(offset + 8);
  if (count === 0) return (value) => value;
  if (count === 1) {
    const gamma = view.getUint16(offset + 12) / 256;
    return (value) => Math.max(0, value) ** gamma;
  }
  if (count > 65536) throw new RangeError('a tone curve with more than 65536 entries');
  const table = Float64Array.from({ length: count }, (_, i) => view.getUint16(offset + 12 + 2 * i) / 65535);
  return (value) => {
    const position = Math.min(1, Math.max(0, value)) * (count - 1);
    const base = Math.min(count - 2, Math.floor(position));
    return table[base]! + (position - base) * (table[base + 1]! - table[base]!);
  };
}

function readParametric(view: DataView, offset: number): ToneCurve | null {
  const kind = view.getUint16(offset + 8);
  const parameterCount = [1, 3, 4, 5, 7][kind];
  if (parameterCount === undefined) return null;
  const p = Array.from({ length: parameterCount }, (_, i) => view.getInt32(offset + 12 + 4 * i) / 65536);
  const [g = 1, a = 1, b = 0, c = 0, d = 0, e = 0, f = 0] = p;
  const power = (value: number): number => Math.max(0, a * value + b) ** g;
  switch (kind) {
    case 0:
      return (value) => Math.max(0, value) ** g;
    case 1:
      return (value) => (value >= -b / a ? power(value) : 0);
    case 2:
      return (value) => (value >= -b / a ? power(value) + c : c);
    case 3:
      return (value) => (value >= d ? power(value) : c * value);
    default:
      return (value) => (value >= d ? power(value) + e : c * value + f);
  }
}
