import { composite } from '#engine/imaging/blend/composite.ts';
import type { SampleImage } from '#engine/imaging/samples.ts';
import { type Rect, rectIntersection } from '#shared/geometry/rect.ts';
import type { Reshape } from '#shared/runs/run-request.ts';
import { boundsAfter, rectBefore, reshapeSamples } from './reshape.ts';
import type { CoverageSource, PixelSource } from './sources.ts';
import { straightened } from './straighten.ts';

/** What was done to a picture's outline, and where the picture lay before it. */
export interface ReshapeStep {
  readonly reshape: Reshape;
  readonly before: Rect;
}

/** An earlier picture as it lies after these steps: rotated and straightened with it, else where it lay. */
export const laidAfter = (picture: PixelSource, steps: readonly ReshapeStep[]): PixelSource =>
  steps.reduce(laidAfterStep, picture);

function laidAfterStep(picture: PixelSource, { reshape, before }: ReshapeStep): PixelSource {
  if (reshape.kind === 'straighten') return straightened(picture, before, reshape);
  if (reshape.kind === 'crop') return picture;
  const { degrees } = reshape;
  const after = boundsAfter(before, reshape);
  const { channels, bitDepth, iccProfile } = picture;
  return {
    bounds: rectBefore(picture.bounds, before, after, (360 - degrees) as typeof degrees),
    ...{ channels, bitDepth, iccProfile },
    read: async (rect) => {
      const part = rectBefore(rect, after, before, degrees);
      const { width, height } = part;
      const data = await picture.read(part);
      return reshapeSamples({ width, height, channels, bitDepth, data }, part, reshape).data;
    },
  };
}

/** Where a picture can be taken back to an earlier one: in all three. Empty where they have nothing in common. */
export const restorableRect = (present: Rect, original: Rect, coverage: Rect): Rect =>
  rectIntersection(rectIntersection(present, original), coverage);

/**
 * The samples of `rect`, which lies in all three, with the earlier picture's where something is covered: all of it at full
 * coverage, its share at less.
 */
export async function restoreOriginal(
  present: PixelSource,
  original: PixelSource,
  coverage: CoverageSource,
  rect: Rect,
): Promise<SampleImage['data']> {
  return composite({
    original: await present.read(rect),
    channels: present.channels,
    fill: Float32Array.from(await original.read(rect)),
    coverage: await coverage.read(rect),
  });
}
