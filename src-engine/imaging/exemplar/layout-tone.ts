import { boxOfHole, type SourcePlane } from './source-plane.ts';
import { boxSum } from './texture-contrast.ts';

/** Low frequencies that differ by less than the first show the same thing in another light, from the second on something else; [0, 1] units. */
const AGREES = 0.05;
const CONTRADICTS = 0.12;

/**
 * What copied pieces would have to change by to have the tone of the layout they were chosen for: [height, width, 3] of `boxOfHole`, 0 outside
 * the hole and where they show something else than the layout; null where there is no hole.
 * @param layout [height, width, 3] @param pixels [height, width, 3], the photo with the pieces in its hole
 * @param scale photo pixels per pixel of the layout's own
 */
export function toneOfLayout(
  photo: Pick<SourcePlane, 'width' | 'height' | 'hole'>,
  pixels: Float32Array,
  layout: Float32Array,
  scale: number,
): Float32Array | null {
  const box = boxOfHole(photo);
  if (box === null) return null;
  const { width, height } = box;
  const near = Math.max(3, Math.round(scale));
  const inside = new Float32Array(width * height);
  /** Visits the hole's pixels. @param visit with indices of the box and of the photo */
  const forEachHole = (visit: (at: number, p: number) => void): void => {
    for (let y = 0; y < height; y++)
      for (let x = 0, p = (box.y + y) * photo.width + box.x; x < width; x++, p++)
        if (photo.hole[p] === 1) visit(y * width + x, p);
  };
  forEachHole((at) => (inside[at] = 1));
  boxSum(inside, width, height, near);
  const tone = new Float32Array(width * height * 3);
  for (let c = 0; c < 3; c++) {
    const plane = new Float32Array(width * height);
    forEachHole((at, p) => (plane[at] = layout[p * 3 + c]! - pixels[p * 3 + c]!));
    boxSum(plane, width, height, near);
    forEachHole((at) => (tone[at * 3 + c] = plane[at]! / inside[at]!));
  }
  forEachHole((at) => {
    // All channels together: leaving out one of them would leave a tint.
    const size = Math.hypot(tone[at * 3]!, tone[at * 3 + 1]!, tone[at * 3 + 2]!) / Math.sqrt(3);
    const t = Math.min(1, Math.max(0, (CONTRADICTS - size) / (CONTRADICTS - AGREES)));
    const agreement = t * t * (3 - 2 * t);
    for (let c = at * 3; c < at * 3 + 3; c++) tone[c] = tone[c]! * agreement;
  });
  return tone;
}
