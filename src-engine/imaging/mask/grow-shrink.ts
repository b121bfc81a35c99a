import type { CoverageMask } from '#engine/imaging/samples.ts';
import { squaredDistance } from './distance.ts';

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
