/**
 * Float pictures between scales: exact box averages down by whole factors, interpolation up. Pixel (x, y) covers [x, x + 1) by
 * [y, y + 1) at every scale, so that scales stay aligned.
 */

/** A picture in floating point, interleaved. [height, width, channels] */
export interface FloatImage {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Float32Array;
}

/** A picture of zeros. */
export function createFloatImage(width: number, height: number, channels: number): FloatImage {
  return { width, height, channels, data: new Float32Array(width * height * channels) };
}

/** The part of a picture that starts at (x, y); pixels beyond its edges repeat the edge. */
export function cropFloatImage(
  image: FloatImage,
  x: number,
  y: number,
  width: number,
  height: number,
): FloatImage {
  const result = createFloatImage(width, height, image.channels);
  const { channels } = image;
  const { data } = result;
  // Columns whose pixels lie within the picture; those before and after them repeat its first and last.
  const first = Math.min(width, Math.max(0, -x));
  const last = Math.max(first, Math.min(width, image.width - x));
  for (let row = 0; row < height; row++) {
    const fromRow = Math.min(image.height - 1, Math.max(0, y + row)) * image.width * channels;
    const toRow = row * width * channels;
    if (last > first) {
      const inside = image.data.subarray(fromRow + (x + first) * channels, fromRow + (x + last) * channels);
      data.set(inside, toRow + first * channels);
    }
    const repeat = (column: number, edge: number): void => {
      for (let c = 0; c < channels; c++)
        data[toRow + column * channels + c] = image.data[fromRow + edge * channels + c]!;
    };
    for (let column = 0; column < first; column++) repeat(column, 0);
    for (let column = last; column < width; column++) repeat(column, image.width - 1);
  }
  return result;
}

/**
 * Averages pictures down by a whole factor while they come in strips, so that a photo never has to be whole in memory.
 * Output pixels that got no input repeat their nearest neighbour that did.
 */
export class BoxAccumulator {
  private readonly sums: FloatImage;
  private readonly counts: Float32Array;

  constructor(
    readonly width: number,
    readonly height: number,
    readonly channels: number,
    readonly factor: number,
  ) {
    this.sums = createFloatImage(width, height, channels);
    this.counts = new Float32Array(width * height);
  }

  /** Adds a strip whose top left pixel is (x, y) of the full-size picture; parts outside are ignored. */
  add(strip: FloatImage, x: number, y: number): void {
    const { width, height, channels, factor } = this;
    const firstRow = Math.max(0, -y);
    const lastRow = Math.min(strip.height, height * factor - y);
    const firstColumn = Math.max(0, -x);
    const lastColumn = Math.min(strip.width, width * factor - x);
    const { counts } = this;
    const sums = this.sums.data;
    const { data } = strip;
    const columnOf = Int32Array.from({ length: strip.width }, (_, column) =>
      Math.floor((x + column) / factor),
    );
    for (let row = firstRow; row < lastRow; row++) {
      const toRow = Math.floor((y + row) / factor) * width;
      for (let column = firstColumn; column < lastColumn;) {
        // As far as columns go into the same pixel.
        const first = column;
        const pixel = toRow + columnOf[column]!;
        while (column < lastColumn && toRow + columnOf[column]! === pixel) column++;
        counts[pixel] = counts[pixel]! + column - first;
        const from = (row * strip.width + first) * channels;
        const end = (row * strip.width + column) * channels;
        for (let c = 0; c < channels; c++) {
          let sum = sums[pixel * channels + c]!;
          for (let at = from + c; at < end; at += channels) sum = Math.fround(sum + data[at]!);
          sums[pixel * channels + c] = sum;
        }
      }
    }
  }

  /** The averages. Call once, after the last strip. */
  finish(): FloatImage {
    const { width, height, channels, sums, counts } = this;
    for (let pixel = 0; pixel < counts.length; pixel++) {
      const count = counts[pixel]!;
      if (count > 1)
        for (let c = 0; c < channels; c++)
          sums.data[pixel * channels + c] = sums.data[pixel * channels + c]! / count;
    }
    const copy = (from: number, to: number): void => {
      for (let c = 0; c < channels; c++) sums.data[to * channels + c] = sums.data[from * channels + c]!;
      counts[to] = 1;
    };
    for (let y = 0; y < height; y++) {
      const row = y * width;
      for (let x = 1; x < width; x++)
        if (counts[row + x] === 0 && counts[row + x - 1]! > 0) copy(row + x - 1, row + x);
      for (let x = width - 2; x >= 0; x--)
        if (counts[row + x] === 0 && counts[row + x + 1]! > 0) copy(row + x + 1, row + x);
    }
    for (let x = 0; x < width; x++) {
      for (let y = 1; y < height; y++)
        if (counts[y * width + x] === 0 && counts[(y - 1) * width + x]! > 0)
          copy((y - 1) * width + x, y * width + x);
      for (let y = height - 2; y >= 0; y--)
        if (counts[y * width + x] === 0 && counts[(y + 1) * width + x]! > 0)
          copy((y + 1) * width + x, y * width + x);
    }
    return sums;
  }
}

