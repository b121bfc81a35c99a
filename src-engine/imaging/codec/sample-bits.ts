/** The bits of a sample in an AVIF or HEIC of more than 8. */
type DeepBits = 10 | 12;

/** How samples of so many bits are stored, where that is neither 8 nor 16; undefined = in the common way. */
export const storageOfBits = (bits: number | undefined): { readonly bits: DeepBits } | undefined =>
  bits === 10 || bits === 12 ? { bits } : undefined;

/** A sample of so many bits over the range of 16, so that white is white. */
export const toSixteenBits = (value: number, bits: number): number =>
  Math.round((value * 65535) / (2 ** bits - 1));

/** The nearest sample of so many bits to one of 16. */
export const fromSixteenBits = (value: number, bits: number): number =>
  Math.round((value * (2 ** bits - 1)) / 65535);
