/** Effort by region: the user paints where a run takes smaller AR steps and more diffusion steps than the dial says. */

/** The factor of a painted grey: 128 = 1, what the dial says; 64 more doubles it, 64 less halves it (a quarter to four times). */
export const effortOfGrey = (grey: number): number => 2 ** ((grey - 128) / 64);

/**
 * AR step sizes where tokens ask for more or less effort. The schedule makes 1 / size steps per token; a token of effort
 * e makes e times as many, and a step ends where their sum passes the next whole number. Steps stay at least one token,
 * so `sizes` of 1 are never cut further. Effort 1 everywhere gives `sizes` themselves.
 * @param sizes the schedule's, summing to the tokens @param efforts of each token in its order, > 0
 */
export function stepsByEffort(sizes: readonly number[], efforts: ArrayLike<number>): number[] {
  const painted: number[] = [];
  let steps = 0;
  let token = 0;
  let size = 0;
  for (const scheduled of sizes)
    for (const end = token + scheduled; token < end; token++) {
      const before = steps;
      steps += efforts[token]! / scheduled;
      size++;
      // Sums of thirds and fifths miss whole numbers by a few bits.
      if (Math.floor(steps + 1e-9) === Math.floor(before + 1e-9)) continue;
      painted.push(size);
      size = 0;
    }
  return size > 0 ? [...painted, size] : painted;
}

/** Diffusion steps of an AR step whose tokens ask for `efforts`: their mean, between 1 and what the noise schedule allows. */
export function diffusionStepsByEffort(
  diffusionSteps: number,
  efforts: ArrayLike<number>,
  most: number,
): number {
  let sum = 0;
  for (let token = 0; token < efforts.length; token++) sum += efforts[token]!;
  return Math.max(1, Math.min(most, Math.round((diffusionSteps * sum) / efforts.length)));
}
