import type { Rect } from '#shared/geometry/rect.ts';
import type { ExemplarPreview } from '#engine/imaging/exemplar/request.ts';
import { coverageBounds } from '#engine/imaging/mask/coverage.ts';
import type { Scene } from '#engine/editing/scene.ts';

/** The detail stage at work, for the screen: later ones are finer and take the place of earlier ones. */
export interface DetailPreview {
  /** Document pixels it covers: the hole's bounds, out to whole preview pixels. */
  readonly rect: Rect;
  readonly width: number;
  readonly height: number;
  /** 8 bit sRGB, transparent where the photo stays. */
  readonly rgba: Uint8Array;
}

/**
 * Paints the hole of a level of the detail stage.
 * @param crop document pixels of the neighbourhood @param hole [crop.height, crop.width], above 0 = being filled; not empty
 */
export function paintDetail(
  { photo, colours }: Scene,
  level: ExemplarPreview,
  crop: Rect,
  hole: Uint8Array,
): DetailPreview {
  const { scale, pixels } = level;
  const bounds = coverageBounds({ width: crop.width, height: crop.height, data: hole })!;
  const left = Math.floor(bounds.x / scale);
  const top = Math.floor(bounds.y / scale);
  const width = Math.ceil((bounds.x + bounds.width) / scale) - left;
  const height = Math.ceil((bounds.y + bounds.height) / scale) - top;
  const { channels, bitDepth } = photo;
  const full = bitDepth === 16 ? 65535 : 255;
  const samples = new (bitDepth === 16 ? Uint16Array : Uint8Array)(width * height * channels).fill(full);
  const own = channels < 3 ? 1 : 3;
  for (let pixel = 0; pixel < width * height; pixel++) {
    const x = pixel % width;
    const from = ((top + (pixel - x) / width) * level.width + left + x) * 3;
    for (let c = 0; c < own; c++)
      samples[pixel * channels + c] = Math.round(Math.min(1, Math.max(0, pixels[from + c]!)) * full);
  }
  const shown = colours.toNetwork(samples);
  const rgba = new Uint8Array(width * height * 4);
  for (let y = bounds.y; y < bounds.y + bounds.height; y++)
    for (let x = bounds.x; x < bounds.x + bounds.width; x++) {
      const pixel = (Math.floor(y / scale) - top) * width + Math.floor(x / scale) - left;
      if (hole[y * crop.width + x] === 0 || rgba[pixel * 4 + 3] === 255) continue;
      for (let c = 0; c < 3; c++)
        rgba[pixel * 4 + c] = Math.min(255, Math.max(0, (shown[pixel * 3 + c]! + 1) * 127.5 + 0.5));
      rgba[pixel * 4 + 3] = 255;
    }
  return {
    rect: { x: crop.x + left * scale, y: crop.y + top * scale, width: width * scale, height: height * scale },
    width,
    height,
    rgba,
  };
}
