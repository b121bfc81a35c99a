import { coveredRows } from './covered-rows.ts';
import type { Rect } from '#shared/geometry/rect.ts';
import { copyCommonPixels, copyRect } from '#engine/imaging/copy-pixels.ts';

/** An edge whose grey falls from full to 0 within so many pixels is anti-aliased, and no feather. */
const NARROW = 3;
/** What is covered by this much or more (a sixteenth) on a narrow edge counts as full. */
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
  const box = boxOfGrey(coverage, width, height);
  if (box === null) return coverage;
  const bounds = { x: 0, y: 0, width, height };
  const filled = fillWithin(copyRect(coverage, bounds, box, 1), box.width, box.height);
  const out = coverage.slice();
  copyCommonPixels(filled, box, out, bounds, 1);
  return out;
}

/** Grey pixels, of which one may be full, and one pixel around them; null where there is none. */
function boxOfGrey(coverage: Uint8Array, width: number, height: number): Rect | null {
  let [left, right, top, bottom] = [width, -1, height, -1];
  let any = false;
  for (const [y, row] of coveredRows(coverage, width))
    for (let x = 0; x < width; x++) {
      const value = row[x]!;
      if (value === 0 || value === 255) continue;
      if (value >= COVERED) any = true;
      if (x < left) left = x;
      if (x > right) right = x;
      if (top > y) top = y;
      bottom = y;
    }
  if (!any) return null;
  [left, top] = [Math.max(0, left - 1), Math.max(0, top - 1)];
  [right, bottom] = [Math.min(width - 1, right + 1), Math.min(height - 1, bottom + 1)];
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

function fillWithin(coverage: Uint8Array, width: number, height: number): Uint8Array {
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
  const around = (i: number): number[] => {
    const x = i % width;
    const y = (i - x) / width;
    const found: number[] = [];
    for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++)
      for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) found.push(v * width + u);
    return found;
  };
  for (let i = 0; i < coverage.length; i++) if (starts(i)) taken[i] = 0;
  // Pixels to pass are few beside those to start from: the first step looks back from them.
  let front: number[] = [];
  for (let i = 0; i < coverage.length; i++)
    if (passes(i) && taken[i] === unreached && around(i).some((near) => taken[near] === 0)) front.push(i);
  for (const i of front) taken[i] = 1;
  for (let step = 2; step <= most && front.length > 0; step++) {
    const next: number[] = [];
    for (const i of front)
      for (const to of around(i)) {
        if (taken[to] !== unreached || !passes(to)) continue;
        taken[to] = step;
        next.push(to);
      }
    front = next;
  }
  return taken;
}
