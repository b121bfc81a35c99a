import type { Rect } from '../../src-shared/geometry/rect';
import type { ExemplarPreview } from '../imaging/exemplar/request';
import type { Scene } from './scene';

/** The detail stage at work, for the screen: later ones are finer and take the place of earlier ones. */
export interface DetailPreview {
  /** Document pixels it covers; up to a preview pixel more than the neighbourhood on the right and below. */
  readonly rect: Rect;
  readonly width: number;
  readonly height: number;
  /** 8 bit sRGB, transparent where the photo stays. */
  readonly rgba: Uint8Array;
}

/**
 * Paints a level of the detail stage.
 * @param crop document pixels of the neighbourhood @param hole [crop.height, crop.width], above 0 = being filled
 */
export function paintDetail(
  { photo, colours }: Scene,
  { width, height, scale, pixels }: ExemplarPreview,
  crop: Rect,
  hole: Uint8Array,
): DetailPreview {
  const { channels, bitDepth } = photo;
  const full = bitDepth === 16 ? 65535 : 255;
  const samples = new (bitDepth === 16 ? Uint16Array : Uint8Array)(width * height * channels).fill(full);
  const own = channels < 3 ? 1 : 3;
  for (let pixel = 0; pixel < width * height; pixel++)
    for (let c = 0; c < own; c++)
      samples[pixel * channels + c] = Math.round(Math.min(1, Math.max(0, pixels[pixel * 3 + c]!)) * full);
  const shown = colours.toNetwork(samples);
  const rgba = new Uint8Array(width * height * 4);
  for (let y = 0; y < crop.height; y++)
    for (let x = 0; x < crop.width; x++) {
      const pixel = Math.floor(y / scale) * width + Math.floor(x / scale);
      if (hole[y * crop.width + x] === 0 || rgba[pixel * 4 + 3] === 255) continue;
      for (let c = 0; c < 3; c++)
        rgba[pixel * 4 + c] = Math.min(255, Math.max(0, (shown[pixel * 3 + c]! + 1) * 127.5 + 0.5));
      rgba[pixel * 4 + 3] = 255;
    }
  return {
    rect: { x: crop.x, y: crop.y, width: width * scale, height: height * scale },
    width,
    height,
    rgba,
  };
}
