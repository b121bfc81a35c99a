const maxSizes = 4096;
const maxSize = 65536;

/** Reads "4, 8, 16" (commas or spaces); null where it is anything else. Sizes in tokens, 1 to 65536. */
export function parseStepSizes(typed: string): number[] | null {
  const parts = typed.split(/[\s,;]+/).filter((part) => part !== '');
  const sizes = parts.map(Number);
  const fine = sizes.every((size) => Number.isInteger(size) && size >= 1 && size <= maxSize);
  return fine && sizes.length > 0 && sizes.length <= maxSizes ? sizes : null;
}
