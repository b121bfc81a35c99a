// A picture whose unknown pixels are solved for, and what lies around each.

/** The flags of a pixel that is not solved for. */
export const known: u8 = 0xff;
/** The flags of an unknown pixel: which neighbours it has, two bits each: 0 = none, 1 = unknown, 2 = known. Here all four are unknown. */
export const inside: u8 = 0x55;

/** Bytes of a row of the table: weights of the left, right, upper and lower neighbour, and their sum with the pull. */
const tableRow: usize = 40;
export const tableBytes: usize = 256 * tableRow;

/** A picture on one grid. */
@unmanaged
export class Grid {
  width: i32;
  height: i32;
  values: usize;
  /** 0 = none. */
  laplacian: usize;
  /** What every pixel has around it. */
  kinds: usize;
  /** The unknown pixels, ascending, and where each row's begin: one more than there are rows. */
  list: usize;
  rows: usize;
  /** Where the longest run of each row's pixels with unknown ones all around begins and ends in the list. */
  runs: usize;
  /** The pull of every unknown towards 0, beside one neighbour. */
  pull: f64;
  /** Weights by kind. */
  table: usize;
}

/** Weights for every set of neighbours. */
export function fillTable(table: usize, pull: f64, rimWeight: f64): void {
  for (let kind: usize = 0; kind < 256; kind++) {
    const at = table + kind * tableRow;
    let sum: f64 = 0;
    for (let n: usize = 0; n < 4; n++) {
      const neighbour = (kind >> (2 * n)) & 3;
      const weight: f64 = neighbour === 0 ? 0 : neighbour === 1 ? 1 : rimWeight;
      store<f64>(at + 8 * n, weight);
      sum += weight;
    }
    store<f64>(at, sum + pull, 32);
  }
}

/** The weights of a kind's neighbours. */
export function weightsOf(table: usize, kind: u8): usize {
  return table + <usize>kind * tableRow;
}

export function entry(array: usize, n: i32): i32 {
  return load<i32>(array + ((<usize>n) << 2));
}

export function addTo(at: usize, value: f64): void {
  store<f32>(at, <f32>(<f64>load<f32>(at) + value));
}
