import { createFloatImage, type FloatImage } from './float-image.ts';

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
    for (let row = firstRow; row < lastRow; row++) {
      const toRow = Math.floor((y + row) / factor) * width;
      for (let column = firstColumn; column < lastColumn; column++) {
        const to = toRow + Math.floor((x + column) / factor);
        const from = (row * strip.width + column) * channels;
        this.counts[to] = this.counts[to]! + 1;
        for (let c = 0; c < channels; c++)
          this.sums.data[to * channels + c] = this.sums.data[to * channels + c]! + strip.data[from + c]!;
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
