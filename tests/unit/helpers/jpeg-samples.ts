import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { decodePhoto, openStoredJpeg, type StoredJpeg } from '#engine/imaging/codec/index.ts';
import { storedGrid } from '#engine/imaging/jpeg/orientation.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';

const folder = resolve('tests/fixtures/jpeg');
/** Names of the committed ones: every kind of JPEG that stays what it is. */
export const jpegSamples = Object.keys(
  JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8')) as object,
);
export const noSides = { left: 0, top: 0, right: 0, bottom: 0 };

interface OpenedJpeg {
  readonly bytes: Uint8Array;
  readonly image: SampleImage;
  readonly stored: StoredJpeg;
}

export async function openSample(name: string): Promise<OpenedJpeg> {
  const bytes = readFileSync(join(folder, name));
  const { image, orientation } = await decodePhoto(bytes, name);
  return { bytes, image, stored: openStoredJpeg(bytes, orientation) as StoredJpeg };
}

/** A part of the picture, 0 to 1 of its sides, [left, top, right, bottom). */
type Part = readonly [number, number, number, number];

/** A mask of a part, at least a pixel large, and the picture with other colours in it. */
export function paint(
  image: SampleImage,
  [left, top, right, bottom]: Part,
): { mask: Uint8Array; after: SampleImage } {
  const { width, height, channels } = image;
  const mask = new Uint8Array(width * height);
  const data = Uint8Array.from(image.data);
  const [fromX, fromY] = [Math.floor(left * width), Math.floor(top * height)];
  for (let y = fromY; y < Math.max(fromY + 1, Math.floor(bottom * height)); y++)
    for (let x = fromX; x < Math.max(fromX + 1, Math.floor(right * width)); x++) {
      mask[y * width + x] = 255;
      for (let channel = 0; channel < channels; channel++)
        data[(y * width + x) * channels + channel] =
          (data[(y * width + x) * channels + channel]! + 40 + 3 * x) % 256;
    }
  return { mask, after: { ...image, data } };
}

/** From the mask and the sampling alone: 1 where an MCU holds a pixel of the mask. */
export function touchedByMask(
  { picture, orientation }: StoredJpeg,
  mask: Uint8Array,
  image: SampleImage,
): Uint8Array {
  const { mcuWidth, mcuHeight, mcusAcross, mcusDown, width, height } = picture.frame;
  const grid = storedGrid(orientation, image.width, image.height);
  const touched = new Uint8Array(mcusAcross * mcusDown);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (mask[grid.origin + x * grid.perX + y * grid.perY]! > 0)
        touched[Math.floor(y / mcuHeight) * mcusAcross + Math.floor(x / mcuWidth)] = 1;
  return touched;
}
