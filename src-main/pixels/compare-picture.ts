import { hashPixels as hashSource } from '#engine/editing/recipe/pixel-hashes.ts';
import { recipeOfFile } from '#engine/editing/recipe/recipe-of-file.ts';
import { decodePhoto, readFileBytes } from '#engine/imaging/codec/index.ts';
import { readPixels, type TileSnapshot } from '#engine/tiles/snapshot.ts';
import type { PictureComparison } from './pixel-operations.ts';

/** What identifies a picture's samples, as recipes hold it. */
export const hashPixels = (snapshot: TileSnapshot): Promise<string> =>
  hashSource({ ...snapshot, read: (rect) => readPixels(snapshot, rect) });

/** The recipe inside a picture file, or the one beside it; null = none. @throws TesseraError file-not-found, file-unreadable */
export const readRecipe = async (path: string): Promise<string | null> =>
  recipeOfFile(path, await readFileBytes(path));

/** Rows held at a time. */
const stripHeight = 256;

/** Compares a document's picture with a file's, sample for sample, wherever its first pixel lies. @throws those of the codec */
export async function comparePicture(snapshot: TileSnapshot, path: string): Promise<PictureComparison> {
  const { image, format } = await decodePhoto(await readFileBytes(path), 'the result');
  const { bounds, channels, bitDepth } = snapshot;
  const lossy = ['jpeg', 'webp', 'avif', 'heif'].includes(format);
  if (
    image.width !== bounds.width ||
    image.height !== bounds.height ||
    image.channels !== channels ||
    image.bitDepth !== bitDepth
  )
    return { sameFormat: false, changedSamples: 0, lossy };
  let changedSamples = 0;
  for (let y = 0; y < bounds.height; y += stripHeight) {
    const strip = { ...bounds, y: bounds.y + y, height: Math.min(stripHeight, bounds.height - y) };
    const samples = await readPixels(snapshot, strip);
    const from = y * bounds.width * channels;
    for (let index = 0; index < samples.length; index++)
      if (samples[index] !== image.data[from + index]) changedSamples++;
  }
  return { sameFormat: true, changedSamples, lossy };
}
