// As blend/membrane.ts, and enlargeTwice of resample.ts where it writes the unknown pixels only. The grids stay from the descent on; what a
// cycle corrects by is worked out at the coarser grid at once.
import { addEnlarged, enlarge, leaveToCoarser } from './membrane-transfer';
import { addTo, entry, fillTable, Grid, inside, known, tableBytes } from './membrane-grid';
import { relax } from './membrane-relax';

const RELAXATIONS: i32 = 24;
const OVER: f64 = 1.7;
const CYCLES: i32 = 6;
const SMOOTHINGS: i32 = 2;

let channels: i32 = 0;
/** Bytes of a pixel's values. */
let pixel: usize = 0;
let rimWeight: f64 = 1;
/** The first free byte. */
let free: usize = 0;

/** Halving ends long before. */
const maxGrids: usize = 32;
const gridBytes: usize = offsetof<Grid>();
const gridsAt: usize = memory.data(<i32>(maxGrids * gridBytes), 16);
/** Grids there are, finest first. */
let grids: i32 = 0;

function gridAt(n: i32): Grid {
  return changetype<Grid>(gridsAt + <usize>n * gridBytes);
}

function room(bytes: usize): usize {
  const at = free;
  free = (at + bytes + 15) & ~15;
  const missing = <isize>(free - ((<usize>memory.size()) << 16));
  if (missing > 0) memory.grow(<i32>((missing + 65535) >> 16));
  return at;
}

function zeros(bytes: usize): usize {
  const at = room(bytes);
  memory.fill(at, 0, bytes);
  return at;
}

/** @param unknown is written over @param laplacian 0 = none: a membrane @param firstFree memory from here on may be used */
export function solveMembrane(
  width: i32,
  height: i32,
  channels_: i32,
  values: usize,
  unknown: usize,
  laplacian: usize,
  pull: f64,
  rimWeight_: f64,
  firstFree: usize,
): void {
  channels = channels_;
  pixel = (<usize>channels_) << 2;
  rimWeight = rimWeight_;
  free = firstFree;
  grids = 1;
  const finest = gridAt(0);
  finest.width = width;
  finest.height = height;
  finest.values = values;
  finest.laplacian = laplacian;
  finest.kinds = unknown;
  descend(0, pull);
  if (laplacian !== 0) for (let n = 0; n < CYCLES; n++) correct(0);
}

function descend(n: i32, pull: f64): void {
  const on = gridAt(n);
  const count = lookAround(on);
  if (count === 0) return;
  on.pull = pull;
  on.table = room(tableBytes);
  fillTable(on.table, pull, rimWeight);
  if (on.width > 2 && on.height > 2 && count > 16 && halve(on, gridAt(n + 1))) {
    grids = n + 2;
    descend(n + 1, pull * 4);
    enlarge(on, gridAt(n + 1), channels);
  }
  relax(on, channels, RELAXATIONS, OVER);
}

/** One V-cycle. */
function correct(n: i32): void {
  const on = gridAt(n);
  if (entry(on.rows, on.height) === 0) return;
  relax(on, channels, SMOOTHINGS, 1);
  if (n + 1 === grids) return;
  const coarse = gridAt(n + 1);
  memory.fill(coarse.values, 0, <usize>(coarse.width * coarse.height) * pixel);
  leaveToCoarser(on, coarse, channels);
  correct(n + 1);
  addEnlarged(on, coarse, channels);
  relax(on, channels, SMOOTHINGS, 1);
}

/** Lists the unknown pixels, and makes of what tells them from the known ones what lies around each. @returns how many there are */
function lookAround(on: Grid): i32 {
  const width = on.width;
  const height = on.height;
  const kinds = on.kinds;
  let count = 0;
  for (let i: usize = 0; i < <usize>(width * height); i++) if (load<u8>(kinds + i) !== 0) count++;
  on.list = room((<usize>count) << 2);
  on.rows = room((<usize>(height + 1)) << 2);
  let to = on.list;
  for (let y = 0; y < height; y++) {
    store<i32>(on.rows + ((<usize>y) << 2), <i32>((to - on.list) >> 2));
    for (let x = 0; x < width; x++) {
      const p = y * width + x;
      const at = kinds + <usize>p;
      if (load<u8>(at) === 0) {
        store<u8>(at, known);
        continue;
      }
      // Those before it say it in the new way.
      const left: u8 = x === 0 ? 0 : load<u8>(at - 1) === known ? 2 : 1;
      const right: u8 = x + 1 === width ? 0 : load<u8>(at + 1) === 0 ? 2 : 1;
      const up: u8 = y === 0 ? 0 : load<u8>(at - <usize>width) === known ? 2 : 1;
      const down: u8 = y + 1 === height ? 0 : load<u8>(at + <usize>width) === 0 ? 2 : 1;
      store<u8>(at, left | (right << 2) | (up << 4) | (down << 6));
      store<i32>(to, p);
      to += 4;
    }
  }
  store<i32>(on.rows + ((<usize>height) << 2), count);
  on.runs = room((<usize>height) << 3);
  for (let y = 0; y < height; y++) noteRun(on, y);
  return count;
}

/** Finds the longest run of a row. */
function noteRun(on: Grid, y: i32): void {
  const end = entry(on.rows, y + 1);
  let from = 0;
  let to = 0;
  for (let n = entry(on.rows, y); n < end; n++) {
    const begin = n;
    // Right of one that has unknown ones all around lies the next of the list.
    while (n < end && load<u8>(on.kinds + <usize>entry(on.list, n)) === inside) n++;
    if (n - begin <= to - from) continue;
    from = begin;
    to = n;
  }
  store<i32>(on.runs + ((<usize>y) << 3), from);
  store<i32>(on.runs + ((<usize>y) << 3), to, 4);
}

/** Makes the grid at half size. @returns whether any pixel is unknown there */
function halve(fine: Grid, coarse: Grid): bool {
  const width = (fine.width + 1) >> 1;
  const height = (fine.height + 1) >> 1;
  coarse.width = width;
  coarse.height = height;
  coarse.values = zeros(<usize>(width * height) * pixel);
  coarse.kinds = zeros(<usize>(width * height));
  coarse.laplacian = fine.laplacian === 0 ? 0 : zeros(<usize>(width * height) * pixel);
  let any = false;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const out = y * width + x;
      let count: i32 = 0;
      for (let k = 0; k < 4; k++) {
        const fx = 2 * x + (k & 1);
        const fy = 2 * y + (k >> 1);
        if (
          fx < fine.width &&
          fy < fine.height &&
          load<u8>(fine.kinds + <usize>(fy * fine.width + fx)) === known
        )
          count++;
      }
      if (count === 0) {
        store<u8>(coarse.kinds + <usize>out, 1);
        any = true;
      }
      const parts: f64 = count > 0 ? <f64>count : 4;
      for (let k = 0; k < 4; k++) {
        const fx = 2 * x + (k & 1);
        const fy = 2 * y + (k >> 1);
        if (fx >= fine.width || fy >= fine.height) continue;
        const index = <usize>(fy * fine.width + fx);
        if (count > 0 && load<u8>(fine.kinds + index) !== known) continue;
        for (let c: usize = 0; c < pixel; c += 4) {
          const from = index * pixel + c;
          const to = <usize>out * pixel + c;
          addTo(coarse.values + to, <f64>load<f32>(fine.values + from) / parts);
          if (fine.laplacian !== 0 && count === 0)
            addTo(coarse.laplacian + to, <f64>load<f32>(fine.laplacian + from));
        }
      }
    }
  }
  return any;
}
