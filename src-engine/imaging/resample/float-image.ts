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
  for (let row = 0; row < height; row++) {
    const fromRow = Math.min(image.height - 1, Math.max(0, y + row)) * image.width;
    for (let column = 0; column < width; column++) {
      const from = (fromRow + Math.min(image.width - 1, Math.max(0, x + column))) * channels;
      const to = (row * width + column) * channels;
      for (let c = 0; c < channels; c++) result.data[to + c] = image.data[from + c]!;
    }
  }
  return result;
}
