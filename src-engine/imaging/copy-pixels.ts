import { type Rect, rectIntersection } from '#shared/geometry/rect.ts';

/**
 * Copies the pixels that `source` (covering `sourceRect`) and `target` (covering `targetRect`) have in common.
 * Both are [height, width, channels].
 */
export function copyCommonPixels(
  source: Uint8Array | Uint16Array,
  sourceRect: Rect,
  target: Uint8Array | Uint16Array,
  targetRect: Rect,
  channels: number,
): void {
  const common = rectIntersection(sourceRect, targetRect);
  const length = common.width * channels;
  for (let y = common.y; y < common.y + common.height; y++) {
    const from = ((y - sourceRect.y) * sourceRect.width + common.x - sourceRect.x) * channels;
    const to = ((y - targetRect.y) * targetRect.width + common.x - targetRect.x) * channels;
    target.set(source.subarray(from, from + length), to);
  }
}

/** The samples of `rect` out of those of `bounds`, which holds it: both [height, width, channels]. */
export function copyRect<Samples extends Uint8Array | Uint16Array>(
  data: Samples,
  bounds: Rect,
  rect: Rect,
  channels: number,
): Samples {
  const length = rect.width * rect.height * channels;
  const result = new (data.constructor as new (length: number) => Samples)(length);
  copyCommonPixels(data, bounds, result, rect, channels);
  return result;
}
