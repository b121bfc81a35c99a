import { rectGrow, rectIntersection } from '#shared/geometry/rect.ts';
import { randomBits, randomKey } from './keyed-random.ts';
import { type Offset, offsetOf } from './pieces.ts';
import { holeDistances } from './pyramid.ts';
import { boxOfHole, mayCopy, type SourcePlane } from './source-plane.ts';

/** How far around the hole the pattern has to hold, and the longest period looked for on each axis, pixels. */
const REACH = 64;
/** Known pixels compared with what lies one period away. */
const SAMPLES = 400;
/** Fewer pairs of known pixels than this share of the samples prove nothing. */
const LEAST_PAIRS = 0.25;
/** What a period may leave of the pattern's own spread (grain), and what half a period has to leave of it (else it is just smooth). */
const REPEATS = 0.1;
const DIFFERS = 0.5;
/** A spread below this is no pattern, [0, 1] units. */
const LEAST_SPREAD = 4 / 255;
/** So many of the shortest periods are tried at each pixel of the hole. */
const PERIODS = 8;

/**
 * Continues a pattern that repeats itself exactly all around the hole (checkers, tiles, pixel art): for each hole pixel the nearest known one a whole
 * number of periods away, [height, width], -1 outside the hole. Null where the surroundings have no period, or it leads nowhere known.
 * @param plane three channels
 */
export function continuePeriod(plane: SourcePlane): Int32Array | null {
  const { width, height, hole } = plane;
  const periods = findPeriods(plane);
  if (periods.length === 0) return null;
  const sources = new Int32Array(hole.length).fill(-1);
  for (let p = 0; p < hole.length; p++) {
    if (hole[p] === 0) continue;
    const x = p % width;
    const y = (p - x) / width;
    let nearest = Infinity;
    for (const { dx, dy } of periods) {
      const length = Math.hypot(dx, dy);
      for (let n = 1; n * length < Math.min(nearest, width + height); n++) {
        const sign = mayCopy(plane, x + n * dx, y + n * dy)
          ? 1
          : mayCopy(plane, x - n * dx, y - n * dy)
            ? -1
            : 0;
        if (sign === 0) continue;
        sources[p] = p + sign * n * offsetOf({ dx, dy }, width);
        nearest = n * length;
      }
    }
    if (nearest === Infinity) return null;
  }
  return sources;
}

/** Offsets at which the surroundings repeat themselves while half of them leads to something else; shortest first. */
function findPeriods(plane: SourcePlane): Offset[] {
  const { width, samples } = plane;
  const around = pixelsAround(plane, REACH);
  const spread = spreadOf(samples, around);
  if (around.length < SAMPLES || spread < LEAST_SPREAD) return [];
  const key = randomKey(0, 1, 2);
  const picked = Int32Array.from(
    { length: SAMPLES },
    (_, n) => around[randomBits(key, n, 0) % around.length]!,
  );
  /** Root mean square difference over an offset; Infinity where it can't be told. May stop early with any value above `limit`. */
  const differ = (dx: number, dy: number, limit: number): number => {
    let [pairs, sum] = [0, 0];
    for (const p of picked) {
      const x = (p % width) + dx;
      const y = Math.floor(p / width) + dy;
      if (!mayCopy(plane, x, y)) continue;
      const q = y * width + x;
      for (let c = 0; c < 3; c++) sum += (samples[p * 3 + c]! - samples[q * 3 + c]!) ** 2;
      pairs++;
      if (sum > SAMPLES * limit * limit) return Infinity;
    }
    return pairs < LEAST_PAIRS * SAMPLES ? Infinity : Math.sqrt(sum / pairs);
  };
  const periods: Offset[] = [];
  for (let dy = 0; dy <= REACH; dy++)
    for (let dx = dy === 0 ? 1 : -REACH; dx <= REACH; dx++) {
      if (differ(dx, dy, REPEATS * spread) > REPEATS * spread) continue;
      const half = differ(Math.round(dx / 2), Math.round(dy / 2), Infinity);
      if (half !== Infinity && half >= DIFFERS * spread) periods.push({ dx, dy });
    }
  return periods.sort((a, b) => Math.hypot(a.dx, a.dy) - Math.hypot(b.dx, b.dy)).slice(0, PERIODS);
}

/** Known pixels that may be copied, at most `reach` (chessboard) from the hole; ascending. */
function pixelsAround(plane: SourcePlane, reach: number): number[] {
  const box = boxOfHole(plane);
  if (box === null) return [];
  const { x, y, width, height } = rectIntersection(rectGrow(box, reach), { ...plane, x: 0, y: 0 });
  const isKnown = new Uint8Array(width * height);
  for (let row = 0, at = 0; row < height; row++)
    for (let column = 0, p = (y + row) * plane.width + x; column < width; column++, p++, at++)
      isKnown[at] = 1 - plane.hole[p]!;
  const distance = holeDistances(isKnown, width, height);
  const around: number[] = [];
  for (let row = 0, at = 0; row < height; row++)
    for (let column = 0, p = (y + row) * plane.width + x; column < width; column++, p++, at++)
      if (isKnown[at] === 1 && plane.avoid?.[p] !== 1 && distance[at]! <= reach) around.push(p);
  return around;
}

/** Root of the summed variances of the three channels. */
function spreadOf(samples: Float32Array, pixels: readonly number[]): number {
  let variance = 0;
  for (let c = 0; c < 3; c++) {
    let [sum, squares] = [0, 0];
    for (const p of pixels) {
      sum += samples[p * 3 + c]!;
      squares += samples[p * 3 + c]! ** 2;
    }
    variance += squares / pixels.length - (sum / pixels.length) ** 2;
  }
  return Math.sqrt(Math.max(0, variance));
}
