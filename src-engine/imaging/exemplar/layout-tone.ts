import type { SourcePlane } from './source-plane.ts';
import { boxSum } from './texture-contrast.ts';

/** Low frequencies that differ by less than the first show the same thing in another light, from the second on something else; [0, 1] units. */
const AGREES = 0.05;
const CONTRADICTS = 0.12;

/**
 * What copied pieces would have to change by to have the tone of the layout they were chosen for: [height, width, 3], 0 outside the hole and
 * where they show something else than the layout.
 * @param layout [height, width, 3] @param pixels [height, width, 3], the photo with the pieces in its hole
 * @param scale photo pixels per pixel of the layout's own
 */
export function toneOfLayout(
  { width, height, hole }: SourcePlane,
  pixels: Float32Array,
  layout: Float32Array,
  scale: number,
): Float32Array {
  const near = Math.max(3, Math.round(scale));
  const inside = Float32Array.from(hole);
  boxSum(inside, width, height, near);
  const tone = new Float32Array(hole.length * 3);
  for (let c = 0; c < 3; c++) {
    const plane = new Float32Array(hole.length);
    for (let i = 0; i < hole.length; i++)
      if (hole[i] === 1) plane[i] = layout[i * 3 + c]! - pixels[i * 3 + c]!;
    boxSum(plane, width, height, near);
    for (let i = 0; i < hole.length; i++) if (hole[i] === 1) tone[i * 3 + c] = plane[i]! / inside[i]!;
  }
  for (let i = 0; i < hole.length; i++) {
    if (hole[i] === 0) continue;
    // All channels together: leaving out one of them would leave a tint.
    const size = Math.hypot(tone[i * 3]!, tone[i * 3 + 1]!, tone[i * 3 + 2]!) / Math.sqrt(3);
    const t = Math.min(1, Math.max(0, (CONTRADICTS - size) / (CONTRADICTS - AGREES)));
    const agreement = t * t * (3 - 2 * t);
    for (let c = i * 3; c < i * 3 + 3; c++) tone[c] = tone[c]! * agreement;
  }
  return tone;
}
