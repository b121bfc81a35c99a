import { InvalidArgumentError } from 'commander';
import { text } from '#shared/text/text.ts';

/** A length along a photo's side: pixels, or a share of its width or height. */
export interface Length {
  readonly amount: number;
  readonly unit: 'pixels' | 'percent';
}

/** Parses "400" or "10%" up to a limit in either unit, as commander wants it; throws InvalidArgumentError. */
export const lengthParser =
  (most: { readonly pixels: number; readonly percent: number }) => (given: string) => {
    const match = /^(\d+)(%?)$|^(\d+\.\d+)%$/.exec(given);
    const amount = Number(match?.[1] ?? match?.[3]);
    const isPercent = given.endsWith('%');
    if (!match || amount > (isPercent ? most.percent : most.pixels))
      throw new InvalidArgumentError(text.commandLine.wanted.length(most.pixels, most.percent));
    return { amount, unit: isPercent ? 'percent' : 'pixels' } satisfies Length;
  };

/** In whole pixels. @param side the photo's width or height */
export const pixelsOf = ({ amount, unit }: Length, side: number): number =>
  unit === 'percent' ? Math.round((side * amount) / 100) : amount;
