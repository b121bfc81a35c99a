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

/** Rows that are worked on at once. */
const ROWS: i32 = 6;
/** Shorter runs are not worth it. */
const LEAST_RUN: i32 = 8;
/** Of each of those rows, four places in the list: where it begins, where the run that all share begins and ends, where it ends. */
const placesAt: usize = memory.data(<i32>(ROWS * 16), 16);

function placeOf(row: i32, which: i32): i32 {
  return load<i32>(placesAt + ((<usize>(row * 4 + which)) << 2));
}

/**
 * A pixel waits for the one before it and for the one in the row before, so a row by itself leaves most of the processor idle. Several rows are
 * worked on at once, each a pixel behind the row before: every pixel still finds its neighbours as in reading order.
 */
function relaxColours(on: Grid, forwards: bool, step: f64): void {
  for (let done = 0; done < on.height; done += ROWS) {
    const length = findRun(on, done, forwards);
    relaxThree(on, 0, 0, forwards, step);
    relaxThree(on, 3, 0, forwards, step);
    if (length === 0) continue;
    relaxRun(on, length, forwards, step);
    relaxThree(on, 0, 2, forwards, step);
    relaxThree(on, 3, 2, forwards, step);
  }
}

/**
 * Finds a run of pixels with unknown ones all around in each of the rows that come after `done` others, a pixel behind that of the row before,
 * and notes the rows' places. @returns its length; 0 where it would be too short
 */
function findRun(on: Grid, done: i32, forwards: bool): i32 {
  let first = i32.MIN_VALUE;
  let last = done + ROWS <= on.height ? i32.MAX_VALUE : i32.MIN_VALUE;
  for (let n = 0; n < ROWS && done + n < on.height; n++) {
    const y = rowAfter(on, done + n, forwards);
    const run = on.runs + ((<usize>y) << 3);
    const length = load<i32>(run, 4) - load<i32>(run);
    if (length === 0) return notePlaces(on, done, forwards, 0, 0);
    const column = entry(on.list, load<i32>(run)) - y * on.width;
    // Columns are counted the way the pass goes.
    const begin = forwards ? column : 1 - column - length;
    first = max<i32>(first, begin + n);
    last = min<i32>(last, begin + length + n);
  }
  const isLong = last > first && last - first >= LEAST_RUN;
  return notePlaces(on, done, forwards, first, isLong ? last - first : 0);
}

/** @param first the run's column in the first of the rows, the way the pass goes */
function notePlaces(on: Grid, done: i32, forwards: bool, first: i32, length: i32): i32 {
  for (let n = 0; n < ROWS; n++) {
    const at = placesAt + ((<usize>n) << 4);
    const end = beginOf(on, done + n + 1, forwards);
    let from = end;
    if (length > 0) {
      const y = rowAfter(on, done + n, forwards);
      const run = load<i32>(on.runs + ((<usize>y) << 3));
      const column = entry(on.list, run) - y * on.width;
      from = run + (forwards ? first - n : n - first) - column;
    }
    store<i32>(at, beginOf(on, done + n, forwards));
    store<i32>(at, from, 4);
    store<i32>(at, forwards ? from + length : from - length, 8);
    store<i32>(at, end, 12);
  }
  return length;
}

function rowAfter(on: Grid, done: i32, forwards: bool): i32 {
  return forwards ? done : on.height - 1 - done;
}

