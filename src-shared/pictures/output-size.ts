/** How large a picture is written: its longest side in pixels, or a share of what it is in percent. */
export interface OutputSize {
  readonly amount: number;
  readonly unit: 'pixels' | 'percent';
}

interface Sides {
  readonly width: number;
  readonly height: number;
}

/** Longest side that a picture can be resampled to, in pixels. */
export const longestOutputSide = 65_500;
/** In percent: enlarging further shows nothing more. */
export const maxOutputShare = 400;

/** The sides of a picture as it is written, in whole pixels, at least 1; null = as it is. */
export function sizeOf(size: OutputSize | null, { width, height }: Sides): Sides {
  if (size === null) return { width, height };
  const factor = size.unit === 'percent' ? size.amount / 100 : size.amount / Math.max(width, height);
  const side = (pixels: number): number =>
    Math.min(longestOutputSide, Math.max(1, Math.round(pixels * factor)));
  return { width: side(width), height: side(height) };
}

/** True for the name of a profile, as it says itself, that needs no conversion to sRGB. */
export const isSrgbName = (profileName: string): boolean => /^sRGB\b/i.test(profileName);
