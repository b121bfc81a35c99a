// `relax` of blend/membrane.ts.

import { entry, Grid, inside, weightsOf } from './membrane-grid';

/** Passes over the unknown pixels, forwards and backwards, `over` times the way there but in the last two. */
export function relax(on: Grid, channels: i32, passes: i32, over: f64): void {
  for (let pass = 0; pass < passes; pass++) {
    const step: f64 = pass < passes - 2 ? over : 1;
    if (channels === 3) relaxColours(on, (pass & 1) === 0, step);
    else relaxAny(on, channels, (pass & 1) === 0, step);
  }
}

function relaxAny(on: Grid, channels: i32, forwards: bool, step: f64): void {
  const pixel = (<usize>channels) << 2;
  const row = <usize>on.width * pixel;
  const count = entry(on.rows, on.height);
  for (let k = 0; k < count; k++) {
    const p = <usize>entry(on.list, forwards ? k : count - 1 - k);
    const weights = weightsOf(on.table, load<u8>(on.kinds + p));
    const whole = load<f64>(weights, 32);
    if (whole === 0) continue;
    for (let at = p * pixel; at < (p + 1) * pixel; at += 4) {
      const here = on.values + at;
      let sum: f64 = on.laplacian === 0 ? 0 : -(<f64>load<f32>(on.laplacian + at));
      // A weight of 0 stands for a neighbour that isn't there.
      if (load<f64>(weights) > 0) sum += load<f64>(weights) * <f64>load<f32>(here - pixel);
      if (load<f64>(weights, 8) > 0) sum += load<f64>(weights, 8) * <f64>load<f32>(here + pixel);
      if (load<f64>(weights, 16) > 0) sum += load<f64>(weights, 16) * <f64>load<f32>(here - row);
      if (load<f64>(weights, 24) > 0) sum += load<f64>(weights, 24) * <f64>load<f32>(here + row);
      const value = <f64>load<f32>(here);
      store<f32>(here, <f32>(value + step * (sum / whole - value)));
    }
  }
}

/**
 * A pixel waits for the one before it and for the one in the row before, so a row by itself leaves most of the processor idle. Three rows are
 * worked on at once, each a pixel behind the row before: every pixel still finds its neighbours as in reading order.
 */
function relaxColours(on: Grid, forwards: bool, step: f64): void {
  const list = on.list;
  const kinds = on.kinds;
  const values = on.values;
  const laplacian = on.laplacian;
  const table = on.table;
  const row = <usize>on.width * 12;
  const height = on.height;
  const along: i32 = forwards ? 1 : -1;
  const nextRow = forwards ? on.width : -on.width;
  for (let done = 0; done < height; done += 3) {
    let a = beginOf(on, done, forwards);
    const endA = beginOf(on, done + 1, forwards);
    let b = endA;
    const endB = beginOf(on, done + 2, forwards);
    let c = endB;
    const endC = beginOf(on, done + 3, forwards);
    while (a !== endA || b !== endB || c !== endC) {
      const ofA = entry(list, a);
      const ofB = entry(list, b);
      const ofC = entry(list, c);
      // The last row first: what the others do now, it does not see.
      if (c !== endC && (b === endB || (ofB + nextRow - ofC) * along > 0)) {
        Colours.update(<usize>ofC, values, laplacian, kinds, table, row, step);
        c += along;
      }
      if (b !== endB && (a === endA || (ofA + nextRow - ofB) * along > 0)) {
        Colours.update(<usize>ofB, values, laplacian, kinds, table, row, step);
        b += along;
      }
      if (a !== endA) {
        Colours.update(<usize>ofA, values, laplacian, kinds, table, row, step);
        a += along;
      }
    }
  }
}

/** Where the list has the first pixel of the row that comes after `done` others; of a row that isn't there, where the list ends. */
function beginOf(on: Grid, done: i32, forwards: bool): i32 {
  const rows = min<i32>(done, on.height);
  return forwards ? entry(on.rows, rows) : entry(on.rows, on.height - rows) - 1;
}

class Colours {
  /** Two channels at once, and the third by itself. */
  @inline
  static update(
    p: usize,
    values: usize,
    laplacian: usize,
    kinds: usize,
    table: usize,
    row: usize,
    step: f64,
  ): void {
    const offset = p * 12;
    const at = values + offset;
    const before = at - row;
    const after = at + row;
    let sum = f64x2.splat(0);
    let third: f64 = 0;
    if (laplacian !== 0) {
      sum = f64x2.neg(f64x2.promote_low_f32x4(v128.load64_zero(laplacian + offset)));
      third = -(<f64>load<f32>(laplacian + offset, 8));
    }
    const kind = load<u8>(kinds + p);
    const weights = weightsOf(table, kind);
    const whole = load<f64>(weights, 32);
    if (kind === inside) {
      sum = f64x2.add(sum, f64x2.promote_low_f32x4(v128.load64_zero(at - 12)));
      third += <f64>load<f32>(at - 4);
      sum = f64x2.add(sum, f64x2.promote_low_f32x4(v128.load64_zero(at, 12)));
      third += <f64>load<f32>(at, 20);
      sum = f64x2.add(sum, f64x2.promote_low_f32x4(v128.load64_zero(before)));
      third += <f64>load<f32>(before, 8);
      sum = f64x2.add(sum, f64x2.promote_low_f32x4(v128.load64_zero(after)));
      third += <f64>load<f32>(after, 8);
    } else {
      if (whole === 0) return;
      for (let n: usize = 0; n < 4; n++) {
        const weight = load<f64>(weights + 8 * n);
        if (weight === 0) continue;
        const from = n === 0 ? at - 12 : n === 1 ? at + 12 : n === 2 ? before : after;
        const neighbour = f64x2.promote_low_f32x4(v128.load64_zero(from));
        sum = f64x2.add(sum, f64x2.mul(f64x2.splat(weight), neighbour));
        third += weight * <f64>load<f32>(from, 8);
      }
    }
    const value = f64x2.promote_low_f32x4(v128.load64_zero(at));
    const way = f64x2.sub(f64x2.div(sum, f64x2.splat(whole)), value);
    const reached = f64x2.add(value, f64x2.mul(f64x2.splat(step), way));
    v128.store64_lane(at, f32x4.demote_f64x2_zero(reached), 0);
    const last = <f64>load<f32>(at, 8);
    store<f32>(at, <f32>(last + step * (third / whole - last)), 8);
  }
}
