/**
 * Doubles a picture [coarseHeight, coarseWidth, channels] to [height, width, channels] by linear interpolation between pixel centres;
 * with `only` [height, width], writes into `out` just where it isn't 0.
 */
export function enlargeTwice(
  coarse: Float32Array,
  coarseWidth: number,
  coarseHeight: number,
  width: number,
  height: number,
  channels: number,
  out: Float32Array = new Float32Array(width * height * channels),
  only: Uint8Array | null = null,
): Float32Array {
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, (y - 1) >> 1);
    const bottom = y === 0 ? 0 : Math.min(coarseHeight - 1, top + 1);
    const fy = y & 1 ? 0.25 : 0.75;
    for (let x = 0; x < width; x++) {
      if (only !== null && only[y * width + x] === 0) continue;
      const left = Math.max(0, (x - 1) >> 1);
      const right = x === 0 ? 0 : Math.min(coarseWidth - 1, left + 1);
      const fx = x & 1 ? 0.25 : 0.75;
      const a = (top * coarseWidth + left) * channels;
      const b = (top * coarseWidth + right) * channels;
      const c = (bottom * coarseWidth + left) * channels;
      const d = (bottom * coarseWidth + right) * channels;
      const to = (y * width + x) * channels;
      for (let k = 0; k < channels; k++) {
        const upper = coarse[a + k]! * (1 - fx) + coarse[b + k]! * fx;
        const lower = coarse[c + k]! * (1 - fx) + coarse[d + k]! * fx;
        out[to + k] = upper * (1 - fy) + lower * fy;
      }
    }
  }
  return out;
}
