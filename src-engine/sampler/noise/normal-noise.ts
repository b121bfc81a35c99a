import { philox4x32, philoxWords } from '#shared/random/philox.ts';

/** The moment of the noise an AR step starts from; other moments are original timesteps (0 to steps - 1). */
export const initialMoment = 0xffffffff;

/** Standard normal noise of tokens; a pure function of what it is asked for. */
export interface NoiseSource {
  /**
   * @param tokens indices on the window's grid @param moment an original timestep, or `initialMoment`
   * @returns [tokens.length, channels] float32 N(0, 1)
   */
  noise(tokens: Int32Array, moment: number, channels: number): Float32Array;
}

/** Where a window lies on its level's document-anchored token grid, and which numbers it draws. */
export interface NoiseAnchor {
  /** uint32; variant i of a run uses seed + i. */
  readonly seed: number;
  readonly level: number;
  /** The level's grid row and column of the window's token (0, 0); may be negative. */
  readonly row: number;
  readonly column: number;
  /** Columns of the window's own grid, to turn indices into rows and columns. */
  readonly columns: number;
}

/**
 * Noise keyed by (seed, level, token row, token column, moment, channel), docs/method.md, section 4: it depends on neither
 * order, step sizes, mask nor window, so runs branch, resume and re-roll exactly and neighbouring windows agree.
 * Philox key (seed, level), counter (row, column, moment, channel / 4).
 */
export function keyedNoise({ seed, level, row, column, columns }: NoiseAnchor): NoiseSource {
  const words = new Uint32Array(philoxWords);
  return {
    noise(tokens, moment, channels) {
      const noise = new Float32Array(tokens.length * channels);
      for (let index = 0; index < tokens.length; index += 1) {
        const token = tokens[index]!;
        const tokenRow = row + Math.floor(token / columns);
        const tokenColumn = column + (token % columns);
        const end = (index + 1) * channels;
        for (let block = 0, at = index * channels; at < end; block += 1, at += philoxWords) {
          philox4x32(tokenRow, tokenColumn, moment, block, seed, level, words);
          writeNormalPair(noise, at, end, words[0]!, words[1]!);
          writeNormalPair(noise, at + 2, end, words[2]!, words[3]!);
        }
      }
      return noise;
    },
  };
}

const wordToUnit = 2 ** -32;

/** Box-Muller: two uniform words, taken as the middles of their 2^-32 intervals, give two independent normals. */
function writeNormalPair(
  noise: Float32Array,
  at: number,
  end: number,
  radiusWord: number,
  angleWord: number,
): void {
  const radius = Math.sqrt(-2 * Math.log((radiusWord + 0.5) * wordToUnit));
  const angle = 2 * Math.PI * ((angleWord + 0.5) * wordToUnit);
  if (at < end) noise[at] = radius * Math.cos(angle);
  if (at + 1 < end) noise[at + 1] = radius * Math.sin(angle);
}
