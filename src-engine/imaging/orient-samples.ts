import type { SampleImage } from './samples.ts';

/**
 * Turns stored samples upright. @param orientation as in EXIF (1 to 8, TIFF 6.0 tag 274); others count as 1
 */
export function orientSamples(image: SampleImage, orientation: number): SampleImage {
  if (!(orientation >= 2 && orientation <= 8)) return image;
  const { width, height, channels, data } = image;
  const swapped = orientation >= 5;
  const [toWidth, toHeight] = swapped ? [height, width] : [width, height];
  // Mirrored along the stored x or y axis; where swapped, the axes change places first.
  const fromRight = orientation === 2 || orientation === 3 || orientation === 7 || orientation === 8;
  const fromBottom = orientation === 3 || orientation === 4 || orientation === 6 || orientation === 7;
  const result = new (data.constructor as new (length: number) => typeof data)(data.length);
  let to = 0;
  for (let y = 0; y < toHeight; y++)
    for (let x = 0; x < toWidth; x++) {
      const storedX = swapped ? y : x;
      const storedY = swapped ? x : y;
      const from =
        ((fromBottom ? height - 1 - storedY : storedY) * width +
          (fromRight ? width - 1 - storedX : storedX)) *
        channels;
      for (let c = 0; c < channels; c++) result[to++] = data[from + c]!;
    }
  return { ...image, width: toWidth, height: toHeight, data: result };
}