/** Three rows, each as far as it may behind the one before, from one of their places to the next. */
function relaxThree(on: Grid, firstRow: i32, from: i32, forwards: bool, step: f64): void {
  const list = on.list;
  const kinds = on.kinds;
  const values = on.values;
  const laplacian = on.laplacian;
  const table = on.table;
  const row = <usize>on.width * 12;
  const along: i32 = forwards ? 1 : -1;
  const nextRow = forwards ? on.width : -on.width;
  let a = placeOf(firstRow, from);
  const endA = placeOf(firstRow, from + 1);
  let b = placeOf(firstRow + 1, from);
  const endB = placeOf(firstRow + 1, from + 1);
  let c = placeOf(firstRow + 2, from);
  const endC = placeOf(firstRow + 2, from + 1);
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

/** The run that all rows share. */
function relaxRun(on: Grid, length: i32, forwards: bool, step: f64): void {
  const whole = load<f64>(weightsOf(on.table, inside), 32);
  const row = <usize>on.width * 12;
  const along: usize = forwards ? 12 : -12;
  const next = (forwards ? row : -row) - along;
  const laplacian = on.laplacian === 0 ? 0 : on.laplacian - on.values;
  let at = on.values + <usize>entry(on.list, placeOf(0, 1)) * 12;
  for (let n = 0; n < length; n++, at += along) {
    Colours.inside(at, laplacian, row, step, whole);
    Colours.inside(at + next, laplacian, row, step, whole);
    Colours.inside(at + 2 * next, laplacian, row, step, whole);
    Colours.inside(at + 3 * next, laplacian, row, step, whole);
    Colours.inside(at + 4 * next, laplacian, row, step, whole);
    Colours.inside(at + 5 * next, laplacian, row, step, whole);
  }
}

/** Where the list has the first pixel of the row that comes after `done` others; of a row that isn't there, where the list ends. */
function beginOf(on: Grid, done: i32, forwards: bool): i32 {
  const rows = min<i32>(done, on.height);
  return forwards ? entry(on.rows, rows) : entry(on.rows, on.height - rows) - 1;
}

/** Two channels at once, and the third by itself. */
class Colours {
  /** An unknown pixel. */
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
    const at = values + p * 12;
    const kind = load<u8>(kinds + p);
    const weights = weightsOf(table, kind);
    const whole = load<f64>(weights, 32);
    const toLaplacian = laplacian === 0 ? 0 : laplacian - values;
    if (kind === inside) return Colours.inside(at, toLaplacian, row, step, whole);
    if (whole === 0) return;
    let sum = f64x2.splat(0);
    let third: f64 = 0;
    if (toLaplacian !== 0) {
      sum = f64x2.neg(Colours.two(at + toLaplacian));
      third = -Colours.third(at + toLaplacian);
    }
    for (let n: usize = 0; n < 4; n++) {
      const weight = load<f64>(weights + 8 * n);
      if (weight === 0) continue;
      const from = n === 0 ? at - 12 : n === 1 ? at + 12 : n === 2 ? at - row : at + row;
      sum = f64x2.add(sum, f64x2.mul(f64x2.splat(weight), Colours.two(from)));
      third += weight * Colours.third(from);
    }
    Colours.approach(at, sum, third, step, whole);
  }

  /** A pixel with unknown ones all around. @param laplacian where it lies, from the values on; 0 = none */
  @inline
  static inside(at: usize, laplacian: usize, row: usize, step: f64, whole: f64): void {
    let sum = f64x2.splat(0);
    let third: f64 = 0;
    if (laplacian !== 0) {
      sum = f64x2.neg(Colours.two(at + laplacian));
      third = -Colours.third(at + laplacian);
    }
    sum = f64x2.add(sum, Colours.two(at - 12));
    third += Colours.third(at - 12);
    sum = f64x2.add(sum, Colours.two(at + 12));
    third += Colours.third(at + 12);
    sum = f64x2.add(sum, Colours.two(at - row));
    third += Colours.third(at - row);
    sum = f64x2.add(sum, Colours.two(at + row));
    third += Colours.third(at + row);
    Colours.approach(at, sum, third, step, whole);
  }

  @inline
  static two(at: usize): v128 {
    return f64x2.promote_low_f32x4(v128.load64_zero(at));
  }

  @inline
  static third(at: usize): f64 {
    return <f64>load<f32>(at, 8);
  }

  /** Sets a pixel to what its neighbours ask for, `step` times the way there. */
  @inline
  static approach(at: usize, sum: v128, third: f64, step: f64, whole: f64): void {
    const value = Colours.two(at);
    const way = f64x2.sub(f64x2.div(sum, f64x2.splat(whole)), value);
    const reached = f64x2.add(value, f64x2.mul(f64x2.splat(step), way));
    v128.store64_lane(at, f32x4.demote_f64x2_zero(reached), 0);
    const last = Colours.third(at);
    store<f32>(at, <f32>(last + step * (third / whole - last)), 8);
  }
}
