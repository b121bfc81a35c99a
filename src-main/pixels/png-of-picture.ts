import { encodePicture, type PhotoMetadata, withoutDescription } from '#engine/imaging/codec/index.ts';
import { readPixels, type TileSnapshot } from '#engine/tiles/snapshot.ts';

/** The bytes of a PNG with every sample and the colour profile, and nothing about whom and where. */
export async function pngOfPicture(
  pixels: TileSnapshot,
  metadata: PhotoMetadata | null,
): Promise<Uint8Array> {
  const { bounds, channels, bitDepth, iccProfile } = pixels;
  const { width, height } = bounds;
  const data = await readPixels(pixels, bounds);
  const { bytes } = await encodePicture(
    { width, height, channels, bitDepth, data, iccProfile },
    { format: 'png', quality: null, metadata: metadata && withoutDescription(metadata), recipe: null },
  );
  return bytes;
}
