/** The sRGB curve (IEC 61966-2-1), continued point-symmetrically below 0 and by its power law above 1. */

export function srgbToLinear(value: number): number {
  const magnitude = Math.abs(value);
  const linear = magnitude <= 0.04045 ? magnitude / 12.92 : ((magnitude + 0.055) / 1.055) ** 2.4;
  return value < 0 ? -linear : linear;
}

export function linearToSrgb(value: number): number {
  const magnitude = Math.abs(value);
  const encoded = magnitude <= 0.0031308 ? magnitude * 12.92 : 1.055 * magnitude ** (1 / 2.4) - 0.055;
  return value < 0 ? -encoded : encoded;
}

/** Linear sRGB to XYZ adapted to D50 (the profile connection space), row-major. */
export const srgbToXyzD50: readonly number[] = [
  0.4360747, 0.3850649, 0.1430804, 0.2225045, 0.7168786, 0.0606169, 0.0139322, 0.0971045, 0.7141733,
];

/** White of the profile connection space, in XYZ. */
export const d50: readonly number[] = [0.9642, 1, 0.82491];
