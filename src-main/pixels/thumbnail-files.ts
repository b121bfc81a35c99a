import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFileAtomically } from '#engine/files/atomic-write.ts';
import { encodePicture, readPhotoFile } from '#engine/imaging/codec/index.ts';
import type { DisplayPicture } from './pixel-operations.ts';

const quality = 80;

/** Writes a small picture as WebP; its folder is made where it is missing. @throws TesseraError those of writing */
export async function writeThumbnail({ width, height, rgba }: DisplayPicture, path: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const { bytes } = await encodePicture(
    { width, height, channels: 4, bitDepth: 8, data: rgba, iccProfile: null },
    { format: 'webp', quality, metadata: null, recipe: null },
  );
  await writeFileAtomically(path, bytes);
}

/** @throws TesseraError those of the codec */
export async function readThumbnail(path: string): Promise<DisplayPicture> {
  const { width, height, channels, data } = (await readPhotoFile(path)).image;
  const rgba = new Uint8Array(width * height * 4).fill(255);
  for (let from = 0, to = 0; from < data.length; from += channels, to += 4)
    for (let channel = 0; channel < channels; channel++) rgba[to + channel] = data[from + channel]!;
  return { width, height, rgba };
}
