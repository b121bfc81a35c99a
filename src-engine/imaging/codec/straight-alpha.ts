import type { SampleImage } from '#engine/imaging/samples.ts';

/**
 * Colours divided by alpha, which `premultiplied` undoes to the last bit: rounding moves a colour by at most half a step,
 * and multiplying by alpha below full makes that less than half. Null where a colour is larger than its alpha: such a
 * picture has no straight form.
 */
export const straightAlpha = (image: SampleImage): SampleImage | null =>
  mapTranslucent(image, (colour, alpha, full) => {
    if (colour > alpha) return null;
    return alpha === 0 ? 0 : Math.round((colour * full) / alpha);
  });

/** Colours times alpha. */
export const premultiplied = (image: SampleImage): SampleImage =>
  mapTranslucent(image, (colour, alpha, full) => Math.round((colour * alpha) / full))!;

/**
 * Colours without the white that was put behind them: c = white - (white - blended) / alpha. Null where a pixel is darker than so much white
 * allows, rounding left aside: no white was put behind such a picture.
 */
export const withoutWhite = (image: SampleImage): SampleImage | null =>
  mapTranslucent(image, (blended, alpha, full) => {
    const below = full - blended;
    if (below > alpha + 1) return null;
    return alpha === 0 ? full : full - Math.min(full, Math.round((below * full) / alpha));
  });

/** Each colour sample of the pixels whose alpha is below full through `map`; null as soon as `map` says so. */
function mapTranslucent(
  image: SampleImage,
  map: (colour: number, alpha: number, full: number) => number | null,
): SampleImage | null {
  const { channels, data, bitDepth } = image;
  const full = bitDepth === 16 ? 65535 : 255;
  const result = data.slice();
  for (let i = 0; i < data.length; i += channels) {
    const alpha = data[i + channels - 1]!;
    if (alpha === full) continue;
    for (let c = 0; c < channels - 1; c++) {
      const mapped = map(data[i + c]!, alpha, full);
      if (mapped === null) return null;
      result[i + c] = mapped;
    }
  }
  return { ...image, data: result };
}
