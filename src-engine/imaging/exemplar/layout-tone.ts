import type { Rect } from '#shared/geometry/rect.ts';
import { boxOfHole, type SourcePlane } from './source-plane.ts';
import { boxSum } from './texture-contrast.ts';

/** Low frequencies that differ by less than the first show the same thing in another light, from the second on something else; [0, 1] units. */
const AGREES = 0.05;
const CONTRADICTS = 0.12;

/**
 * What copied pieces would have to change by to have the tone of the layout they were chosen for: [height, width, 3] of `boxOfHole`, 0 outside
 * the hole and where they show something else than the layout; null where there is no hole.
 * @param photo of three channels, the layout in its hole @param sources [height, width], what every hole pixel is to copy, -1 = it stays
 * @param scale photo pixels per pixel of the layout's own
 */
export function toneOfLayout(
  photo: Pick<SourcePlane, 'width' | 'height' | 'hole' | 'samples'>,
  sources: Int32Array,
  scale: number,
): Float32Array | null {
  const box = boxOfHole(photo);
  if (box === null) return null;
  const { width, height } = box;
  const { hole, samples } = photo;
  const near = Math.max(3, Math.round(scale));
  const inside = new Float32Array(width * height);
  for (let y = 0; y < height; y++) inside.set(rowOf(hole, photo.width, box, y), y * width);
  boxSum(inside, width, height, near);
  const tone = new Float32Array(width * height * 3);
  const plane = new Float32Array(width * height);
  for (let c = 0; c < 3; c++) {
    plane.fill(0);
    for (let y = 0, at = 0; y < height; y++)
      for (let x = 0, p = (box.y + y) * photo.width + box.x; x < width; x++, p++, at++)
        if (hole[p] === 1 && sources[p]! >= 0)
          plane[at] = samples[p * 3 + c]! - samples[sources[p]! * 3 + c]!;
    boxSum(plane, width, height, near);
    for (let at = 0; at < plane.length; at++) tone[at * 3 + c] = plane[at]! / inside[at]!;
  }
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0, p = (box.y + y) * photo.width + box.x; x < width; x++, p++, at++) {
      // All channels together: leaving out one of them would leave a tint.
      const agreement = hole[p] === 1 ? agreementOf(tone[at * 3]!, tone[at * 3 + 1]!, tone[at * 3 + 2]!) : 0;
      for (let c = at * 3; c < at * 3 + 3; c++) tone[c] = hole[p] === 1 ? tone[c]! * agreement : 0;
    }
  return tone;
}

const rowOf = (hole: Uint8Array, width: number, box: Rect, y: number): Uint8Array => {
  const from = (box.y + y) * width + box.x;
  return hole.subarray(from, from + box.width);
};

/** How far pieces whose low frequencies differ by so much show the same as the layout: 1 = in another light only. */
function agreementOf(red: number, green: number, blue: number): number {
  // The square root of the sum of squares lies between the largest and the sum; where both say the same, it isn't needed.
  const sizes = Math.abs(red) + Math.abs(green) + Math.abs(blue);
  if (sizes < AGREES) return 1;
  if (Math.max(Math.abs(red), Math.abs(green), Math.abs(blue)) > 2 * CONTRADICTS) return 0;
  const size = Math.hypot(red, green, blue) / Math.sqrt(3);
  const t = Math.min(1, Math.max(0, (CONTRADICTS - size) / (CONTRADICTS - AGREES)));
  return t * t * (3 - 2 * t);
}
