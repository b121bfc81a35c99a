import type { TileSnapshot } from '#engine/tiles/snapshot.ts';
import { colourCubeOf, greysInSrgb } from '#engine/imaging/codec/index.ts';
import { isMadeOfTables, parseIccProfile, type ParsedProfile } from '#engine/imaging/colour/icc-profile.ts';
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

/**
 * Conversion for one photo's format. What a matrix or a grey curve says is computed here; of tables littleCMS is asked, and
 * those that it cannot use are shown as if they were sRGB.
 */
export async function displayColours(format: Format): Promise<DisplayColours> {
  const { iccProfile, channels } = format;
  const profile = iccProfile && parseIccProfile(iccProfile);
  if (iccProfile && isMadeOfTables(iccProfile)) {
    const byTable = channels < 3 ? greysByTable(format, iccProfile) : coloursByTable(format, iccProfile);
    const colours = await byTable.catch(() => null);
    if (colours) return colours;
  }
  if (profile?.kind === 'matrix' && channels >= 3) return matrixColours(format, profile);
  const full = format.bitDepth === 16 ? 65535 : 255;
  const curve = profile?.kind === 'grey' && channels < 3 ? profile.curve : null;
  const shown = Uint8Array.from({ length: full + 1 }, (_, value) =>
    curve ? encode(curve(value / full)) : Math.round((value / full) * 255),
  );
  return tableColours(format, shown);
}

async function coloursByTable({ channels, bitDepth }: Format, profile: Uint8Array): Promise<DisplayColours> {
  const cube = await colourCubeOf(profile);
  const scale = bitDepth === 16 ? 1 : 257;
  return {
    toRgba(samples) {
      const rgba = new Uint8Array((samples.length / channels) * 4).fill(255);
      for (let from = 0, to = 0; from < samples.length; from += channels, to += 4) {
        cube.write(samples[from]! * scale, samples[from + 1]! * scale, samples[from + 2]! * scale, rgba, to);
        if (channels === 4) rgba[to + 3] = alphaByte(samples[from + 3]!, bitDepth);
      }
      return rgba;
    },
  };
}

/** Every grey there can be. */
async function greysByTable({ channels, bitDepth }: Format, profile: Uint8Array): Promise<DisplayColours> {
  const shown = Uint8Array.from(await greysInSrgb(bitDepth, profile), (value) => Math.round(value / 257));
  return {
    toRgba(samples) {
      const rgba = new Uint8Array((samples.length / channels) * 4).fill(255);
      for (let from = 0, to = 0; from < samples.length; from += channels, to += 4) {
        rgba.set(shown.subarray(3 * samples[from]!, 3 * samples[from]! + 3), to);
        if (channels === 2) rgba[to + 3] = alphaByte(samples[from + 1]!, bitDepth);
      }
      return rgba;
    },
  };
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
