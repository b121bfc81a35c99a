import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { removeLeftovers } from '#engine/files/leftovers.ts';
import { coverageOfFile, encodePicture, readPhotoFile } from '#engine/imaging/codec/index.ts';
import { TesseraError } from '#shared/errors.ts';
import { readPixels, writePixels, type TileSnapshot } from '#engine/tiles/snapshot.ts';
import { measureMask } from './measure-mask.ts';
import type { MeasuredMask } from './pixel-operations.ts';
import { type OriginalFile, refuseOriginal } from './refuse-original.ts';

/** Replaces the mask by a picture's coverage. @throws TesseraError mask-wrong-size and those of the codec */
export async function loadMask(mask: TileSnapshot, path: string): Promise<MeasuredMask> {
  const decoded = await readPhotoFile(path);
  const { image } = decoded;
  const { width, height } = mask.bounds;
  if (image.width !== width || image.height !== height)
    throw new TesseraError(
      'mask-wrong-size',
      `The mask has ${image.width} x ${image.height} pixels, the photo ${width} x ${height}. The selection is as it was before. Load a mask of the photo's size.`,
    );
  const coverage = coverageOfFile(decoded).mask;
  return measureMask(await writePixels({ ...mask, tiles: {} }, mask.bounds, coverage.data));
}

/** Writes the mask as an 8 bit grey PNG of the photo's size. @throws TesseraError request-denied and those of writing */
export async function saveMask(mask: TileSnapshot, path: string, original: OriginalFile): Promise<void> {
  await refuseOriginal(path, original);
  const data = await readPixels(mask, mask.bounds);
  const { width, height } = mask.bounds;
  const encoded = await encodePicture(
    { width, height, channels: 1, bitDepth: 8, data, iccProfile: null },
    { format: 'png', quality: null, metadata: null, recipe: null },
  );
  await removeLeftovers(path);
  await writeFileAtomically(path, encoded.bytes);
}
