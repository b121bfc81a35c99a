import { type Kernels, kernels } from '#engine/imaging/kernels/kernels.ts';
import { randomBits, randomKey, randomUnit } from './keyed-random.ts';
import type { PatchField } from './patch-field.ts';
import type { Offset } from './pieces.ts';
import { FEATURES } from './pyramid.ts';
import { boxSum } from './texture-contrast.ts';

/** Sweeps of propagation and random search over the known patches. */
const SWEEPS = 3;
/** Shorter offsets than this share of the neighbourhood's longer side only say that pictures are smooth. */
const LEAST_SHARE = 1 / 15;
/** Beyond this many known patches only every second one of every second row is looked at. */
const MANY = 20_000;
/** An offset that fewer patches (in a 3 x 3 bin) share is chance. */
const LEAST_VOTES = 3;
/** Half side of the bins' neighbourhood in which only the largest counts. */
const PEAK_REACH = 2;

interface Neighbourhood {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** Indices of the known patches looked at, ascending. */
  readonly patches: Int32Array;
  /** Pixels from one to the next, per axis. */
  readonly stride: number;
  readonly minLength: number;
}

/**
 * The offsets at which the surroundings of the hole repeat themselves, most frequent first (He and Sun 2012, section 2): boards along
 * their grain, walls by their courses. Matches every known patch near the hole with another one farther than a few pixels away and
 * counts the offsets between the two, both ways.
 */
export function findDominantOffsets(field: PatchField, most: number, seed: number): Offset[] {
  const around = surroundings(field);
  if (around === null) return [];
  const compiled = kernels();
  const match = compiled
    ? matchCompiled(compiled, field, around, seed)
    : matchKnownPatches(field, around, seed);
  const { width } = field.level;
  const reachX = around.right - around.left;
  const reachY = around.bottom - around.top;
  const columns = 2 * reachX + 1;
  const rows = 2 * reachY + 1;
  const votes = new Float32Array(columns * rows);
  for (const p of around.patches) {
    if (match[p]! < 0) continue;
    const dy = ((match[p]! / width) | 0) - ((p / width) | 0);
    const dx = match[p]! - p - dy * width;
    const there = (reachY + dy) * columns + reachX + dx;
    const back = (reachY - dy) * columns + reachX - dx;
    votes[there] = votes[there]! + 1;
    votes[back] = votes[back]! + 1;
  }
  boxSum(votes, columns, rows, 1);
  const peaks: number[] = [];
  for (let i = 0; i < votes.length; i++)
    if (votes[i]! >= LEAST_VOTES && isPeak(votes, i, columns, rows)) peaks.push(i);
  peaks.sort((a, b) => votes[b]! - votes[a]! || a - b);
  return peaks
    .slice(0, most)
    .map((i) => ({ dx: (i % columns) - reachX, dy: Math.floor(i / columns) - reachY }));
}

/** The known patches within the hole's own size around it; null where there are too few to repeat anything. */
function surroundings({ level, isSource }: PatchField): Neighbourhood | null {
  const { width, height, hole } = level;
  let left = width;
  let right = 0;
  let top = height;
  let bottom = 0;
  for (let p = 0; p < hole.length; p++) {
    if (hole[p] === 0) continue;
    const x = p % width;
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, (p / width) | 0);
    bottom = (p / width) | 0;
  }
  const reach = Math.max(right - left, bottom - top) + 1;
  left = Math.max(0, left - reach);
  right = Math.min(width - 1, right + reach);
  top = Math.max(0, top - reach);
  bottom = Math.min(height - 1, bottom + reach);
  const collect = (stride: number): number[] => {
    const patches: number[] = [];
    for (let y = top; y <= bottom; y += stride)
      for (let x = left; x <= right; x += stride)
        if (isSource[y * width + x] === 1) patches.push(y * width + x);
    return patches;
  };
  let stride = 1;
  let patches = collect(1);
  if (patches.length > MANY) patches = collect((stride = 2));
  if (patches.length < 64) return null;
  const minLength = Math.max(4, Math.round(Math.max(right - left, bottom - top) * LEAST_SHARE));
  return { left, top, right, bottom, patches: Int32Array.from(patches), stride, minLength };
}

