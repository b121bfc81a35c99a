import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import { parseIccProfile, type ParsedProfile } from '#engine/imaging/colour/icc-profile.ts';
import { invertMatrix, multiplyMatrices } from '#engine/imaging/colour/matrix.ts';
import { linearToSrgb, srgbToXyzD50 } from '#engine/imaging/colour/srgb.ts';
import type { Samples } from '#engine/tiles/tile-grid.ts';

/**
 * A photo's samples as a screen shows them, fast rather than exact: tables instead of powers, 8 bit out. What is computed
 * or saved never passes through here.
 */
export interface DisplayColours {
  /** [n, channels] samples to [n, 4] RGBA, 8 bit sRGB, straight alpha. */
  toRgba(samples: Samples): Uint8Array;
}

type Format = Pick<TileSnapshot, 'channels' | 'bitDepth' | 'iccProfile'>;

// Steps over the square root of linear light: fine in the shadows, where sRGB is steep.
const encodeSteps = 4095;
const encodeTable = Uint8ClampedArray.from({ length: encodeSteps + 1 }, (_, step) =>
  Math.round(linearToSrgb((step / encodeSteps) ** 2) * 255),
);
const encode = (linear: number): number =>
  linear <= 0 ? 0 : linear >= 1 ? 255 : encodeTable[(Math.sqrt(linear) * encodeSteps + 0.5) | 0]!;

/** Conversion for one photo's format; profiles that are tables (and none) are shown as if they were sRGB. */
export function displayColours(format: Format): DisplayColours {
  const profile = format.iccProfile && parseIccProfile(format.iccProfile);
  if (profile?.kind === 'matrix' && format.channels >= 3) return matrixColours(format, profile);
  const full = format.bitDepth === 16 ? 65535 : 255;
  const curve = profile?.kind === 'grey' && format.channels < 3 ? profile.curve : null;
  const shown = Uint8Array.from({ length: full + 1 }, (_, value) =>
    curve ? encode(curve(value / full)) : Math.round((value / full) * 255),
  );
  return tableColours(format, shown);
}

/** Each channel on its own. */
function tableColours({ channels, bitDepth }: Format, shown: Uint8Array): DisplayColours {
  const [green, blue, alpha] = channelOffsets(channels);
  return {
    toRgba(samples) {
      const rgba = new Uint8Array((samples.length / channels) * 4);
      for (let from = 0, to = 0; from < samples.length; from += channels, to += 4) {
        rgba[to] = shown[samples[from]!]!;
        rgba[to + 1] = shown[samples[from + green]!]!;
        rgba[to + 2] = shown[samples[from + blue]!]!;
        rgba[to + 3] = alpha === null ? 255 : alphaByte(samples[from + alpha]!, bitDepth);
      }
      return rgba;
    },
  };
}

function matrixColours(format: Format, profile: Extract<ParsedProfile, { kind: 'matrix' }>): DisplayColours {
  const { channels, bitDepth } = format;
  const full = bitDepth === 16 ? 65535 : 255;
  const toSrgb = multiplyMatrices(invertMatrix(srgbToXyzD50)!, profile.toXyzD50);
  const [red, green, blue] = profile.curves.map((curve) =>
    Float32Array.from({ length: full + 1 }, (_, value) => curve(value / full)),
  ) as [Float32Array, Float32Array, Float32Array];
  const [a, b, c, d, e, f, g, h, i] = toSrgb as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const alpha = channels === 4;
  return {
    toRgba(samples) {
      const rgba = new Uint8Array((samples.length / channels) * 4);
      for (let from = 0, to = 0; from < samples.length; from += channels, to += 4) {
        const x = red[samples[from]!]!;
        const y = green[samples[from + 1]!]!;
        const z = blue[samples[from + 2]!]!;
        rgba[to] = encode(a * x + b * y + c * z);
        rgba[to + 1] = encode(d * x + e * y + f * z);
        rgba[to + 2] = encode(g * x + h * y + i * z);
        rgba[to + 3] = alpha ? alphaByte(samples[from + 3]!, bitDepth) : 255;
      }
      return rgba;
    },
  };
}

const alphaByte = (value: number, bitDepth: 8 | 16): number =>
  bitDepth === 16 ? Math.round(value / 257) : value;

/** Where green, blue and alpha lie behind the first sample of a pixel. */
function channelOffsets(channels: 1 | 2 | 3 | 4): [green: number, blue: number, alpha: number | null] {
  switch (channels) {
    case 1:
      return [0, 0, null];
    case 2:
      return [0, 0, 1];
    case 3:
      return [1, 2, null];
    case 4:
      return [1, 2, 3];
  }
}
