import type { CoverageMask } from '#engine/imaging/samples.ts';
import type { Rect } from '#shared/geometry/rect.ts';

/** The mask with covered and uncovered exchanged. */
export function invertMask({ width, height, data }: CoverageMask): CoverageMask {
  return { width, height, data: data.map((coverage) => 255 - coverage) };
}

/** Adds everything within `pixels` of the covered half (coverage >= 128), with an anti-aliased rim; never takes coverage away. */
export function growMask(mask: CoverageMask, pixels: number): CoverageMask {
  const { width, height } = mask;
  const distance = squaredDistance(coveredHalf(mask), width, height);
  const data = mask.data.map((coverage, i) =>
    Math.max(coverage, Math.round(255 * Math.min(1, Math.max(0, pixels + 1 - Math.sqrt(distance[i]!))))),
  );
  return { width, height, data };
}

/** Takes away everything within `pixels` of the uncovered half. The picture's edge does not count as uncovered. */
export function shrinkMask(mask: CoverageMask, pixels: number): CoverageMask {
  return invertMask(growMask(invertMask(mask), pixels));
}

/** A linear ramp of `pixels` to each side of the mask's outline; the outline itself gets one half. */
export function featherMask(mask: CoverageMask, pixels: number): CoverageMask {
  if (pixels <= 0) return mask;
  const { width, height } = mask;
  const inside = coveredHalf(mask);
  const toInside = squaredDistance(inside, width, height);
  const toOutside = squaredDistance(
    inside.map((value) => 1 - value),
    width,
    height,
  );
  const data = new Uint8Array(width * height);
  for (let i = 0; i < data.length; i++) {
    // The outline runs between pixel centres, half a pixel from the nearest one of the other kind.
    const signed = inside[i] === 1 ? Math.sqrt(toOutside[i]!) - 0.5 : 0.5 - Math.sqrt(toInside[i]!);
    data[i] = Math.round(255 * Math.min(1, Math.max(0, 0.5 + signed / (2 * pixels))));
  }
  return { width, height, data };
}

const coveredHalf = ({ data }: CoverageMask): Uint8Array => data.map((coverage) => (coverage >= 128 ? 1 : 0));

/** Exact squared Euclidean distances in pixels (Felzenszwalb and Huttenlocher 2012, two passes of lower envelopes). */

const far = 1e20;

/**
 * Squared distance from each pixel's centre to the nearest pixel where `inside` is not 0; 0 there. [height, width]
 * Where nothing is inside, every distance is above 1e19.
 */
export function squaredDistance(inside: Uint8Array, width: number, height: number): Float32Array {
  const distance = new Float32Array(width * height);
  for (let i = 0; i < distance.length; i++) distance[i] = inside[i] !== 0 ? 0 : far;
  const length = Math.max(width, height);
  const workspace = {
    line: new Float64Array(length),
    parabolas: new Int32Array(length),
    borders: new Float64Array(length + 1),
  };
  for (let x = 0; x < width; x++) transformLine(distance, x, width, height, workspace);
  for (let y = 0; y < height; y++) transformLine(distance, y * width, 1, width, workspace);
  return distance;
}

interface Workspace {
  readonly line: Float64Array;
  readonly parabolas: Int32Array;
  readonly borders: Float64Array;
}

/** The lower envelope of parabolas rooted at one line's values, in place. */
function transformLine(
  data: Float32Array,
  start: number,
  stride: number,
  length: number,
  workspace: Workspace,
): void {
  const { line, parabolas, borders } = workspace;
  for (let i = 0; i < length; i++) line[i] = data[start + i * stride]!;
  let last = 0;
  parabolas[0] = 0;
  borders[0] = -Infinity;
  borders[1] = Infinity;
  for (let q = 1; q < length; q++) {
    let crossing = intersection(line, q, parabolas[last]!);
    while (crossing <= borders[last]!) {
      last--;
      crossing = intersection(line, q, parabolas[last]!);
    }
    last++;
    parabolas[last] = q;
    borders[last] = crossing;
    borders[last + 1] = Infinity;
  }
  let at = 0;
  for (let i = 0; i < length; i++) {
    while (borders[at + 1]! < i) at++;
    const root = parabolas[at]!;
    data[start + i * stride] = (i - root) * (i - root) + line[root]!;
  }
}

const intersection = (line: Float64Array, q: number, p: number): number =>
  (line[q]! + q * q - (line[p]! + p * p)) / (2 * q - 2 * p);

/** The smallest rectangle that holds every pixel with coverage above 0; null for an empty mask. */
export function coverageBounds({ width, height, data }: CoverageMask): Rect | null {
  let left = width;
  let right = -1;
  let top = -1;
  let bottom = -1;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let first = 0;
    while (first < width && data[row + first] === 0) first++;
    if (first === width) continue;
    let last = width - 1;
    while (data[row + last] === 0) last--;
    if (top < 0) top = y;
    bottom = y;
    left = Math.min(left, first);
    right = Math.max(right, last);
  }
  return top < 0 ? null : { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}

/** How many pixels have any coverage. */
export function coveredPixels({ data }: CoverageMask): number {
  let count = 0;
  for (let i = 0; i < data.length; i++) if (data[i] !== 0) count++;
  return count;
}
