// As exemplar/offset-statistics.ts (matchKnownPatches).
import { randomBits, randomUnit } from './keyed-random';
import { round } from './numbers';

let width: i32 = 0;
let radiusX: i32 = 0;
let radiusY: i32 = 0;
let features: usize = 0;
let isSource: usize = 0;
let left: i32 = 0;
let top: i32 = 0;
let right: i32 = 0;
let bottom: i32 = 0;
let minLength: i32 = 0;

let patch: i32 = 0;
let x: i32 = 0;
let y: i32 = 0;
let best: i32 = -1;
let bestCost: f64 = Infinity;

function differ(p: i32, q: i32, bound: f64): f64 {
  const corner = radiusY * width + radiusX;
  const span = (<usize>(2 * radiusX + 1)) << 4;
  const stride = (<usize>width) << 4;
  const rows = 2 * radiusY + 1;
  let s = features + ((<usize>(p - corner)) << 4);
  let t = features + ((<usize>(q - corner)) << 4);
  let sum: f64 = 0;
  for (let j = 0; j < rows; j++) {
    for (let i: usize = 0; i < span; i += 16) {
      const a = <f64>load<f32>(s + i) - <f64>load<f32>(t + i);
      const b = <f64>load<f32>(s + i, 4) - <f64>load<f32>(t + i, 4);
      const c = <f64>load<f32>(s + i, 8) - <f64>load<f32>(t + i, 8);
      const d = <f64>load<f32>(s + i, 12) - <f64>load<f32>(t + i, 12);
      sum += a * a + b * b + c * c + d * d;
    }
    if (sum >= bound) return sum;
    s += stride;
    t += stride;
  }
  return sum;
}

function consider(tx: i32, ty: i32): void {
  if (tx < left || tx > right || ty < top || ty > bottom) return;
  const q = ty * width + tx;
  if (load<u8>(isSource + <usize>q) !== 1) return;
  if ((tx - x) * (tx - x) + (ty - y) * (ty - y) < minLength * minLength) return;
  const value = differ(patch, q, bestCost);
  if (value < bestCost) {
    best = q;
    bestCost = value;
  }
}

/** One sweep over `patches`; `match` begins as -1. @param longest half of it is where random tries begin */
export function matchKnownPatches(
  width_: i32,
  pixels: i32,
  radiusX_: i32,
  radiusY_: i32,
  features_: usize,
  isSource_: usize,
  patches: usize,
  count: i32,
  stride: i32,
  left_: i32,
  top_: i32,
  right_: i32,
  bottom_: i32,
  minLength_: i32,
  key: u32,
  backwards: bool,
  match: usize,
  cost: usize,
): void {
  width = width_;
  radiusX = radiusX_;
  radiusY = radiusY_;
  features = features_;
  isSource = isSource_;
  left = left_;
  top = top_;
  right = right_;
  bottom = bottom_;
  minLength = minLength_;
  const back = backwards ? stride : -stride;
  for (let n = 0; n < count; n++) {
    patch = load<i32>(patches + ((<usize>(backwards ? count - 1 - n : n)) << 2));
    y = patch / width;
    x = patch - y * width;
    best = load<i32>(match + ((<usize>patch) << 2));
    bestCost = best < 0 ? Infinity : <f64>load<f32>(cost + ((<usize>patch) << 2));
    for (let k = 0; k < 2; k++) {
      const neighbour = k === 0 ? patch + back : patch + back * width;
      if (neighbour < 0 || neighbour >= pixels) continue;
      const other = load<i32>(match + ((<usize>neighbour) << 2));
      if (other < 0) continue;
      const shift = other - neighbour + patch;
      const ty = shift / width;
      consider(shift - ty * width, ty);
    }
    let draw = 0;
    for (; best < 0 && draw < 20; draw++) {
      const pick = load<i32>(patches + ((<usize>(randomBits(key, patch, draw) % <u32>count)) << 2));
      const ty = pick / width;
      consider(pick - ty * width, ty);
    }
    for (let radius = best < 0 ? 0 : max<i32>(right - left, bottom - top) >> 1; radius >= 1; radius >>= 1) {
      const by = best / width;
      const bx = best - by * width;
      const tx = bx + <i32>round((2.0 * randomUnit(key, patch, draw++) - 1.0) * <f64>radius);
      consider(tx, by + <i32>round((2.0 * randomUnit(key, patch, draw++) - 1.0) * <f64>radius));
    }
    store<i32>(match + ((<usize>patch) << 2), best);
    store<f32>(cost + ((<usize>patch) << 2), <f32>bestCost);
  }
}
