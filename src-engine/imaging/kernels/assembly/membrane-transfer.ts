// Between a grid and the one at half its size: `residual` with `halve`, and `enlarge`, of blend/membrane.ts.
import { addTo, entry, Grid, inside, weightsOf } from './membrane-grid';

/** What is left of the wanted Laplacian becomes the coarser grid's: one of its pixels stands for four. */
export function leaveToCoarser(fine: Grid, coarse: Grid, channels: i32): void {
  const pixel = (<usize>channels) << 2;
  for (let y = 0; y < coarse.height; y++) {
    const end = entry(coarse.rows, y + 1);
    for (let n = entry(coarse.rows, y); n < end; n++) {
      const out = entry(coarse.list, n);
      const x = out - y * coarse.width;
      const to = coarse.laplacian + <usize>out * pixel;
      memory.fill(to, 0, pixel);
      for (let k = 0; k < 4; k++) {
        const fx = 2 * x + (k & 1);
        const fy = 2 * y + (k >> 1);
        if (fx >= fine.width || fy >= fine.height) continue;
        const p = <usize>(fy * fine.width + fx);
        if (channels === 3 && load<u8>(fine.kinds + p) === inside) addInside(fine, p, to);
        else addResidual(fine, p, pixel, to);
      }
    }
  }
}

/** Adds the wanted Laplacian less that of the values, pull included, of an unknown pixel. */
function addResidual(on: Grid, p: usize, pixel: usize, to: usize): void {
  const weights = weightsOf(on.table, load<u8>(on.kinds + p));
  const row = <usize>on.width * pixel;
  for (let c: usize = 0; c < pixel; c += 4) {
    const at = on.values + p * pixel + c;
    const value = <f64>load<f32>(at);
    let sum = -on.pull * value;
    for (let n: usize = 0; n < 4; n++) {
      const weight = load<f64>(weights + 8 * n);
      if (weight === 0) continue;
      const from = n === 0 ? at - pixel : n === 1 ? at + pixel : n === 2 ? at - row : at + row;
      sum += weight * (<f64>load<f32>(from) - value);
    }
    const residual = <f32>(<f64>load<f32>(on.laplacian + p * pixel + c) - sum);
    addTo(to + c, <f64>residual);
  }
}

/** The first two channels of a pixel. */
function two(at: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(at));
}

/** The same of a pixel among unknown ones. */
function addInside(on: Grid, p: usize, to: usize): void {
  const at = on.values + p * 12;
  const row = <usize>on.width * 12;
  const wanted = on.laplacian + p * 12;
  const value = two(at);
  let sum = f64x2.mul(f64x2.splat(-on.pull), value);
  sum = f64x2.add(sum, f64x2.sub(two(at - 12), value));
  sum = f64x2.add(sum, f64x2.sub(two(at + 12), value));
  sum = f64x2.add(sum, f64x2.sub(two(at - row), value));
  sum = f64x2.add(sum, f64x2.sub(two(at + row), value));
  const residual = f32x4.demote_f64x2_zero(f64x2.sub(two(wanted), sum));
  const added = f64x2.add(two(to), f64x2.promote_low_f32x4(residual));
  v128.store64_lane(to, f32x4.demote_f64x2_zero(added), 0);
  const third = <f64>load<f32>(at, 8);
  let last = -on.pull * third;
  last += <f64>load<f32>(at - 4) - third;
  last += <f64>load<f32>(at, 20) - third;
  last += <f64>load<f32>(at - row, 8) - third;
  last += <f64>load<f32>(at + row, 8) - third;
  addTo(to + 8, <f64>(<f32>(<f64>load<f32>(wanted, 8) - last)));
}

/** Interpolates the coarse values into the unknown pixels. */
export function enlarge(fine: Grid, coarse: Grid, channels: i32): void {
  interpolate(fine, coarse, channels, false);
}

/** Adds the interpolated coarse values to the unknown pixels. */
export function addEnlarged(fine: Grid, coarse: Grid, channels: i32): void {
  interpolate(fine, coarse, channels, true);
}

function interpolate(fine: Grid, coarse: Grid, channels: i32, adds: bool): void {
  const pixel = (<usize>channels) << 2;
  for (let y = 0; y < fine.height; y++) {
    const top = max<i32>(0, (y - 1) >> 1);
    const bottom = y === 0 ? 0 : min<i32>(coarse.height - 1, top + 1);
    const fy: f64 = y & 1 ? 0.25 : 0.75;
    const above = coarse.values + <usize>(top * coarse.width) * pixel;
    const below = coarse.values + <usize>(bottom * coarse.width) * pixel;
    const end = entry(fine.rows, y + 1);
    for (let n = entry(fine.rows, y); n < end; n++) {
      const p = entry(fine.list, n);
      const x = p - y * fine.width;
      const left = max<i32>(0, (x - 1) >> 1);
      const right = x === 0 ? 0 : min<i32>(coarse.width - 1, left + 1);
      const fx: f64 = x & 1 ? 0.25 : 0.75;
      const toLeft = <usize>left * pixel;
      const toRight = <usize>right * pixel;
      const to = fine.values + <usize>p * pixel;
      let k: usize = 0;
      if (channels === 3) {
        const upper = between(two(above + toLeft), two(above + toRight), fx);
        const lower = between(two(below + toLeft), two(below + toRight), fx);
        let value = f32x4.demote_f64x2_zero(between(upper, lower, fy));
        if (adds) value = f32x4.demote_f64x2_zero(f64x2.add(two(to), f64x2.promote_low_f32x4(value)));
        v128.store64_lane(to, value, 0);
        k = 8;
      }
      for (; k < pixel; k += 4) {
        const upper =
          <f64>load<f32>(above + toLeft + k) * (1 - fx) + <f64>load<f32>(above + toRight + k) * fx;
        const lower =
          <f64>load<f32>(below + toLeft + k) * (1 - fx) + <f64>load<f32>(below + toRight + k) * fx;
        const value = <f32>(upper * (1 - fy) + lower * fy);
        if (adds) addTo(to + k, <f64>value);
        else store<f32>(to + k, value);
      }
    }
  }
}

function between(a: v128, b: v128, share: f64): v128 {
  return f64x2.add(f64x2.mul(a, f64x2.splat(1 - share)), f64x2.mul(b, f64x2.splat(share)));
}
