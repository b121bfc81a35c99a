import { InvalidArgumentError } from 'commander';

/** A length along a photo's side: pixels, or a share of its width or height. */
export interface Length {
  readonly amount: number;
  readonly unit: 'pixels' | 'percent';
}

/** Parses "400" or "10%", as commander wants it. @throws InvalidArgumentError */
export function parseLength(text: string): Length {
  const match = /^(\d+)(%?)$|^(\d+\.\d+)%$/.exec(text);
  const amount = Number(match?.[1] ?? match?.[3]);
  const isPercent = text.endsWith('%');
  if (!match || amount > (isPercent ? 1000 : 20000))
    throw new InvalidArgumentError(
      'It must be a whole number of pixels up to 20000, or a percentage up to 1000%.',
    );
  return { amount, unit: isPercent ? 'percent' : 'pixels' };
}

/** In whole pixels. @param side the photo's width or height */
export const pixelsOf = ({ amount, unit }: Length, side: number): number =>
  unit === 'percent' ? Math.round((side * amount) / 100) : amount;
