/** A picture edge and a patch edge of the detail stage's inner loop, in pixels. */
const edge = 192;
const patch = 7;
const offsets = 12;

/**
 * A fixed piece of the work that the detail stage consists of: squared differences between patches of a picture. Its
 * time tells how fast this machine runs such loops at the moment.
 * @returns a number that depends on all of it, so that none is optimised away
 */
export function referenceWork(): number {
  const picture = Float32Array.from({ length: edge * edge }, (_, i) => ((i * 7919) % 251) / 251);
  let best = 0;
  for (let offset = 1; offset <= offsets; offset++) {
    let sum = 0;
    for (let y = 0; y + patch + offset < edge; y += 2)
      for (let x = 0; x + patch + offset < edge; x += 2) {
        let cost = 0;
        for (let dy = 0; dy < patch; dy++) {
          const row = (y + dy) * edge + x;
          const other = row + offset * edge + offset;
          for (let dx = 0; dx < patch; dx++) {
            const difference = picture[row + dx]! - picture[other + dx]!;
            cost += difference * difference;
          }
        }
        sum += Math.sqrt(cost);
      }
    best = Math.max(best, sum);
  }
  return best;
}