/** PatchMatch among known patches: [height, width], index of the most similar one that is far enough away, -1 elsewhere. */
function matchKnownPatches(field: PatchField, around: Neighbourhood, seed: number): Int32Array {
  const { level, radiusX, radiusY, isSource } = field;
  const { width, features } = level;
  const { left, top, right, bottom, patches, stride, minLength } = around;
  const match = new Int32Array(level.hole.length).fill(-1);
  const cost = new Float32Array(level.hole.length);
  const rowStep = width * FEATURES;
  const corner = (radiusY * width + radiusX) * FEATURES;
  const rows = 2 * radiusY + 1;
  const span = (2 * radiusX + 1) * FEATURES;
  const differ = (p: number, q: number, bound: number): number => {
    let s = p * FEATURES - corner;
    let t = q * FEATURES - corner;
    let sum = 0;
    for (let j = 0; j < rows; j++) {
      for (let i = 0; i < span; i += FEATURES) {
        const a = features[s + i]! - features[t + i]!;
        const b = features[s + i + 1]! - features[t + i + 1]!;
        const c = features[s + i + 2]! - features[t + i + 2]!;
        const d = features[s + i + 3]! - features[t + i + 3]!;
        sum += a * a + b * b + c * c + d * d;
      }
      if (sum >= bound) return sum;
      s += rowStep;
      t += rowStep;
    }
    return sum;
  };
  let p = 0;
  let x = 0;
  let y = 0;
  let best = -1;
  let bestCost = Infinity;
  const consider = (tx: number, ty: number): void => {
    if (tx < left || tx > right || ty < top || ty > bottom) return;
    const q = ty * width + tx;
    if (isSource[q] !== 1 || (tx - x) * (tx - x) + (ty - y) * (ty - y) < minLength * minLength) return;
    const value = differ(p, q, bestCost);
    if (value < bestCost) {
      best = q;
      bestCost = value;
    }
  };
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    const key = randomKey(seed, level.scale, 1 + sweep);
    const backwards = (sweep & 1) === 1;
    const back = backwards ? stride : -stride;
    for (let n = 0; n < patches.length; n++) {
      p = patches[backwards ? patches.length - 1 - n : n]!;
      y = (p / width) | 0;
      x = p - y * width;
      best = match[p]!;
      bestCost = best < 0 ? Infinity : cost[p]!;
      for (const neighbour of [p + back, p + back * width]) {
        const other = match[neighbour] ?? -1;
        if (other < 0) continue;
        const shift = other - neighbour + p;
        const ty = (shift / width) | 0;
        consider(shift - ty * width, ty);
      }
      let draw = 0;
      for (; best < 0 && draw < 20; draw++) {
        const pick = patches[randomBits(key, p, draw) % patches.length]!;
        const ty = (pick / width) | 0;
        consider(pick - ty * width, ty);
      }
      for (let radius = best < 0 ? 0 : Math.max(right - left, bottom - top) >> 1; radius >= 1; radius >>= 1) {
        const by = (best / width) | 0;
        const bx = best - by * width;
        const tx = bx + Math.round((2 * randomUnit(key, p, draw++) - 1) * radius);
        consider(tx, by + Math.round((2 * randomUnit(key, p, draw++) - 1) * radius));
      }
      match[p] = best;
      cost[p] = bestCost;
    }
  }
  return match;
}

function matchCompiled(
  compiled: Kernels,
  { level, radiusX, radiusY, isSource }: PatchField,
  { left, top, right, bottom, patches, stride, minLength }: Neighbourhood,
  seed: number,
): Int32Array {
  const match = new Int32Array(level.hole.length).fill(-1);
  compiled.begin(match);
  const matchAt = compiled.put(match);
  const costAt = compiled.room(4 * match.length);
  const features = compiled.put(level.features);
  const lists = [compiled.put(isSource), compiled.put(patches), patches.length, stride];
  for (let sweep = 0; sweep < SWEEPS; sweep++)
    compiled.run.matchKnownPatches(
      ...[level.width, match.length, radiusX, radiusY, features, ...lists, left, top, right, bottom],
      ...[minLength, randomKey(seed, level.scale, 1 + sweep), sweep & 1, matchAt, costAt],
    );
  compiled.read(matchAt, match);
  return match;
}

/** Whether no bin nearby holds more votes (of equal ones the first counts). */
function isPeak(votes: Float32Array, at: number, columns: number, rows: number): boolean {
  const x = at % columns;
  const y = Math.floor(at / columns);
  for (let v = Math.max(0, y - PEAK_REACH); v <= Math.min(rows - 1, y + PEAK_REACH); v++) {
    for (let u = Math.max(0, x - PEAK_REACH); u <= Math.min(columns - 1, x + PEAK_REACH); u++) {
      const other = v * columns + u;
      if (votes[other]! > votes[at]! || (votes[other] === votes[at] && other < at)) return false;
    }
  }
  return true;
}
