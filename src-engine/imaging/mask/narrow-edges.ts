/** An edge whose grey falls from full to 0 within so many pixels is anti-aliased, and no feather. */
const NARROW = 3;
/** Of a narrow edge, what is covered by this much or more (a sixteenth) counts as full. */
const COVERED = 16;
/** Less than this is no feather's ramp: the ripples that lossy compression leaves around an edge. */
const RIPPLE = 24;
/** A tip too thin for a full pixel belongs to the full ones at most so far away. */
const TIP = 16;
/** A pixel's new coverage depends on those at most this far away. */
export const narrowEdgeReach = TIP + NARROW + 1;

/**
 * Coverage whose anti-aliased edges are full from a sixteenth on: what is drawn with a sharp pen is meant as a whole, and half covered pixels at
 * its edge would leave a ghost of what was there. Feathers, and grey that belongs to no full pixel, stay as they are.
 * @param coverage [height, width] @returns the same array where nothing changes
 */
export function fillNarrowEdges(coverage: Uint8Array, width: number, height: number): Uint8Array {
  if (!coverage.some((value) => value >= COVERED && value < 255)) return coverage;
  const grey = (i: number): boolean => coverage[i]! > 0 && coverage[i]! < 255;
  const inside = steps(coverage, width, height, TIP, (i) => coverage[i] === 255, grey);
  const outside = steps(coverage, width, height, NARROW + 1, (i) => coverage[i] === 0, grey);
  // Farther than narrow from 0, over grey, or from both ends.
  const isWide = (i: number): boolean =>
    grey(i) &&
    coverage[i]! >= RIPPLE &&
    (outside[i] === NARROW + 1 || (outside[i]! > NARROW && inside[i]! > NARROW));
  const feather = steps(coverage, width, height, NARROW, isWide, grey);
  return coverage.map((value, i) =>
    value >= COVERED && inside[i] !== unreached && feather[i] === unreached ? 255 : value,
  );
}

const unreached = 255;

/** Steps (to the 8 neighbours, over pixels that `passes`) from the nearest pixel that `starts`, 0 there; at most `most`, else `unreached`. */
function steps(
  coverage: Uint8Array,
  width: number,
  height: number,
  most: number,
  starts: (i: number) => boolean,
  passes: (i: number) => boolean,
): Uint8Array {
  const taken = new Uint8Array(coverage.length).fill(unreached);
  let front: number[] = [];
  for (let i = 0; i < coverage.length; i++)
    if (starts(i)) {
      taken[i] = 0;
      front.push(i);
    }
  for (let step = 1; step <= most && front.length > 0; step++) {
    const next: number[] = [];
    for (const i of front) {
      const x = i % width;
      const y = (i - x) / width;
      for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
        for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
          const to = v * width + u;
          if (taken[to] !== unreached || !passes(to)) continue;
          taken[to] = step;
          next.push(to);
        }
    }
    front = next;
  }
  return taken;
}
