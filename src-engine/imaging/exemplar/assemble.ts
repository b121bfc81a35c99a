import type { Level } from './pyramid.ts';
import type { SourcePlane } from './source-plane.ts';

/**
 * The known pixels and, in the hole, what the pieces copy: [height, width, 3].
 * @param smooth [height, width, 3], shown where nothing is copied; null = mid grey
 */
export function assembleFrom(
  { samples, channels, hole }: SourcePlane,
  sources: Int32Array,
  smooth: Float32Array | null,
): Float32Array {
  const pixels = new Float32Array(hole.length * 3);
  for (let i = 0; i < hole.length; i++) {
    if (hole[i] === 1 && sources[i]! < 0) {
      for (let c = i * 3; c < i * 3 + 3; c++) pixels[c] = smooth ? smooth[c]! : 0.5;
      continue;
    }
    const at = (hole[i] === 1 ? sources[i]! : i) * channels;
    for (let c = 0; c < 3; c++) pixels[i * 3 + c] = samples[at + c]!;
  }
  return pixels;
}

/** What isn't copied from at native resolution: what was asked for, and what is foreign at the finest level searched. */
export function avoidAtNative({ width, height, avoid }: SourcePlane, finest: Level): Uint8Array | null {
  if (finest.scale === 1) return finest.avoid;
  if (finest.avoid === null) return avoid;
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) out[y * width + x] = finest.avoid[(y >> 1) * finest.width + (x >> 1)]!;
  return out;
}
