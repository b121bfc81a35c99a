import type { SampleImage } from '#engine/imaging/samples.ts';
import { parseIccProfile, type ToneCurve } from './icc-profile.ts';
import { invertMatrix, multiplyMatrices, type Matrix } from './matrix.ts';
import { linearToSrgb, srgbToLinear, srgbToXyzD50 } from './srgb.ts';

/** The form a photo's samples have. */
export type SampleFormat = Pick<SampleImage, 'channels' | 'bitDepth' | 'iccProfile'>;

/** Converts between a photo's samples and what the network sees; made once per photo. */
export interface SampleColours {
  /** [n, channels] samples to [n, 3] sRGB floats, -1 = black, 1 = white; wide colours may lie beyond. Alpha is left out. */
  toNetwork(samples: Uint8Array | Uint16Array): Float32Array;
  /** [n, 3] sRGB floats to [n, 1 or 3] sample values, not yet rounded or clamped. */
  toSamples(colours: Float32Array): Float32Array;
}

const tableSize = 4096;

/** A function on [0, 1] as a table with linear interpolation; its ends are exact. */
function tabulate(f: (value: number) => number, size: number): Float32Array {
  return Float32Array.from({ length: size }, (_, i) => f(i / (size - 1)));
}

function lookUp(table: Float32Array, value: number): number {
  const position = Math.min(1, Math.max(0, value)) * (table.length - 1);
  const base = Math.min(table.length - 2, Math.floor(position));
  return table[base]! + (position - base) * (table[base + 1]! - table[base]!);
}

/** The inverse of a rising curve by bisection, tabulated over the square root of light so that dark values stay exact. */
function invertCurve(curve: ToneCurve): (linear: number) => number {
  const table = tabulate((root) => {
    const target = root * root;
    let low = 0;
    let high = 1;
    for (let i = 0; i < 40; i++) {
      const middle = (low + high) / 2;
      if (curve(middle) < target) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  }, tableSize * 4);
  return (linear) => lookUp(table, Math.sqrt(Math.max(0, linear)));
}

/** Conversions for one photo's format. Photos without a profile, and those whose profile is sRGB, convert by scaling alone. */
export function createSampleColours(format: SampleFormat): SampleColours {
  const profile = format.iccProfile ? parseIccProfile(format.iccProfile) : null;
  const colours = format.channels < 3 ? 1 : 3;
  if (profile?.kind === 'matrix' && colours === 3) {
    const toLinearSrgb = multiplyMatrices(invertMatrix(srgbToXyzD50)!, profile.toXyzD50);
    const fromLinearSrgb = invertMatrix(toLinearSrgb);
    if (fromLinearSrgb && !isSrgb(profile.curves, toLinearSrgb))
      return matrixColours(format, profile.curves, toLinearSrgb, fromLinearSrgb);
  }
  if (profile?.kind === 'grey' && colours === 1) return greyColours(format, profile.curve);
  return plainColours(format);
}

function isSrgb(curves: readonly ToneCurve[], toLinearSrgb: Matrix): boolean {
  const identity = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  if (toLinearSrgb.some((value, i) => Math.abs(value - identity[i]!) > 0.004)) return false;
  for (let i = 0; i <= 16; i++)
    if (curves.some((curve) => Math.abs(linearToSrgb(curve(i / 16)) - i / 16) > 0.004)) return false;
  return true;
}

function plainColours({ channels, bitDepth }: SampleFormat): SampleColours {
  const full = bitDepth === 16 ? 65535 : 255;
  const grey = channels < 3;
  const valueOf = new Float32Array(full + 1);
  for (let sample = 0; sample <= full; sample++) valueOf[sample] = (sample * 2) / full - 1;
  const [toGreen, toBlue] = grey ? [0, 0] : [1, 2];
  return {
    toNetwork(samples) {
      const result = new Float32Array((samples.length / channels) * 3);
      for (let to = 0, from = 0; to < result.length; to += 3, from += channels) {
        result[to] = valueOf[samples[from]!]!;
        result[to + 1] = valueOf[samples[from + toGreen]!]!;
        result[to + 2] = valueOf[samples[from + toBlue]!]!;
      }
      return result;
    },
    toSamples(values) {
      const result = grey ? luma(values) : values.slice();
      for (let i = 0; i < result.length; i++) result[i] = ((result[i]! + 1) / 2) * full;
      return result;
    },
  };
}

/** Rec. 709 luma of encoded values: exact for greys. */
export function luma(values: Float32Array): Float32Array {
  const result = new Float32Array(values.length / 3);
  for (let i = 0; i < result.length; i++) {
    const [r, g, b] = [values[3 * i]!, values[3 * i + 1]!, values[3 * i + 2]!];
    result[i] = g + 0.2126 * (r - g) + 0.0722 * (b - g);
  }
  return result;
}

function greyColours({ channels, bitDepth }: SampleFormat, curve: ToneCurve): SampleColours {
  const full = bitDepth === 16 ? 65535 : 255;
  const decode = tabulate((value) => linearToSrgb(curve(value)) * 2 - 1, full + 1);
  const inverse = invertCurve(curve);
  return {
    toNetwork(samples) {
      const pixels = samples.length / channels;
      const result = new Float32Array(pixels * 3);
      for (let pixel = 0; pixel < pixels; pixel++)
        result.fill(decode[samples[pixel * channels]!]!, pixel * 3, pixel * 3 + 3);
      return result;
    },
    toSamples: (values) => luma(values).map((value) => inverse(srgbToLinear((value + 1) / 2)) * full),
  };
}

function matrixColours(
  { channels, bitDepth }: SampleFormat,
  curves: readonly [ToneCurve, ToneCurve, ToneCurve],
  toLinear: Matrix,
  fromLinear: Matrix,
): SampleColours {
  const full = bitDepth === 16 ? 65535 : 255;
  const decode = curves.map((curve) => tabulate(curve, full + 1));
  const inverse = curves.map(invertCurve);
  return {
    toNetwork(samples) {
      const pixels = samples.length / channels;
      const result = new Float32Array(pixels * 3);
      for (let pixel = 0; pixel < pixels; pixel++) {
        const at = pixel * channels;
        const r = decode[0]![samples[at]!]!;
        const g = decode[1]![samples[at + 1]!]!;
        const b = decode[2]![samples[at + 2]!]!;
        for (let c = 0; c < 3; c++)
          result[pixel * 3 + c] =
            linearToSrgb(toLinear[3 * c]! * r + toLinear[3 * c + 1]! * g + toLinear[3 * c + 2]! * b) * 2 - 1;
      }
      return result;
    },
    toSamples(values) {
      const result = new Float32Array(values.length);
      for (let i = 0; i < values.length; i += 3) {
        const r = srgbToLinear((values[i]! + 1) / 2);
        const g = srgbToLinear((values[i + 1]! + 1) / 2);
        const b = srgbToLinear((values[i + 2]! + 1) / 2);
        for (let c = 0; c < 3; c++)
          result[i + c] =
            inverse[c]!(fromLinear[3 * c]! * r + fromLinear[3 * c + 1]! * g + fromLinear[3 * c + 2]! * b) *
            full;
      }
      return result;
    },
  };
}
