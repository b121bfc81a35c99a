// As exemplar/patch-cost.ts and patch-search.ts.
import { randomBits, randomUnit } from './keyed-random';
import { round } from './numbers';
import {
  LIGHT_FOLLOW,
  TINT_SHARE,
  byte,
  clampBias,
  cost,
  features,
  height,
  int,
  isSource,
  isTarget,
  match,
  means,
  radiusX,
  radiusY,
  sourceCount,
  sources,
  targetCount,
  targets,
  width,
} from './patch-field';

const LIGHT_COST: f64 = 0.35;
/** Side of the square cells in which use of sources is counted. */
const CELL: i32 = 4;

let lightLimit: f64 = 0;
let guideFactor: f64 = 0;
let guided: usize = 0;
let distanceFactor: f64 = 0;

function costOf(target: i32, source: i32, bound: f64): f64 {
  const rows = 2 * radiusY + 1;
  const count = <f64>((2 * radiusX + 1) * rows);
  const dy = target / width - source / width;
  const dx = target - source - dy * width;
  let sum = distanceFactor * <f64>(dx * dx + dy * dy);
  const tm = <usize>target * 12;
  const sm = <usize>source * 12;
  let biasR: f64 = 0;
  let biasG: f64 = 0;
  let biasB: f64 = 0;
  if (lightLimit > 0) {
    const tintLimit = lightLimit * TINT_SHARE;
    const dr = <f64>load<f32>(means + tm) - <f64>load<f32>(means + sm);
    const dg = <f64>load<f32>(means + tm, 4) - <f64>load<f32>(means + sm, 4);
    const db = <f64>load<f32>(means + tm, 8) - <f64>load<f32>(means + sm, 8);
    const light = (dr + dg + db) / 3.0;
    const lightBias = clampBias(light * LIGHT_FOLLOW, lightLimit);
    biasR = lightBias + clampBias((dr - light) * LIGHT_FOLLOW, tintLimit);
    biasG = lightBias + clampBias((dg - light) * LIGHT_FOLLOW, tintLimit);
    biasB = lightBias + clampBias((db - light) * LIGHT_FOLLOW, tintLimit);
    sum -=
      count * (biasR * (2.0 * dr - biasR) + biasG * (2.0 * dg - biasG) + biasB * (2.0 * db - biasB)) -
      count * LIGHT_COST * (biasR * biasR + biasG * biasG + biasB * biasB);
  }
  if (guided !== 0) {
    const gr = <f64>load<f32>(guided + tm) - <f64>load<f32>(guided + sm) - biasR;
    const gg = <f64>load<f32>(guided + tm, 4) - <f64>load<f32>(guided + sm, 4) - biasG;
    const gb = <f64>load<f32>(guided + tm, 8) - <f64>load<f32>(guided + sm, 8) - biasB;
    sum += guideFactor * (gr * gr + gg * gg + gb * gb);
  }
  const corner = radiusY * width + radiusX;
  const span = (<usize>(2 * radiusX + 1)) << 4;
  const stride = (<usize>width) << 4;
  let t = features + ((<usize>(target - corner)) << 4);
  let s = features + ((<usize>(source - corner)) << 4);
  for (let j = 0; j < rows; j++) {
    for (let i: usize = 0; i < span; i += 16) {
      const a = <f64>load<f32>(t + i) - <f64>load<f32>(s + i);
      const b = <f64>load<f32>(t + i, 4) - <f64>load<f32>(s + i, 4);
      const c = <f64>load<f32>(t + i, 8) - <f64>load<f32>(s + i, 8);
      const d = <f64>load<f32>(t + i, 12) - <f64>load<f32>(s + i, 12);
      sum += a * a + b * b + c * c + d * d;
    }
    if (sum >= bound) return sum;
    t += stride;
    s += stride;
  }
  return sum;
}

/** @param guided_ the level's guide, 0 = none */
export function measureCosts(
  lightLimit_: f64,
  guideFactor_: f64,
  guided_: usize,
  distanceFactor_: f64,
): void {
  lightLimit = lightLimit_;
  guideFactor = guideFactor_;
  guided = guided_;
  distanceFactor = distanceFactor_;
  for (let n = 0; n < targetCount; n++) {
    const target = int(targets, n);
    store<f32>(cost + ((<usize>target) << 2), <f32>costOf(target, int(match, target), Infinity));
  }
}

let use: usize = 0;
let columns: i32 = 0;
let coherence: f64 = 0;
let overuse: f64 = 0;
let searchRadius: f64 = 0;

