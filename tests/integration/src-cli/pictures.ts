import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { decodePhoto } from '#engine/imaging/codec/index.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';

/** x, y, width, height */
export type PixelRect = readonly [number, number, number, number];

/** The samples of a picture file. */
export const decode = async (path: string): Promise<SampleImage> =>
  (await decodePhoto(await readFile(path), path)).image;

/** Writes a grey PNG that is `value` in the rectangles and 0 elsewhere; gives its path. */
export async function writeMask(
  path: string,
  width: number,
  height: number,
  rects: readonly PixelRect[],
  value = 255,
): Promise<string> {
  const data = Buffer.alloc(width * height);
  for (const [x, y, w, h] of rects)
    for (let row = y; row < y + h; row++) data.fill(value, row * width + x, row * width + x + w);
  await sharp(data, { raw: { width, height, channels: 1 } })
    .png()
    .toFile(path);
  return path;
}

/** Counts samples that differ inside and outside the rectangles. */
export function differences(
  a: SampleImage,
  b: SampleImage,
  rects: readonly PixelRect[],
): { inside: number; outside: number } {
  let [inside, outside] = [0, 0];
  for (let i = 0; i < a.data.length; i++) {
    if (a.data[i] === b.data[i]) continue;
    const pixel = Math.floor(i / a.channels);
    const [x, y] = [pixel % a.width, Math.floor(pixel / a.width)];
    if (rects.some(([left, top, w, h]) => x >= left && x < left + w && y >= top && y < top + h)) inside++;
    else outside++;
  }
  return { inside, outside };
}
