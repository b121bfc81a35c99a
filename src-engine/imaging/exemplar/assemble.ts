import type { Level } from './pyramid.ts';
import type { SourcePlane } from './source-plane.ts';

/** The known pixels and, in the hole, what the pieces copy, mid grey where nothing is copied: [height, width, 3]. */
export function assembleFrom({ samples, channels, hole }: SourcePlane, sources: Int32Array): Float32Array {
  const pixels = new Float32Array(hole.length * 3);
  for (let i = 0; i < hole.length; i++) {
    if (hole[i] === 1 && sources[i]! < 0) {
      for (let c = i * 3; c < i * 3 + 3; c++) pixels[c] = 0.5;
      continue;
    }
    const at = (hole[i] === 1 ? sources[i]! : i) * channels;
    for (let c = 0; c < 3; c++) pixels[i * 3 + c] = samples[at + c]!;
  }
  return pixels;
}

/**
 * Writes into the hole of a plane of three channels what the pieces copy: sources are known pixels.
 * @param smooth [height, width, 3], shown where nothing is copied, may be the plane's own samples; null = mid grey
 */
export function assembleInPlace(
  { samples, hole }: SourcePlane,
  sources: Int32Array,
  smooth: Float32Array | null,
): void {
  for (let p = hole.indexOf(1), end = hole.lastIndexOf(1); p >= 0 && p <= end; p++) {
    if (hole[p] === 0) continue;
    const source = sources[p]! * 3;
    for (let c = 0; c < 3; c++)
      samples[p * 3 + c] = source >= 0 ? samples[source + c]! : smooth ? smooth[p * 3 + c]! : 0.5;
  }
}

/** What isn't copied from at native resolution: what was asked for, and what is foreign at the finest level searched. */
export function avoidAtNative({ width, height, avoid }: SourcePlane, finest: Level): Uint8Array | null {
  if (finest.scale === 1) return finest.avoid;
  if (finest.avoid === null) return avoid;
  const out = new Uint8Array(width * height);
  for (let y = 0, p = 0; y < height; y++)
    for (let x = 0, row = (y >> 1) * finest.width; x < width; x++, p++)
      out[p] = finest.avoid[row + (x >> 1)]!;
  return out;
}
