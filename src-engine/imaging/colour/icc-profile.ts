import { readToneCurve, type ToneCurve } from './icc-curve.ts';
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
