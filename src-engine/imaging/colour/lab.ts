import type { SampleImage } from '#engine/imaging/samples.ts';
import { invertMatrix, type Matrix } from './matrix.ts';
import { d50, linearToSrgb, srgbToXyzD50 } from './srgb.ts';

const fromXyz: Matrix = invertMatrix(srgbToXyzD50)!;

/** Light by the cube root scale of CIE 1976 (CIE 15:2004, section 8.2). */
const lightOf = (scaled: number): number =>
  scaled > 6 / 29 ? scaled ** 3 : 3 * (6 / 29) ** 2 * (scaled - 4 / 29);

/** Samples of Lab as sRGB over their full range, in place of their first three channels. @param lab of a pixel's samples */
export function rgbOfLabSamples(
  { data, channels, bitDepth }: Pick<SampleImage, 'data' | 'channels' | 'bitDepth'>,
  lab: (lightness: number, a: number, b: number) => readonly [lightness: number, a: number, b: number],
): SampleImage['data'] {
  const full = bitDepth === 16 ? 65535 : 255;
  const result = data.slice();
  for (let i = 0; i < data.length; i += channels)
    srgbOfLab(...lab(data[i]!, data[i + 1]!, data[i + 2]!)).forEach(
      (value, c) => (result[i + c] = Math.round(Math.min(1, Math.max(0, value)) * full)),
    );
  return result;
}

/** sRGB of a colour of CIELab under D50: 0 to 1 where sRGB holds it. @param lightness 0 to 100 */
function srgbOfLab(lightness: number, a: number, b: number): [number, number, number] {
  const middle = (lightness + 16) / 116;
  const x = lightOf(middle + a / 500) * d50[0]!;
  const y = lightOf(middle) * d50[1]!;
  const z = lightOf(middle - b / 200) * d50[2]!;
  const channel = (row: number): number =>
    linearToSrgb(fromXyz[row]! * x + fromXyz[row + 1]! * y + fromXyz[row + 2]! * z);
  return [channel(0), channel(3), channel(6)];
}
