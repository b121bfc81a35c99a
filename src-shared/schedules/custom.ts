/**
 * The user's own sizes, scaled to `count` tokens; sizes that already sum to it are kept as they are, and steps that
 * scale to nothing are dropped. Sums to `count`, every size >= 1.
 */
export function customStepSizes(count: number, sizes: readonly number[]): number[] {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const scaled: number[] = [];
  let cumulative = 0;
  let given = 0;
  for (const size of sizes) {
    cumulative += size;
    const due = Math.round((count * cumulative) / total);
    if (due > given) scaled.push(due - given);
    given = due;
  }
  return scaled;
}