let target: i32 = 0;
let best: i32 = 0;
let bestCost: f64 = 0;
let bestTotal: f64 = 0;

function cellOf(pixel: i32): usize {
  const y = pixel / width;
  const x = pixel - y * width;
  return use + ((<usize>((y / CELL) * columns + x / CELL)) << 2);
}

function isApart(neighbour: i32, shift: i32): i32 {
  return byte(isTarget, neighbour) === 1 && int(match, neighbour) - neighbour !== shift ? 1 : 0;
}

function penalty(candidate: i32): f64 {
  const shift = candidate - target;
  const apart =
    isApart(target - 1, shift) +
    isApart(target + 1, shift) +
    isApart(target - width, shift) +
    isApart(target + width, shift);
  let sum = <f64>apart * coherence;
  if (overuse > 0) {
    const extra = <f64>load<f32>(cellOf(candidate)) - 1.0;
    if (extra > 0) sum += overuse * (extra > 4.0 ? 4.0 : extra);
  }
  return sum;
}

function consider(candidate: i32): void {
  if (candidate === best) return;
  const extra = penalty(candidate);
  const value = costOf(target, candidate, bestTotal - extra);
  if (value + extra < bestTotal) {
    best = candidate;
    bestCost = value;
    bestTotal = value + extra;
  }
}

function isNear(candidate: i32, row: i32, column: i32): bool {
  if (searchRadius === Infinity) return true;
  const y = candidate / width;
  const dy = <f64>(y - row);
  const dx = <f64>(candidate - y * width - column);
  return dx <= searchRadius && dx >= -searchRadius && dy <= searchRadius && dy >= -searchRadius;
}

function countUse(): void {
  memory.fill(use, 0, (<usize>(columns * ((height + CELL - 1) / CELL))) << 2);
  for (let n = 0; n < targetCount; n++) {
    const cell = cellOf(int(match, int(targets, n)));
    store<f32>(cell, <f32>(<f64>load<f32>(cell) + 1.0 / <f64>(CELL * CELL)));
  }
}

/** One sweep. @param use_ room for a number per cell of 4 x 4 pixels */
export function searchMatches(
  key: u32,
  backwards: bool,
  searchRadius_: f64,
  tryRadius: i32,
  farTries: i32,
  coherenceShare: f64,
  overuseShare: f64,
  use_: usize,
): void {
  let mean: f64 = 0;
  for (let n = 0; n < targetCount; n++) mean += <f64>load<f32>(cost + ((<usize>int(targets, n)) << 2));
  mean = max<f64>(mean / <f64>targetCount, 1e-6);
  coherence = coherenceShare * mean;
  overuse = overuseShare * mean;
  searchRadius = searchRadius_;
  use = use_;
  columns = (width + CELL - 1) / CELL;
  if (overuse > 0) countUse();
  const step = backwards ? -1 : 1;
  for (let n = 0; n < targetCount; n++) {
    target = int(targets, backwards ? targetCount - 1 - n : n);
    best = int(match, target);
    bestCost = <f64>load<f32>(cost + ((<usize>target) << 2));
    bestTotal = bestCost + penalty(best);
    const row = target / width;
    const column = target - row * width;
    propagate(target - step, step, row, column);
    propagate(target - step * width, step * width, row, column);
    let draw = 0;
    for (let far = 0; far < farTries; far++) {
      const candidate = int(sources, <i32>(randomBits(key, target, draw++) % <u32>sourceCount));
      if (isNear(candidate, row, column)) consider(candidate);
    }
    for (let radius = tryRadius; radius >= 1; radius >>= 1) {
      const y = best / width;
      const x = best - y * width;
      const ty = y + <i32>round((2.0 * randomUnit(key, target, draw++) - 1.0) * <f64>radius);
      const tx = x + <i32>round((2.0 * randomUnit(key, target, draw++) - 1.0) * <f64>radius);
      if (tx < 0 || ty < 0 || tx >= width || ty >= height) continue;
      const candidate = ty * width + tx;
      if (byte(isSource, candidate) === 1 && isNear(candidate, row, column)) consider(candidate);
    }
    store<i32>(match + ((<usize>target) << 2), best);
    store<f32>(cost + ((<usize>target) << 2), <f32>bestCost);
  }
}

/** Tries what the neighbour that was visited before copies. */
function propagate(neighbour: i32, step: i32, row: i32, column: i32): void {
  if (byte(isTarget, neighbour) !== 1) return;
  const candidate = int(match, neighbour) + step;
  if (byte(isSource, candidate) === 1 && isNear(candidate, row, column)) consider(candidate);
}
