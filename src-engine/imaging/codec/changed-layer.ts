import type { SampleImage } from '#engine/imaging/samples.ts';
import type { PhotoBelow } from './picture-encoder.ts';

/** A layer: samples with alpha as their last channel, and where its top left pixel lies. */
export interface Layer {
  readonly image: SampleImage;
  readonly left: number;
  readonly top: number;
}

/**
 * What was made of a photo as a layer above it: the picture's samples where they differ from the photo's or the photo is
 * not, cut to what it covers, transparent elsewhere. Both together are the picture, sample for sample.
 * @returns null where nothing differs, or where the picture is transparent and no layer above can take anything away
 */
export function changedLayer(image: SampleImage, { photo, left, top }: PhotoBelow): Layer | null {
  const { width, height, channels, data } = image;
  if (channels === 2 || channels === 4 || photo.channels !== channels) return null;
  const differs = (x: number, y: number): boolean => {
    const [photoX, photoY] = [x - left, y - top];
    if (photoX < 0 || photoY < 0 || photoX >= photo.width || photoY >= photo.height) return true;
    const at = (y * width + x) * channels;
    const below = (photoY * photo.width + photoX) * channels;
    for (let c = 0; c < channels; c++) if (data[at + c] !== photo.data[below + c]) return true;
    return false;
  };
  const changed = new Uint8Array(width * height);
  let [fromX, fromY, toX, toY] = [width, height, 0, 0];
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (!differs(x, y)) continue;
      changed[y * width + x] = 1;
      [fromX, fromY] = [Math.min(fromX, x), Math.min(fromY, y)];
      [toX, toY] = [Math.max(toX, x + 1), Math.max(toY, y + 1)];
    }
  if (toX <= fromX) return null;

  const [layerWidth, layerHeight, layerChannels] = [toX - fromX, toY - fromY, channels + 1];
  const length = layerWidth * layerHeight * layerChannels;
  const samples = image.bitDepth === 16 ? new Uint16Array(length) : new Uint8Array(length);
  const opaque = image.bitDepth === 16 ? 65535 : 255;
  for (let y = 0; y < layerHeight; y++)
    for (let x = 0; x < layerWidth; x++) {
      const pixel = (fromY + y) * width + fromX + x;
      if (!changed[pixel]) continue;
      const to = (y * layerWidth + x) * layerChannels;
      for (let c = 0; c < channels; c++) samples[to + c] = data[pixel * channels + c]!;
      samples[to + channels] = opaque;
    }
  return {
    image: {
      ...image,
      width: layerWidth,
      height: layerHeight,
      channels: layerChannels as 2 | 4,
      data: samples,
    },
    left: fromX,
    top: fromY,
  };
}
