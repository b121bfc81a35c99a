/**
 * `count` tokens cut into weights.length steps: one for every step, the rest by weight. Sums to `count` exactly.
 * Needs count >= weights.length.
 */
export function shareTokens(count: number, weights: readonly number[]): number[] {
  const rest = count - weights.length;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let cumulative = 0;
  let given = 0;
  return weights.map((weight, step) => {
    cumulative += weight;
    const due = step === weights.length - 1 ? rest : Math.floor((rest * cumulative) / total + 1e-9);
    const size = 1 + due - given;
    given = due;
    return size;
  });
}