/** A picture of another size by linear interpolation between pixel centres; reduced by more than two, it leaves pixels out. */
export function resizeLinearly(image: FloatImage, width: number, height: number): FloatImage {
  const { channels, data } = image;
  const result = createFloatImage(width, height, channels);
  const columns = Array.from({ length: width }, (_, x) => linearTap(x, width, image.width));
  for (let y = 0; y < height; y++) {
    const row = linearTap(y, height, image.height);
    for (let x = 0; x < width; x++) {
      const column = columns[x]!;
      const at = (top: number, left: number, c: number): number =>
        data[(top * image.width + left) * channels + c]!;
      for (let c = 0; c < channels; c++) {
        const above =
          at(row.first, column.first, c) * (1 - column.share) + at(row.first, column.next, c) * column.share;
        const below =
          at(row.next, column.first, c) * (1 - column.share) + at(row.next, column.next, c) * column.share;
        result.data[(y * width + x) * channels + c] = above * (1 - row.share) + below * row.share;
      }
    }
  }
  return result;
}

/** The two input positions around an output position, and the share of the second. */
function linearTap(
  position: number,
  length: number,
  inputs: number,
): { first: number; next: number; share: number } {
  const at = Math.min(inputs - 1, Math.max(0, ((position + 0.5) * inputs) / length - 0.5));
  const first = Math.floor(at);
  return { first, next: Math.min(inputs - 1, first + 1), share: at - first };
}

/** Catmull-Rom weights of the four samples around a position `t` in [0, 1) past the second one. */
function cubicWeights(t: number): [number, number, number, number] {
  return [
    ((-0.5 * t + 1) * t - 0.5) * t,
    (1.5 * t - 2.5) * t * t + 1,
    ((-1.5 * t + 2) * t + 0.5) * t,
    (0.5 * t - 0.5) * t * t,
  ];
}

/** Enlarges by a whole factor with cubic interpolation (Catmull-Rom); a constant stays that constant. Values may overshoot. */
export function upsample(image: FloatImage, factor: number): FloatImage {
  if (factor === 1) return image;
  return upsampleRows(upsampleColumns(image, factor), factor);
}

interface Taps {
  readonly indices: Int32Array;
  readonly weights: Float32Array;
}

/** For every output position, the four input samples (edges repeated) and their weights. */
function tapsOf(length: number, factor: number): Taps {
  const indices = new Int32Array(length * factor * 4);
  const weights = new Float32Array(length * factor * 4);
  for (let out = 0; out < length * factor; out++) {
    const position = (out + 0.5) / factor - 0.5;
    const base = Math.floor(position);
    const four = cubicWeights(position - base);
    for (let tap = 0; tap < 4; tap++) {
      indices[out * 4 + tap] = Math.min(length - 1, Math.max(0, base - 1 + tap));
      weights[out * 4 + tap] = four[tap]!;
    }
  }
  return { indices, weights };
}

function upsampleColumns(image: FloatImage, factor: number): FloatImage {
  const { width, height, channels, data } = image;
  const result = createFloatImage(width * factor, height, channels);
  const { indices, weights } = tapsOf(width, factor);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < result.width; x++) {
      const tap = x * 4;
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (let k = 0; k < 4; k++)
          sum += weights[tap + k]! * data[(y * width + indices[tap + k]!) * channels + c]!;
        result.data[(y * result.width + x) * channels + c] = sum;
      }
    }
  return result;
}

function upsampleRows(image: FloatImage, factor: number): FloatImage {
  const { width, height, channels, data } = image;
  const result = createFloatImage(width, height * factor, channels);
  const { indices, weights } = tapsOf(height, factor);
  const row = width * channels;
  for (let y = 0; y < result.height; y++) {
    const rowAt = (k: number): Float32Array =>
      data.subarray(indices[y * 4 + k]! * row, (indices[y * 4 + k]! + 1) * row);
    const [a, b, c, d] = [rowAt(0), rowAt(1), rowAt(2), rowAt(3)];
    const [wa, wb, wc, wd] = [weights[y * 4]!, weights[y * 4 + 1]!, weights[y * 4 + 2]!, weights[y * 4 + 3]!];
    // Each sum is rounded as one that is kept in the picture.
    for (let i = 0, to = y * row; i < row; i++, to++)
      result.data[to] =
        Math.fround(Math.fround(Math.fround(0 + wa * a[i]!) + wb * b[i]!) + wc * c[i]!) + wd * d[i]!;
  }
  return result;
}

/**
 * Doubles a picture [coarseHeight, coarseWidth, channels] to [height, width, channels] by linear interpolation between pixel centres;
 * with `only` [height, width], writes into `out` just where it isn't 0.
 */
export function enlargeTwice(
  coarse: Float32Array,
  coarseWidth: number,
  coarseHeight: number,
  width: number,
  height: number,
  channels: number,
  out: Float32Array = new Float32Array(width * height * channels),
  only: Uint8Array | null = null,
): Float32Array {
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, (y - 1) >> 1);
    const bottom = y === 0 ? 0 : Math.min(coarseHeight - 1, top + 1);
    const fy = y & 1 ? 0.25 : 0.75;
    for (let x = 0; x < width; x++) {
      if (only !== null && only[y * width + x] === 0) continue;
      const left = Math.max(0, (x - 1) >> 1);
      const right = x === 0 ? 0 : Math.min(coarseWidth - 1, left + 1);
      const fx = x & 1 ? 0.25 : 0.75;
      const a = (top * coarseWidth + left) * channels;
      const b = (top * coarseWidth + right) * channels;
      const c = (bottom * coarseWidth + left) * channels;
      const d = (bottom * coarseWidth + right) * channels;
      const to = (y * width + x) * channels;
      for (let k = 0; k < channels; k++) {
        const upper = coarse[a + k]! * (1 - fx) + coarse[b + k]! * fx;
        const lower = coarse[c + k]! * (1 - fx) + coarse[d + k]! * fx;
        out[to + k] = upper * (1 - fy) + lower * fy;
      }
    }
  }
  return out;
}
